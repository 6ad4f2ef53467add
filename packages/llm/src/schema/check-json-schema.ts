import type { Ajv as AjvClass, ErrorObject, ValidateFunction } from 'ajv';
import type { Validated } from '../contracts.ts';
import type { JsonSchema, Pointer } from '../types.ts';
import { child } from './pointer.ts';
import { unsupported } from './unsupported.ts';

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/**
 * Checks a value against a JSON Schema, drafts 7, 2019-09 and 2020-12, with formats. The result is a copy in which defaults are
 * filled in. @throws LlmError `UNSUPPORTED_SCHEMA` where the schema itself is not valid
 */
export async function checkJsonSchema(schema: JsonSchema, value: unknown): Promise<Validated> {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = await compile(schema);
    compiled.set(schema, validate);
  }
  const copy = structuredClone(value);
  if (validate(copy)) return { success: true, value: copy };
  return { success: false, issues: (validate.errors ?? []).map(toIssue) };
}

/** Loaded where a JSON Schema is used at all: with Standard Schemas it is not needed. */
async function compile(schema: JsonSchema): Promise<ValidateFunction> {
  const draft = typeof schema['$schema'] === 'string' ? schema['$schema'] : '';
  const [{ Ajv }, { default: formats }] = await Promise.all([loadAjv(draft), import('ajv-formats')]);
  const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true, ownProperties: true, logger: false });
  formats.default(ajv);
  try {
    return ajv.compile(schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unsupported('', `it is no valid JSON Schema (${reason})`, 'Mend the schema.');
  }
}

async function loadAjv(draft: string): Promise<{ Ajv: typeof AjvClass }> {
  if (/draft-0[4-7]/.test(draft)) return import('ajv');
  if (draft.includes('2019-09')) return { Ajv: (await import('ajv/dist/2019.js')).Ajv2019 };
  return { Ajv: (await import('ajv/dist/2020.js')).Ajv2020 };
}

function toIssue({ instancePath, keyword, params, message = 'is not valid' }: ErrorObject): {
  path: Pointer;
  message: string;
} {
  const pointer = instancePath as Pointer;
  const facts = params as Record<string, unknown>;
  // Of a property that must not be there, and of one that is missing, the place is told as for any other.
  if (keyword === 'additionalProperties') {
    return { path: child(pointer, String(facts['additionalProperty'])), message: 'is not a field of the schema' };
  }
  if (keyword === 'required') return { path: child(pointer, String(facts['missingProperty'])), message: 'is missing' };
  if (keyword === 'enum') return { path: pointer, message: `${message}: ${JSON.stringify(facts['allowedValues'])}` };
  return { path: pointer, message };
}
