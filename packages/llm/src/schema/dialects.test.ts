import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { toStrictJsonSchema } from 'openai/lib/transform';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonSchema, Schema } from '../types.ts';
import { citing, Invoice, plain, propertyNames, visitSchema } from './test-schemas.ts';

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
