import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { LlmError } from '../errors.ts';
import type { JsonSchema, Schema, TypedJsonSchema } from '../types.ts';
import type { Validated } from '../contracts.ts';
import { checkJsonSchema } from './check-json-schema.ts';
import { pointerOf } from './pointer.ts';
import { isRecord } from './shape.ts';
import { unsupported } from './unsupported.ts';

/** What a caller's schema is made of. */
export interface SchemaSource {
  readonly json: JsonSchema;
  validate(value: unknown): Promise<Validated>;
}

/**
 * A JSON Schema with a type that is known at compile time.
 * @param parse a check of one's own, after that against the schema: throws, or returns the value to use
 */
export function jsonSchema<T = Record<string, unknown>>(
  schema: JsonSchema,
  parse?: (value: unknown) => T | Promise<T>,
): TypedJsonSchema<T> {
  return { '~unifex/schema': schema, ...(parse ? { parse } : {}) };
}

/** @throws LlmError `UNSUPPORTED_SCHEMA` */
export function sourceOf(schema: Schema): SchemaSource {
  if (isStandard(schema)) {
    const json = standardJson(schema);
    return { json, validate: (value) => validateStandard(schema, value) };
  }
  if (isTyped(schema)) {
    const { parse } = schema;
    const json = schema['~unifex/schema'];
    return { json, validate: (value) => validateTyped(json, parse, value) };
  }
  if (!isRecord(schema)) throw unsupported('', 'it is no schema', 'Give a Standard Schema or a JSON Schema.');
  return { json: schema, validate: (value) => checkJsonSchema(schema, value) };
}

function isStandard(schema: Schema): schema is StandardSchemaV1 & StandardJSONSchemaV1 {
  // A schema of arktype is a function.
  return (typeof schema === 'object' || typeof schema === 'function') && schema !== null && '~standard' in schema;
}

function isTyped(schema: Schema): schema is TypedJsonSchema<unknown> {
  return isRecord(schema) && '~unifex/schema' in schema;
}

/** The JSON Schema of what goes in: what the model writes, before transforms and defaults. */
function standardJson(schema: StandardSchemaV1 & StandardJSONSchemaV1): JsonSchema {
  const { vendor, jsonSchema: converter } = schema['~standard'] as Partial<StandardJSONSchemaV1.Props> & {
    vendor: string;
  };
  if (typeof converter?.input !== 'function') {
    const hint =
      vendor === 'valibot'
        ? "Wrap it: toStandardJsonSchema(schema) of '@valibot/to-json-schema'."
        : 'Use zod 4.2 or newer, arktype 2.1.28 or newer, valibot with @valibot/to-json-schema, or a JSON Schema.';
    throw unsupported('', `the ${vendor} schema does not tell its JSON Schema`, hint);
  }
  try {
    return converter.input({
      target: 'draft-2020-12',
      // zod gives the place of what it cannot express to this function, and to nobody else.
      ...(vendor === 'zod' ? { libraryOptions: { unrepresentable: refuseZod } } : {}),
    });
  } catch (error) {
    if (error instanceof LlmError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new LlmError(
      'UNSUPPORTED_SCHEMA',
      `The schema cannot be used: ${vendor} cannot write it as JSON Schema: ${reason}`,
      { cause: error, details: { pointer: '', hint: 'Use types that JSON has; dates as ISO text.' } },
    );
  }
}

const ZOD_HINTS: Readonly<Record<string, string>> = {
  date: 'Use z.iso.date() or z.iso.datetime(), and turn the text into a Date afterwards.',
  bigint: 'Use z.string() with a pattern of digits, or z.int().',
  undefined: 'Use .optional().',
  map: 'Use z.record().',
  set: 'Use z.array().',
  file: 'Leave the field out of the schema.',
};

function refuseZod(info: {
  zodSchema?: { _zod?: { def?: { type?: string } } };
  path?: readonly (string | number)[];
  message?: string;
}): never {
  const type = info.zodSchema?._zod?.def?.type ?? 'unknown';
  const hint = ZOD_HINTS[type] ?? 'Use a type that JSON has.';
  throw unsupported(pointerOf(info.path ?? []), `${type} is no type of JSON`, hint);
}

async function validateStandard(schema: StandardSchemaV1, value: unknown): Promise<Validated> {
  let result: StandardSchemaV1.Result<unknown>;
  try {
    result = await schema['~standard'].validate(value);
  } catch (cause) {
    throw validatorThrew(cause);
  }
  if (!result.issues) return { success: true, value: result.value };
  const issues = result.issues.map(({ message, path = [] }) => ({
    path: pointerOf(path.map((step) => stepName(typeof step === 'object' ? step.key : step))),
    message,
  }));
  return { success: false, issues };
}

function stepName(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}

async function validateTyped(
  json: JsonSchema,
  parse: TypedJsonSchema<unknown>['parse'],
  value: unknown,
): Promise<Validated> {
  const checked = await checkJsonSchema(json, value);
  if (!checked.success || !parse) return checked;
  try {
    return { success: true, value: await parse(checked.value) };
  } catch (error) {
    return { success: false, issues: [{ path: '', message: error instanceof Error ? error.message : String(error) }] };
  }
}

function validatorThrew(cause: unknown): LlmError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new LlmError('VALIDATOR_THREW', `The check of the schema threw instead of naming issues: ${reason}`, {
    cause,
  });
}
