import { describe, expect, it } from 'vitest';
import { checkAnthropicSchema } from './anthropic-rules.ts';
import { checkGoogleSchema } from './google-rules.ts';
import { checkOpenAiSchema } from './openai-rules.ts';

type Schema = Record<string, unknown>;

/** An object with all of its properties required, as OpenAI wants it. */
const closed = (properties: Record<string, unknown>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const string = { type: 'string' };
const properties = (count: number, schema: Schema = string): Record<string, Schema> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema]));
const nest = (levels: number): Schema => closed(levels === 1 ? { leaf: string } : { inner: nest(levels - 1) });

describe('OpenAI', () => {
  it.each<[string, Schema, string]>([
    ['a list at the root', { type: 'array', items: string }, 'type: "object"'],
    ['a union at the root', { ...closed({}), anyOf: [closed({})] }, 'type: "object"'],
    ['oneOf', closed({ a: { oneOf: [string] } }), "'oneOf' is not permitted"],
    ['a node without a type', closed({ a: {} }), "must have a 'type' key"],
    ['a list without items', closed({ a: { type: 'array' } }), 'array schema missing items'],
    ['an unknown format', closed({ a: { type: 'string', format: 'uri' } }), '"uri" is not a valid format'],
    [
      'keywords beside a reference',
      { ...closed({ a: { $ref: '#/$defs/A', description: 'x' } }), $defs: { A: string } },
      '$ref cannot',
    ],
    ['a reference that leads nowhere', closed({ a: { $ref: '#/$defs/A' } }), 'cannot be resolved'],
    ['a required name that is no property', { ...closed({}), required: ['a'] }, 'Extra required key'],
    ['a record', closed({ a: { type: 'object', additionalProperties: string } }), "'additionalProperties' is required"],
    ['11 levels', nest(11), '10 levels'],
    ['5,001 properties', closed(properties(5001)), '5000 allowed'],
    [
      '1,001 enum values',
      closed(properties(11, { type: 'string', enum: Array.from({ length: 91 }, (_, n) => `v${n}`) })),
      '1000 allowed',
    ],
    [
      'a large enum of long values',
      closed({ a: { type: 'string', enum: Array.from({ length: 251 }, (_, n) => `${n}`.padEnd(60, 'x')) } }),
      '15000',
    ],
    ['too many characters', closed({ ['x'.repeat(120_001)]: string }), '120000 characters'],
  ])('refuses %s', (_name, schema, message) => {
    expect(() => checkOpenAiSchema(schema)).toThrow(message);
  });

  it('takes 10 levels, 5,000 properties and 1,000 enum values', () => {
    expect(() => checkOpenAiSchema(nest(10))).not.toThrow();
    expect(() => checkOpenAiSchema(closed(properties(5000)))).not.toThrow();
    expect(() =>
      checkOpenAiSchema(
        closed(properties(10, { type: 'string', enum: Array.from({ length: 100 }, (_, n) => `v${n}`) })),
      ),
    ).not.toThrow();
  });
});

describe('Anthropic', () => {
  const open = (inner: Record<string, unknown>): Schema => ({
    type: 'object',
    properties: inner,
    additionalProperties: false,
  });

  it.each<[string, Schema, string]>([
    ['25 optional properties', open(properties(25)), 'too many optional parameters (25, limit: 24)'],
    ['17 unions', closed(properties(17, { type: ['string', 'null'] })), 'union types (17, limit: 16)'],
    [
      'recursion through definitions',
      { ...closed({ a: { $ref: '#/$defs/A' } }), $defs: { A: open({ a: { $ref: '#/$defs/A' } }) } },
      'recursive',
    ],
    [
      '$schema',
      { ...closed({}), $schema: 'https://json-schema.org/draft/2020-12/schema' },
      "'$schema' is not permitted",
    ],
    [
      'minItems of 2',
      closed({ a: { type: 'array', items: string, minItems: 2 } }),
      "'minItems' values other than 0 or 1",
    ],
    ['a look-ahead', closed({ a: { type: 'string', pattern: '(?=a)' } }), 'look-around'],
    ['an object among enum values', closed({ a: { enum: [{}] } }), 'complex types in enums'],
    ['names with blanks', closed({ 'a b': string }), 'Property keys should match pattern'],
    ['9 KB', closed(properties(100, { type: 'string', description: 'x'.repeat(90) })), 'compiled grammar is too large'],
  ])('refuses %s', (_name, schema, message) => {
    expect(() => checkAnthropicSchema(schema)).toThrow(message);
  });

  it('takes 24 optional properties, 16 unions and a definition that is used twice', () => {
    expect(() => checkAnthropicSchema(open(properties(24)))).not.toThrow();
    expect(() => checkAnthropicSchema(closed(properties(16, { type: ['string', 'null'] })))).not.toThrow();
    const twice = {
      ...closed({ a: { $ref: '#/$defs/A' }, b: { $ref: '#/$defs/A' } }),
      $defs: { A: closed({ c: string }) },
    };
    expect(() => checkAnthropicSchema(twice)).not.toThrow();
  });
});

describe('Google', () => {
  const cyclic = (required: string[]): Schema => ({ type: 'object', properties: { next: { $ref: '#' } }, required });

  it.each<[string, Schema, string]>([
    ['const', { const: 'a' }, "'const' is not permitted"],
    ['a type that there is not', { type: 'date' }, "'date' is not a type"],
    ['true among enum values', { enum: [true] }, "only strings and numbers are supported in 'enum'"],
    [
      'keywords beside a reference',
      { type: 'object', properties: { a: { $ref: '#', title: 'x' } } },
      "'title' must not be set",
    ],
    ['a cycle of required properties', cyclic(['next']), 'may only be used within non-required properties'],
    ['a list without items', { type: 'array' }, "'items' is missing"],
  ])('refuses %s', (_name, schema, message) => {
    expect(() => checkGoogleSchema(schema)).toThrow(message);
  });

  it('takes a cycle that can end, and a list at the root', () => {
    expect(() => checkGoogleSchema(cyclic([]))).not.toThrow();
    expect(() => checkGoogleSchema({ type: 'array', items: string })).not.toThrow();
  });
});
