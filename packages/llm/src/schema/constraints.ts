import type { SchemaDialect } from '../adapter.ts';
import type { Shape } from './shape.ts';

/** Formats that the strict modes of OpenAI and Anthropic know. Google documents the first three. */
const FORMATS = ['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'];
const KEPT: Readonly<Record<SchemaDialect, readonly string[]>> = {
  openai: [
    'format',
    'pattern',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'maxItems',
  ],
  anthropic: ['format', 'minItems'],
  google: ['format', 'minimum', 'maximum', 'minItems', 'maxItems'],
};
const KNOWN_FORMATS: Readonly<Record<SchemaDialect, readonly string[]>> = {
  openai: FORMATS,
  anthropic: [...FORMATS, 'uri'],
  google: ['date-time', 'date', 'time'],
};
/** Keywords that a model can make use of when it is told of them; others, and those of other standards, are left to the check. */
const TOLD = new Set([
  ...KEPT.openai,
  'minLength',
  'maxLength',
  'minProperties',
  'maxProperties',
  'uniqueItems',
  'propertyNames',
  'dependentRequired',
]);
/** Look-around and back-references, which no vendor's grammar has. */
const DIFFICULT_PATTERN = /\(\?(?:[=!]|<[=!])|\\[1-9k]/;

/**
 * Keywords that the vendor takes, and those that the model is told of in the description instead. The caller's own check
 * enforces all of them.
 * @param strict undefined: plain JSON Schema, which takes all
 */
export function splitConstraints(
  shape: Shape,
  strict: SchemaDialect | undefined,
): { kept: Record<string, unknown>; told: Record<string, unknown> } {
  const kept: Record<string, unknown> = {};
  const told: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(shape.constraints)) {
    // The limits of the numbers that JavaScript counts with say nothing of the document.
    if (value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER) continue;
    // Where a format says it, the pattern of the library that wrote the schema is noise.
    const known = keyword === 'pattern' && isKnownFormat(shape.constraints['format'], strict);
    if (known) continue;
    if (isKept(keyword, value, strict)) kept[keyword] = value;
    else if (TOLD.has(keyword)) told[keyword] = value;
  }
  return { kept, told };
}

function isKnownFormat(format: unknown, strict: SchemaDialect | undefined): boolean {
  if (typeof format !== 'string') return false;
  return strict ? KNOWN_FORMATS[strict].includes(format) : FORMATS.includes(format);
}

function isKept(keyword: string, value: unknown, strict: SchemaDialect | undefined): boolean {
  if (!strict) return keyword !== 'and';
  if (!KEPT[strict].includes(keyword)) return false;
  if (keyword === 'format') return KNOWN_FORMATS[strict].includes(value as string);
  if (keyword === 'pattern') return !DIFFICULT_PATTERN.test(value as string);
  if (keyword === 'minItems' && strict === 'anthropic') return value === 0 || value === 1;
  return true;
}

/** The constraints in words. */
export function describeConstraints(told: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(told).map(([keyword, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    switch (keyword) {
      case 'minimum':
        return `At least ${text}`;
      case 'maximum':
        return `At most ${text}`;
      case 'exclusiveMinimum':
        return `More than ${text}`;
      case 'exclusiveMaximum':
        return `Less than ${text}`;
      case 'minLength':
        return `At least ${text} characters`;
      case 'maxLength':
        return `At most ${text} characters`;
      case 'minItems':
        return `At least ${text} items`;
      case 'maxItems':
        return `At most ${text} items`;
      case 'pattern':
        return `Matches the regular expression ${text}`;
      case 'format':
        return `Format: ${text}`;
      default:
        return `${keyword}: ${text}`;
    }
  });
}
