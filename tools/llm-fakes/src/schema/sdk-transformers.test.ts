import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { zodResponseFormat } from 'openai/helpers/zod';
import { toStrictJsonSchema } from 'openai/lib/transform';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkAnthropicSchema } from './anthropic-rules.ts';
import { checkGoogleSchema } from './google-rules.ts';
import { checkOpenAiSchema } from './openai-rules.ts';

/** Schemas that all of the vendors' own helpers can express. */
const ZODS = {
  scalars: z.object({ text: z.string(), count: z.int(), amount: z.number(), paid: z.boolean() }),
  nullable: z.object({ note: z.string().nullable() }),
  literals: z.object({ kind: z.enum(['invoice', 'receipt']), version: z.literal('v1') }),
  nested: z.object({ seller: z.object({ name: z.string(), address: z.object({ city: z.string() }) }) }),
  list: z.object({ items: z.array(z.object({ name: z.string(), amount: z.number() })) }),
  union: z.object({ value: z.union([z.string(), z.number()]) }),
  discriminated: z.object({
    party: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('person'), name: z.string() }),
      z.object({ kind: z.literal('company'), number: z.string() }),
    ]),
  }),
  date: z.object({ day: z.iso.date() }),
  described: z.object({ total: z.number().describe('With tax.') }).describe('A receipt.'),
};

const jsonSchema = (schema: z.ZodType): Record<string, unknown> => z.toJSONSchema(schema, { io: 'input' });

describe('what the vendors’ own helpers make is taken', () => {
  it.each(Object.entries(ZODS))('OpenAI: %s', (_name, schema) => {
    expect(() => checkOpenAiSchema(zodResponseFormat(schema, 'answer').json_schema.schema)).not.toThrow();
  });

  it.each(Object.entries(ZODS))('Anthropic: %s', (_name, schema) => {
    expect(() => checkAnthropicSchema(transformJSONSchema(jsonSchema(schema)))).not.toThrow();
  });

  it('OpenAI: recursion', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node);
      },
    });
    expect(() => checkOpenAiSchema(toStrictJsonSchema(jsonSchema(node)))).not.toThrow();
  });

  it('Anthropic: constraints, which the helper moves into the description', () => {
    const schema = jsonSchema(
      z.object({ n: z.number().min(1).max(5), s: z.string().min(2), list: z.array(z.string()).max(3) }),
    );
    expect(() => checkAnthropicSchema(schema)).toThrow('is not permitted');
    expect(() => checkAnthropicSchema(transformJSONSchema(schema))).not.toThrow();
  });

  it('the helpers let through what the service then refuses', () => {
    const recursive = { type: 'object', properties: { next: { $ref: '#' } }, additionalProperties: false };
    expect(() => checkAnthropicSchema(transformJSONSchema(recursive))).toThrow('recursive schemas are not supported');
    const keyword = jsonSchema(z.object({ day: z.string().default('today') }));
    expect(() => checkOpenAiSchema(toStrictJsonSchema({ ...keyword, required: ['day'] }))).toThrow(
      "'default' is not permitted",
    );
  });
});

describe('a plain JSON Schema is not taken as it is', () => {
  const optional = jsonSchema(z.object({ a: z.string(), b: z.string().optional() }));

  it('OpenAI wants every property required and objects closed', () => {
    expect(() => checkOpenAiSchema(optional)).toThrow("'additionalProperties' is required");
    expect(() => checkOpenAiSchema({ ...optional, additionalProperties: false })).toThrow("Missing 'b'");
  });

  it('Anthropic wants objects closed', () => {
    expect(() => checkAnthropicSchema({ type: 'object', properties: {} })).toThrow('must be explicitly set to false');
  });

  it('Google takes a list of keywords', () => {
    expect(() => checkGoogleSchema(jsonSchema(ZODS.scalars))).toThrow("'$schema' is not permitted");
    expect(() => checkGoogleSchema({ type: 'string', pattern: '^a' })).toThrow("'pattern' is not permitted");
    expect(() => checkGoogleSchema({ type: 'string', enum: ['a', 'b'], description: 'One of both.' })).not.toThrow();
  });
});
