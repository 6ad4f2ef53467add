import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../types.ts';
import { decode } from './decode.ts';
import { emitSchema, type EmitOptions } from './emit.ts';
import { fitOf } from './fit.ts';
import { readSchema } from './read-schema.ts';
import { resolved, takesNull, type Shape } from './shape.ts';
import { DIALECTS, encode } from './test-encode.ts';

interface Sample {
  readonly schema: JsonSchema;
  readonly value: fc.Arbitrary<unknown>;
}

const NAMES = ['a', 'b', 'total', 'key', 'value', '_rows', '_value', 'Größe (cm)', '$x', 'item_1', 'toString'];

const scalar: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  { schema: { type: 'string' }, value: fc.string() },
  { schema: { type: 'number' }, value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0) },
  { schema: { type: 'integer', minimum: -5 }, value: fc.integer({ min: -5 }) },
  { schema: { type: 'boolean' }, value: fc.boolean() },
  { schema: { enum: ['x', 'y', null] }, value: fc.constantFrom('x', 'y', null) },
  { schema: { const: 'fixed' }, value: fc.constant('fixed') },
  { schema: { type: ['string', 'null'], default: null }, value: fc.oneof(fc.string(), fc.constant(null)) },
  {
    schema: { type: 'string', description: 'free', unifex: { ground: false } },
    value: fc.string(),
  },
);

const { schema } = fc.letrec<{ schema: Sample }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    tie('schema').map((items): Sample => ({
      schema: { type: 'array', items: items.schema },
      value: fc.array(items.value, { maxLength: 3 }),
    })),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), tie('schema'), fc.boolean()), {
        maxLength: 4,
        minLength: 1,
        selector: ([name]) => name,
      })
      .map((properties): Sample => {
        const required = properties.filter(([, , isRequired]) => isRequired).map(([name]) => name);
        return {
          schema: {
            type: 'object',
            properties: Object.fromEntries(properties.map(([name, part]) => [name, part.schema])),
            required,
            additionalProperties: false,
          },
          value: fc.record(Object.fromEntries(properties.map(([name, part]) => [name, part.value])), {
            requiredKeys: required,
            noNullPrototype: true,
          }),
        };
      }),
    tie('schema').map((part): Sample => ({
      schema: { type: 'object', additionalProperties: part.schema },
      value: fc.dictionary(fc.string({ maxLength: 5 }), part.value, { maxKeys: 3, noNullPrototype: true }),
    })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]): Sample => ({
      schema: { type: 'array', prefixItems: [a.schema, b.schema], items: false, minItems: 2, maxItems: 2 },
      value: fc.tuple(a.value, b.value),
    })),
    fc.tuple(tie('schema'), tie('schema')).map(([a, b]): Sample => {
      // A tag tells the branches apart, as with discriminated unions.
      const tagged = (tag: string, part: Sample): JsonSchema => ({
        type: 'object',
        properties: { tag: { const: tag }, of: part.schema },
        required: ['tag', 'of'],
        additionalProperties: false,
      });
      const value = (tag: string, part: Sample): fc.Arbitrary<unknown> => part.value.map((of) => ({ tag, of }));
      return {
        schema: { oneOf: [tagged('a', a), tagged('b', b)] },
        value: fc.oneof(value('a', a), value('b', b)),
      };
    }),
  ),
}));

const sample = schema.chain(({ schema: json, value }) => value.map((v) => ({ json, value: v })));

describe.each(DIALECTS)('%s', (dialect) => {
  const cites: readonly EmitOptions['cite'][] = [false, 'row', 'cell'];
  it.each(cites.flatMap((cite) => (['strict', 'plain'] as const).map((strictness) => ({ cite, strictness }))))(
    'what a valid value becomes fits the schema that is sent, and comes back: $strictness, cite $cite',
    (how) => {
      const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true });
      fc.assert(
        fc.property(sample, ({ json, value }) => {
          const shape = readSchema(json);
          const options = { dialect, ...how };
          const wire = encode(shape, value, options);
          const sent = emitSchema(shape, options);
          const fits = ajv.validate(sent, wire);
          expect(fits ? '' : `${ajv.errorsText()} ${JSON.stringify({ sent, wire })}`).toBe('');
          expect(decode(shape, wire, options).value).toEqual(
            how.strictness === 'strict' && dialect === 'openai' ? withNulls(shape, value) : value,
          );
        }),
        { numRuns: 60 },
      );
    },
  );
});

/** What is optional and may be null as well cannot be told apart where everything has to be there: it comes back as null. */
function withNulls(given: Shape, value: unknown): unknown {
  const shape = resolved(given);
  switch (shape.kind) {
    case 'array':
      return (value as unknown[]).map((item) => withNulls(shape.items, item));
    case 'tuple':
      return (value as unknown[]).map((item, i) => withNulls(shape.items[i]!, item));
    case 'record':
      return mapValues(value as object, (_, item) => withNulls(shape.value, item));
    case 'union': {
      const branches = shape.branches.filter((branch) => fitOf(branch, value, 'openai') > 0);
      return branches[0] ? withNulls(branches[0], value) : value;
    }
    case 'object': {
      const nulls = shape.properties.filter(({ required, shape: part }) => !required && takesNull(part));
      const all = { ...Object.fromEntries(nulls.map(({ name }) => [name, null])), ...(value as object) };
      return mapValues(all, (name, item) =>
        withNulls(shape.properties.find((part) => part.name === name)!.shape, item),
      );
    }
    default:
      return value;
  }
}

function mapValues(value: object, map: (name: string, item: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, map(name, item)]));
}
