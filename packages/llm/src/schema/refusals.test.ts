import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Schema } from '../types.ts';
import { citing, plain } from './test-schemas.ts';

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
