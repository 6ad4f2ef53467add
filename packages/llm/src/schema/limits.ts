import type { SchemaDialect } from '../adapter.ts';
import type { JsonSchema } from '../types.ts';
import { isRecord } from './shape.ts';

export interface SchemaSize {
  properties: number;
  /** Objects inside objects. */
  depth: number;
  enumValues: number;
  /** Characters of all names and allowed values. */
  characters: number;
  /** Properties that need not be there. */
  optional: number;
  /** Parts that are a choice. */
  unions: number;
}

export function sizeOf(schema: JsonSchema): SchemaSize {
  const size = { properties: 0, depth: 0, enumValues: 0, characters: 0, optional: 0, unions: 0 };
  visit(schema, 0, size);
  return size;
}

function visit(schema: unknown, depth: number, size: SchemaSize): void {
  if (!isRecord(schema)) return;
  const { properties, required, items, prefixItems, anyOf, $defs, additionalProperties } = schema;
  const inner = isRecord(properties) ? depth + 1 : depth;
  size.depth = Math.max(size.depth, inner);
  if (isRecord(properties)) {
    for (const [name, value] of Object.entries(properties)) {
      size.properties += 1;
      size.characters += name.length;
      if (!(required as string[]).includes(name)) size.optional += 1;
      visit(value, inner, size);
    }
  }
  if (Array.isArray(anyOf)) size.unions += 1;
  if (Array.isArray(schema['enum'])) {
    size.enumValues += schema['enum'].length;
    for (const value of schema['enum']) if (typeof value === 'string') size.characters += value.length;
  }
  for (const part of [items, additionalProperties, ...listOf(prefixItems), ...listOf(anyOf)]) visit(part, inner, size);
  for (const part of isRecord($defs) ? Object.values($defs) : []) visit(part, 0, size);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Which of the vendor's limits for strict schemas is passed, in words; undefined where none is.
 * OpenAI: developers.openai.com/api/docs/guides/structured-outputs. Anthropic:
 * platform.claude.com/docs/en/build-with-claude/structured-outputs. Google names no numbers.
 */
export function passedLimit(size: SchemaSize, dialect: SchemaDialect): string | undefined {
  const limits: readonly [number, number, string][] =
    dialect === 'openai'
      ? [
          [size.properties, 5000, 'properties'],
          [size.depth, 10, 'levels of objects'],
          [size.enumValues, 1000, 'allowed values in all'],
          [size.characters, 120_000, 'characters in names and allowed values'],
        ]
      : dialect === 'anthropic'
        ? [
            [size.optional, 24, 'optional properties'],
            [size.unions, 16, 'properties that are a choice or may be null'],
          ]
        : [];
  const passed = limits.find(([count, limit]) => count > limit);
  return passed && `${passed[0]} ${passed[2]}, and ${passed[1]} are allowed`;
}
