import { toStrictJsonSchema } from 'openai/lib/transform';
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SchemaDialect } from '../adapter.ts';
import type { PreparedSchema } from '../contracts.ts';
import type { JsonSchema, Schema } from '../types.ts';
import { prepareSchema } from './prepare-schema.ts';
import { jsonSchema } from './schema-source.ts';
import { DIALECTS } from './test-encode.ts';

const plain = (schema: Schema, dialect: SchemaDialect = 'openai'): PreparedSchema =>
  prepareSchema(schema, { dialect, grounding: false });
const citing = (schema: Schema, dialect: SchemaDialect = 'openai', cell = false): PreparedSchema =>
  prepareSchema(schema, { dialect, grounding: { mode: 'cite', cell } });

const Invoice = z.object({
  number: z.string().describe('As printed'),
  date: z.iso.date().optional(),
  total: z.number().min(0),
  currency: z.enum(['EUR', 'USD']).default('EUR'),
  paid: z.boolean().nullable(),
  tags: z.array(z.string()).max(3),
  rates: z.record(z.string(), z.number()).optional(),
  items: z.array(z.object({ text: z.string(), amount: z.number().nullish() })),
});
const Animal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cat'), lives: z.int() }),
  z.object({ kind: z.literal('dog'), name: z.string() }),
]);

describe('dialects', () => {
  it('requires everything of OpenAI, with null for what is optional', () => {
    expect(plain(Invoice).strict).toEqual({
      type: 'object',
      properties: {
        number: { type: 'string', description: 'As printed' },
        date: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
        total: { type: 'number', minimum: 0 },
        currency: { anyOf: [{ type: 'string', enum: ['EUR', 'USD'] }, { type: 'null' }] },
        paid: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
        tags: { type: 'array', items: { type: 'string' }, maxItems: 3 },
        rates: {
          anyOf: [
            {
              type: 'array',
              description: 'An object with one entry for every name',
              items: {
                type: 'object',
                properties: { key: { type: 'string' }, value: { type: 'number' } },
                required: ['key', 'value'],
                additionalProperties: false,
              },
            },
            { type: 'null' },
          ],
        },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { text: { type: 'string' }, amount: { anyOf: [{ type: 'number' }, { type: 'null' }] } },
            required: ['text', 'amount'],
            additionalProperties: false,
          },
        },
      },
      required: ['number', 'date', 'total', 'currency', 'paid', 'tags', 'rates', 'items'],
      additionalProperties: false,
    });
  });

  it('leaves what is optional out of what it requires of Anthropic, and tells bounds in words', () => {
    const { strict } = plain(Invoice, 'anthropic');
    expect(strict).toMatchObject({
      required: ['number', 'total', 'paid', 'tags', 'items'],
      properties: {
        total: { type: 'number', description: 'At least 0' },
        currency: { enum: ['EUR', 'USD'] },
        tags: { description: 'At most 3 items' },
      },
    });
  });

  it('keeps records of Google, whose schemas have open objects', () => {
    expect(plain(Invoice, 'google').strict).toMatchObject({
      properties: { rates: { type: 'object', additionalProperties: { type: 'number' } } },
    });
  });

  const SCHEMAS: Readonly<Record<string, Schema>> = {
    invoice: Invoice,
    union: z.object({ pet: Animal }),
    'root list': z.array(z.object({ a: z.string().optional() })),
    'root union': Animal,
    'root record': z.record(z.string(), z.object({ n: z.number() })),
    tuple: z.object({ pair: z.tuple([z.string(), z.number()]) }),
    intersection: z.object({ both: z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })) }),
    patterns: z.object({
      mail: z.email(),
      code: z.string().regex(/^[A-Z]+$/),
      odd: z.string().regex(/^(?!x)/),
      link: z.url(),
    }),
    bounds: z.object({ n: z.int().min(1).max(5).multipleOf(1), s: z.string().min(2).max(9), f: z.number().gt(0) }),
    literals: z.object({ one: z.literal(1), yes: z.literal(true), mixed: z.literal(['a', 2, null]) }),
    'odd names': z.object({ 'Total (€)': z.number(), Total_: z.string(), größe: z.number() }),
    'names like ours': z.object({ rows: z.array(z.object({ _rows: z.string(), _value: z.number() })) }),
  };
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    for (const prepare of [plain, citing]) {
      it(`passes OpenAI's and Anthropic's own transformers: ${name}, ${prepare === citing ? 'citing' : 'plain'}`, () => {
        const openai = prepare(schema, 'openai').strict!;
        expect(toStrictJsonSchema(openai as never)).toEqual(openai);
        const anthropic = prepare(schema, 'anthropic').strict!;
        expect(transformJSONSchema(anthropic as never)).toEqual(anthropic);
      });
    }
    it(`uses only the keywords that Google lists: ${name}`, () => {
      const known = new Set(
        (
          '$defs $ref type format title description enum items prefixItems minItems maxItems minimum maximum anyOf ' +
          'properties additionalProperties required'
        ).split(' '),
      );
      const unknown = new Set<string>();
      visitSchema(citing(schema, 'google').strict!, (keyword) => known.has(keyword) || unknown.add(keyword));
      visitSchema(plain(schema, 'google').strict!, (keyword) => known.has(keyword) || unknown.add(keyword));
      expect([...unknown]).toEqual([]);
    });
    it(`uses only names that Anthropic takes: ${name}`, () => {
      for (const prepared of [plain(schema, 'anthropic'), citing(schema, 'anthropic')]) {
        for (const sent of [prepared.strict!, prepared.plain!]) {
          expect(JSON.stringify(propertyNames(sent).filter((key) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(key)))).toBe('[]');
        }
      }
    });
  }

  it('takes schemas that contain themselves for OpenAI, for Google where optional, and never for Anthropic', async () => {
    const Node = z.object({
      name: z.string(),
      get children() {
        return z.array(Node).optional();
      },
    });
    const value = { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] };
    for (const dialect of ['openai', 'google'] as const) {
      const prepared = plain(Node, dialect);
      expect(JSON.stringify(prepared.strict)).toContain('"$ref":"#/$defs/part_1"');
      expect(prepared.unwrap({ ...value, extra: null }).value).toEqual({ ...value, extra: null });
      expect(await prepared.validate(prepared.unwrap(value).value)).toMatchObject({ success: true });
    }
    expect(() => plain(Node, 'anthropic')).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_SCHEMA',
        message: expect.stringContaining('Anthropic does not take') as string,
        details: expect.objectContaining({ pointer: '/properties/children/items' }) as object,
      }) as Error,
    );
    const Chain = z.object({
      get next() {
        return z.union([Chain, z.null()]);
      },
    });
    expect(() => plain(Chain, 'google')).toThrow('Make the field optional.');
  });

  it('renames what Anthropic does not take, tells the model, and names it back', () => {
    const prepared = plain(z.object({ 'Total (€)': z.number().optional(), Total_: z.string() }), 'anthropic');
    const names = propertyNames(prepared.strict!);
    expect(names[1]).toBe('Total_');
    expect(names[0]).toMatch(/^Total__[0-9a-f]{8}$/);
    expect(prepared.strict).toMatchObject({ properties: { [names[0]!]: { description: 'Total (€)' } } });
    expect(prepared.unwrap({ [names[0]!]: 3, Total_: 'x' }).value).toEqual({ 'Total (€)': 3, Total_: 'x' });
  });
});

describe('what else schemas are made of', () => {
  it('takes records of listed names, unions of types, nullable ones of OpenAPI, and objects of nothing', () => {
    const X = { type: 'object', properties: { k: { type: 'integer' } } };
    const schema: JsonSchema = {
      type: 'object',
      properties: {
        record: {
          type: 'object',
          propertyNames: { enum: ['a', 'b'] },
          additionalProperties: { type: 'number' },
          required: ['a'],
        },
        types: { type: ['string', 'number'] },
        open: { oneOf: [{ $ref: '#/components/schemas/X' }], nullable: true },
        none: { type: 'object', properties: {} },
        never: { not: {} },
        word: { enum: [1, 2.5], 'x-note': 'ours' },
      },
      required: ['record', 'types', 'open', 'none', 'word'],
      components: { schemas: { X } },
    };
    const number = { type: 'number' };
    expect(plain(schema, 'anthropic').strict).toEqual({
      type: 'object',
      properties: {
        record: { type: 'object', properties: { a: number, b: number }, required: ['a'], additionalProperties: false },
        types: { anyOf: [{ type: 'string' }, number] },
        open: {
          anyOf: [
            { type: 'object', properties: { k: { type: 'integer' } }, required: [], additionalProperties: false },
            { type: 'null' },
          ],
        },
        none: { type: 'object', properties: {}, required: [], additionalProperties: false },
        word: { enum: [1, 2.5] },
      },
      required: ['record', 'types', 'open', 'none', 'word'],
      additionalProperties: false,
    });
  });

  it('merges intersections, and tells in words what cannot be merged', () => {
    const schema: JsonSchema = {
      allOf: [
        { type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, required: ['n'] },
        { properties: { n: { type: 'number', minimum: 3, maximum: 9 }, s: { type: 'string' } } },
      ],
    };
    expect(plain(schema).strict).toMatchObject({
      properties: { n: { type: 'integer', minimum: 3, maximum: 9 } },
      required: ['n', 's'],
    });
  });

  it('lets a name be that of something that every object has', () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"number"}},"required":["__proto__"]}',
    ) as JsonSchema;
    const prepared = citing(schema);
    const answer = JSON.parse(
      '{"__proto__":{"_rows":[2],"_value":"x"},"constructor":{"_rows":[],"_value":null}}',
    ) as unknown;
    const { value, citations } = prepared.unwrap(answer);
    expect(JSON.stringify(value)).toBe('{"__proto__":"x"}');
    expect([...citations]).toEqual([['/__proto__', [2]]]);
  });
});

describe('refusals', () => {
  const cases: [string, Schema, string, string][] = [
    ['dates', z.object({ a: z.object({ when: z.date() }) }), '/properties/a/properties/when', 'z.iso.date()'],
    ['big integers', z.object({ list: z.array(z.bigint()) }), '/properties/list/items', 'digits'],
    ['any value', z.object({ a: z.any() }), '/properties/a', 'Say what the value is'],
    [
      'open objects',
      { type: 'object', properties: { o: { type: 'object' } } },
      '/properties/o/additionalProperties',
      '',
    ],
    ['nothing', { type: 'object', properties: { o: false }, required: ['o'] }, '/properties/o', 'Leave the field out'],
    ['objects among values', { enum: [{ a: 1 }] }, '', 'Allowed values are strings'],
    ['unknown types', { type: 'object', properties: { o: { type: 'decimal' } } }, '/properties/o', 'Types are'],
    ['a lost reference', { type: 'object', properties: { o: { $ref: '#/$defs/O' } } }, '/properties/o', '$defs'],
    ['another file', { type: 'object', properties: { o: { $ref: 'o.json' } } }, '/properties/o', '$defs'],
    ['a contradiction', { allOf: [{ type: 'string' }, { type: 'number' }] }, '/allOf/1', 'union'],
    ['tuples that go on', { type: 'array', prefixItems: [{ type: 'null' }], items: { type: 'string' } }, '', 'object'],
    ['required but unknown', { type: 'object', properties: { a: { type: 'null' } }, required: ['b'] }, '/required', ''],
  ];
  it.each(cases)('refuses %s', (_, schema, pointer, hint) => {
    expect(() => plain(schema)).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_SCHEMA',
        details: expect.objectContaining({ pointer, hint: expect.stringContaining(hint) as string }) as object,
      }) as Error,
    );
  });

  it('says what to do with a valibot schema that does not tell its JSON Schema', () => {
    expect(() => plain(v.object({ a: v.string() }) as unknown as Schema)).toThrow('toStandardJsonSchema');
  });

  it('takes a tool that is not strict where the vendor would find the schema too large', () => {
    const fields = Array.from({ length: 30 }, (_, i) => [`field${i}`, z.string().optional()]);
    const prepared = plain(z.object(Object.fromEntries(fields) as Record<string, z.ZodOptional>), 'anthropic');
    expect(prepared.mode).toBe('tool');
    expect(prepared.warnings).toMatchObject([
      { code: 'schema_too_large', message: expect.stringContaining('30 optional') },
    ]);
    const many = Array.from({ length: 81 }, (_, i) => [`field${i}`, z.string()]);
    const large = citing(z.object(Object.fromEntries(many) as Record<string, z.ZodString>));
    expect(large).toMatchObject({ cites: false, mode: 'json_schema', warnings: [{ code: 'search_instead_of_cite' }] });
  });
});

describe('citations', () => {
  it('asks for the rows of every leaf, and once for every row of a table', () => {
    expect(citing(z.object({ total: z.number(), items: z.array(z.object({ amount: z.number() })) })).strict).toEqual({
      type: 'object',
      properties: {
        total: {
          type: 'object',
          properties: { _rows: { type: 'array', items: { type: 'integer' } }, _value: { type: 'number' } },
          required: ['_rows', '_value'],
          additionalProperties: false,
        },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { _rows: { type: 'array', items: { type: 'integer' } }, amount: { type: 'number' } },
            required: ['_rows', 'amount'],
            additionalProperties: false,
          },
        },
      },
      required: ['total', 'items'],
      additionalProperties: false,
    });
  });

  it('unwraps, and keeps the rows by pointer', () => {
    const answer = {
      number: { _rows: [4], _value: 'A-1' },
      date: { _rows: [], _value: null },
      total: { _rows: [9, 9, 'x'], _value: 12 },
      currency: { _rows: [], _value: null },
      paid: { _rows: [], _value: null },
      tags: [{ _rows: [2], _value: 'x' }],
      rates: [{ _rows: [5], key: 'a/b', value: 3 }],
      items: [{ _rows: [6, 7], text: 'one', amount: 4 }],
    };
    const { value, citations, locate } = citing(Invoice).unwrap(answer);
    expect(value).toEqual({
      number: 'A-1',
      total: 12,
      paid: null,
      tags: ['x'],
      rates: { 'a/b': 3 },
      items: [{ text: 'one', amount: 4 }],
    });
    expect(Object.fromEntries(citations)).toEqual({
      '/number': [4],
      '/total': [9],
      '/tags/0': [2],
      '/rates/a~1b': [5],
      '/items/0': [6, 7],
    });
    expect(locate('/total')).toBe('/total/_value');
    expect(locate('/rates/a~1b')).toBe('/rates/0/value');
    expect(locate('/items/0/amount')).toBe('/items/0/amount');
    expect(locate('/items/0/missing')).toBe('/items/0/missing');
  });

  it('takes an answer that is in the shape of the caller already', () => {
    const value = { number: 'A-1', total: 12, paid: true, tags: [], rates: { a: 1 }, items: [] };
    expect(citing(Invoice).unwrap(value).value).toEqual(value);
    const list = plain(z.array(z.string()));
    expect(list.unwrap(['a']).value).toEqual(['a']);
    expect(list.unwrap({ value: ['a'] }).value).toEqual(['a']);
    const rates = plain(z.record(z.string(), z.string()));
    expect(rates.unwrap({ value: 'an entry of that name' }).value).toEqual({ value: 'an entry of that name' });
    expect(rates.unwrap({ value: [{ key: 'a', value: 'b' }] }).value).toEqual({ a: 'b' });
  });

  it('leaves answers of another shape to the check', async () => {
    const prepared = citing(Invoice);
    for (const answer of [null, 3, [], 'text', { total: [] }, { items: { a: 1 } }, { items: [4], rates: 'x' }]) {
      expect(await prepared.validate(prepared.unwrap(answer).value)).toMatchObject({ success: false });
    }
  });

  it('asks for no rows of what is not looked for', () => {
    const schema = z.object({ summary: z.string().meta({ unifex: { ground: false } }), total: z.number() });
    const prepared = citing(schema);
    expect(prepared.strict).toMatchObject({ properties: { summary: { type: 'string' }, total: { type: 'object' } } });
    expect(prepared.leaves({ summary: 's', total: 1 }).map(({ pointer, skip }) => [pointer, skip])).toEqual([
      ['/summary', true],
      ['/total', false],
    ]);
  });
});

describe('checks', () => {
  it("runs the caller's own check, with defaults, refinements and asynchronous ones", async () => {
    const schema = z.object({
      a: z.string().default('x'),
      n: z.number().refine(async (n) => n > 2, 'too small'),
      when: z.iso.date().transform((text) => new Date(text)),
    });
    expect(await plain(schema).validate({ n: 3, when: '2026-03-01' })).toEqual({
      success: true,
      value: { a: 'x', n: 3, when: new Date('2026-03-01') },
    });
    const failed = await plain(schema).validate({ n: 1, when: 'soon' });
    expect(failed).toMatchObject({ success: false });
    expect(new Set(failed.success ? [] : failed.issues)).toEqual(
      new Set([
        { path: '/n', message: 'too small' },
        { path: '/when', message: 'Invalid ISO date' },
      ]),
    );
  });

  it('says so when the check throws', async () => {
    const schema = z.object({ a: z.string().refine(() => JSON.parse('{') as boolean) });
    await expect(plain(schema).validate({ a: 'x' })).rejects.toMatchObject({ code: 'VALIDATOR_THREW' });
  });

  it('checks a JSON Schema of any draft, fills in defaults, and leaves the value alone', async () => {
    const schema: JsonSchema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        pair: { type: 'array', items: [{ type: 'string' }, { type: 'number' }] },
        when: { type: 'string', format: 'date' },
        kind: { enum: ['a', 'b'], default: 'a' },
      },
      required: ['pair'],
      additionalProperties: false,
    };
    const value = { pair: ['x', 1] };
    expect(await plain(schema).validate(value)).toEqual({ success: true, value: { pair: ['x', 1], kind: 'a' } });
    expect(value).toEqual({ pair: ['x', 1] });
    expect(await plain(schema).validate({ when: 'soon', kind: 'c', 'x/y': 1 })).toEqual({
      success: false,
      issues: [
        { path: '/pair', message: 'is missing' },
        { path: '/x~1y', message: 'is not a field of the schema' },
        { path: '/when', message: 'must match format "date"' },
        { path: '/kind', message: 'must be equal to one of the allowed values: ["a","b"]' },
      ],
    });
    const broken = { type: 'object', properties: { a: { type: 'string', minLength: 'x' } } };
    await expect(plain(broken).validate({})).rejects.toMatchObject({ code: 'UNSUPPORTED_SCHEMA' });
  });

  it('runs the check that jsonSchema() was given after that against the schema', async () => {
    const typed = jsonSchema<{ n: number }>({ type: 'object', properties: { n: { type: 'number' } } }, (value) => {
      const { n } = value as { n: number };
      if (n > 9) throw new Error('too large');
      return { n: n + 1 };
    });
    expect(await plain(typed).validate({ n: 1 })).toEqual({ success: true, value: { n: 2 } });
    expect(await plain(typed).validate({ n: 10 })).toEqual({
      success: false,
      issues: [{ path: '', message: 'too large' }],
    });
    expect(await plain(typed).validate({ n: 'x' })).toMatchObject({ success: false, issues: [{ path: '/n' }] });
  });

  it('takes schemas of valibot and arktype', async () => {
    const ofValibot = toStandardJsonSchema(v.object({ a: v.string(), n: v.optional(v.number(), 4) }));
    const ofArktype = type({ a: 'string', 'n?': 'number', list: type({ x: 'string.date.iso' }).array() });
    for (const dialect of DIALECTS) {
      const valibot = plain(ofValibot, dialect);
      expect(await valibot.validate(valibot.unwrap({ a: 'x', n: null }).value)).toEqual({
        success: true,
        value: { a: 'x', n: 4 },
      });
      const arktype = plain(ofArktype, dialect);
      expect(await arktype.validate(arktype.unwrap({ a: 'x', n: null, list: [] }).value)).toMatchObject({
        success: true,
      });
      expect(await arktype.validate({ a: 1, list: [] })).toMatchObject({ success: false, issues: [{ path: '/a' }] });
    }
  });

  it('takes the answer about a part of a document, whose other fields are elsewhere', async () => {
    const partial = prepareSchema(Invoice, { dialect: 'openai', grounding: false, partial: true });
    const nulls = { number: null, date: null, total: null, currency: null, tags: null, rates: null };
    const { value } = partial.unwrap({ ...nulls, paid: null, items: [{ text: 'x', amount: null }] });
    expect(value).toEqual({ paid: null, items: [{ text: 'x', amount: null }] });
    expect(await partial.validate(value)).toEqual({ success: true, value });
    expect(await partial.validate({ items: [{ text: 4 }] })).toMatchObject({
      success: false,
      issues: [{ path: '/items/0/text' }],
    });
  });

  it('leaves data without a schema alone', async () => {
    const free = prepareSchema(undefined, { dialect: 'openai', grounding: { mode: 'cite' } });
    const value = { a: [{ b: 1 }], c: null };
    expect(free).toMatchObject({ strict: undefined, plain: undefined, cites: false });
    expect(free.unwrap(value).value).toBe(value);
    expect(await free.validate(value)).toEqual({ success: true, value });
    expect(free.leaves(value).map(({ pointer }) => pointer)).toEqual(['/a/0/b', '/c']);
  });
});

function visitSchema(schema: unknown, visit: (keyword: string) => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    visit(keyword);
    if (keyword === 'properties' || keyword === '$defs') {
      for (const part of Object.values(value as object)) visitSchema(part, visit);
    } else if (keyword === 'items' || keyword === 'additionalProperties') visitSchema(value, visit);
    else if (keyword === 'anyOf' || keyword === 'prefixItems') for (const part of value as []) visitSchema(part, visit);
  }
}

function propertyNames(schema: JsonSchema): string[] {
  const names: string[] = [];
  const search = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { properties } = part as { properties?: object };
    if (properties && !('type' in properties && typeof properties.type === 'string'))
      names.push(...Object.keys(properties));
    Object.values(part).forEach(search);
  };
  search(schema);
  return names;
}
