/* What the schema part makes, held against the vendors' rules as the fake server states them: two readings of the same pages. */
import { checkAnthropicSchema, checkGoogleSchema, checkOpenAiSchema } from '@unifex/llm-fakes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SchemaDialect } from '../adapter.ts';
import { prepareSchema } from '../schema/index.ts';
import type { GroundingOptions, JsonSchema } from '../types.ts';

const RULES: Readonly<Record<SchemaDialect, (schema: unknown) => void>> = {
  openai: checkOpenAiSchema,
  anthropic: checkAnthropicSchema,
  google: checkGoogleSchema,
};
const DIALECTS = Object.keys(RULES) as SchemaDialect[];
const GROUNDING: readonly (false | GroundingOptions)[] = [
  false,
  { mode: 'search' },
  { mode: 'cite' },
  { mode: 'cite', cell: true },
];

/** What authors write that vendors do not take as it is. */
const HARD: Readonly<Record<string, z.ZodType>> = {
  optional: z.object({ a: z.string().optional(), b: z.number().nullish(), c: z.string().default('x') }),
  bounds: z.object({
    n: z.number().min(0).max(9).multipleOf(0.5),
    s: z
      .string()
      .min(1)
      .max(5)
      .regex(/^(?=a)\w+$/),
    l: z.array(z.int()).min(2).max(3),
  }),
  formats: z.object({
    mail: z.email(),
    url: z.url(),
    uuid: z.uuid(),
    day: z.iso.date(),
    at: z.iso.datetime(),
    ip: z.ipv4(),
    b: z.base64(),
  }),
  record: z.object({ rates: z.record(z.string(), z.number()) }),
  tuple: z.object({ pair: z.tuple([z.string(), z.number()]) }),
  'list at the root': z.array(z.object({ name: z.string() })),
  'union at the root': z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]),
  'tagged union': z.object({
    of: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), x: z.string() }),
      z.object({ kind: z.literal('b'), y: z.number().optional() }),
    ]),
  }),
  intersection: z.object({ both: z.object({ a: z.string() }).and(z.object({ b: z.string() })) }),
  'numbers and booleans as literals': z.object({ n: z.literal([1, 2]), t: z.literal(true), e: z.enum({ a: 1, b: 2 }) }),
  names: z.object({ 'Größe (cm)': z.number(), 'total.net': z.number(), $ref: z.string(), properties: z.string() }),
  'used twice': z.object({
    from: z.object({ city: z.string() }).meta({ id: 'Place' }),
    to: z.object({ city: z.string() }),
  }),
  described: z.object({
    total: z
      .number()
      .describe('With tax.')
      .meta({ examples: [1], title: 'Total' }),
  }),
};

describe.each(DIALECTS)('%s takes', (dialect) => {
  it.each(Object.entries(HARD))('%s', (_name, schema) => {
    for (const grounding of GROUNDING) {
      for (const partial of [false, true]) {
        const { strict, mode } = prepareSchema(schema, { dialect, grounding, partial });
        expect(mode).toBe('json_schema');
        expect(() => RULES[dialect](strict)).not.toThrow();
      }
    }
  });

  it('whatever comes out strict', () => {
    let strictOnes = 0;
    fc.assert(
      fc.property(schemas, fc.constantFrom(...GROUNDING), (schema, grounding) => {
        const { strict, mode } = prepareSchema(schema, { dialect, grounding });
        if (mode === 'tool') return;
        strictOnes += 1;
        RULES[dialect](strict);
      }),
      { numRuns: 300 },
    );
    expect(strictOnes).toBeGreaterThan(200);
  });
});

const NAMES = ['a', 'b', 'total', 'value', 'key', '_rows', '_value', 'Größe', '$x', 'constructor'];
const scalars: fc.Arbitrary<JsonSchema> = fc.constantFrom<JsonSchema>(
  { type: 'string', minLength: 1, pattern: '^\\w+$', default: 'x' },
  { type: 'string', format: 'uri', examples: ['http://a'] },
  { type: 'number', exclusiveMinimum: 0, multipleOf: 0.01 },
  { type: ['integer', 'null'], maximum: 5 },
  { type: 'boolean', title: 'Paid' },
  { enum: ['a', 'b', null] },
  { enum: [1, 2, true] },
  { const: 'fixed' },
  { anyOf: [{ type: 'string' }, { type: 'null' }], description: 'maybe' },
);
const { schemas } = fc.letrec<{ schemas: JsonSchema }>((tie) => ({
  schemas: fc.oneof(
    { maxDepth: 3 },
    scalars,
    tie('schemas').map((items) => ({ type: 'array', items, minItems: 2, uniqueItems: true })),
    tie('schemas').map((additionalProperties) => ({ type: 'object', additionalProperties })),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('schemas'), fc.boolean()), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name,
      })
      .map((list) => ({
        type: 'object',
        properties: Object.fromEntries(list.map(([name, schema]) => [name, schema])),
        required: list.filter(([, , required]) => required).map(([name]) => name),
      })),
    fc.tuple(tie('schemas'), tie('schemas')).map((anyOf) => ({ anyOf })),
  ),
}));
