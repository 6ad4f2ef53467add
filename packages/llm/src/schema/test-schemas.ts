import { z } from 'zod';
import type { SchemaDialect } from '../adapter.ts';
import type { PreparedSchema } from '../contracts.ts';
import type { JsonSchema, Schema } from '../types.ts';
import { prepareSchema } from './prepare-schema.ts';

/** Prepared without citations. */
export const plain = (schema: Schema, dialect: SchemaDialect = 'openai'): PreparedSchema =>
  prepareSchema(schema, { dialect, grounding: false });

export const citing = (schema: Schema, dialect: SchemaDialect = 'openai', cell = false): PreparedSchema =>
  prepareSchema(schema, { dialect, grounding: { mode: 'cite', cell } });

export const Invoice: z.ZodType = z.object({
  number: z.string().describe('As printed'),
  date: z.iso.date().optional(),
  total: z.number().min(0),
  currency: z.enum(['EUR', 'USD']).default('EUR'),
  paid: z.boolean().nullable(),
  tags: z.array(z.string()).max(3),
  rates: z.record(z.string(), z.number()).optional(),
  items: z.array(z.object({ text: z.string(), amount: z.number().nullish() })),
});

/** Calls back for every keyword of a schema and its parts. */
export function visitSchema(schema: unknown, visit: (keyword: string) => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    visit(keyword);
    if (keyword === 'properties' || keyword === '$defs') {
      for (const part of Object.values(value as object)) visitSchema(part, visit);
    } else if (keyword === 'items' || keyword === 'additionalProperties') visitSchema(value, visit);
    else if (keyword === 'anyOf' || keyword === 'prefixItems') for (const part of value as []) visitSchema(part, visit);
  }
}

/** The names of all properties. */
export function propertyNames(schema: JsonSchema): string[] {
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
