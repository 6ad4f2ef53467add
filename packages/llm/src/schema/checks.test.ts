import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonSchema } from '../types.ts';
import { prepareSchema } from './prepare-schema.ts';
import { jsonSchema } from './schema-source.ts';
import { DIALECTS } from './test-encode.ts';
import { Invoice, plain } from './test-schemas.ts';

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
