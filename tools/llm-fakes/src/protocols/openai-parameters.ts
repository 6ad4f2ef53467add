import { isObject, type Fields } from '../request/fields.ts';
import type { UnderstoodRequest } from '../request/fake-request.ts';
import { checkOpenAiSchema } from '../schema/openai-rules.ts';
import { SchemaProblem, type SchemaNode } from '../schema/walk.ts';
import { VendorError } from '../vendor-error.ts';
import { schemaRefused } from './openai-errors.ts';

/** Models that reason before they answer: they sample in their own way and count the reasoning as output. */
export function reasons(model: string): boolean {
  return /^(o\d|gpt-[5-9])/.test(model);
}

/** Between 0 and 2; of a model that reasons, 1. */
export function readTemperature(fields: Fields, model: string): { temperature?: number } {
  const temperature = fields.number('temperature', 0, 2);
  if (temperature === undefined) return {};
  if (reasons(model) && temperature !== 1) {
    throw new VendorError(
      'bad-request',
      `Unsupported value: 'temperature' does not support ${temperature} with this model. Only the default (1) value is supported.`,
      { param: 'temperature', code: 'unsupported_value' },
    );
  }
  return { temperature };
}

/** A name of a schema or a function. */
export function readName(fields: Fields): string {
  const name = fields.string('name');
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) throw fields.invalid('name', 'expected 1 to 64 letters, digits, _ or -');
  return name;
}

/**
 * A schema with its name, held to the rules of strict mode where that is asked for.
 * @param field Where the schema stands: `schema` or `parameters`.
 * @param param The parameter that the vendor blames.
 */
export function readSchema(fields: Fields, field: string, param: string): { name: string; schema: SchemaNode } {
  const name = readName(fields);
  const schema = fields.raw(field);
  if (!isObject(schema)) throw fields.invalid(field, 'expected an object');
  if (fields.raw('strict') === true) {
    try {
      checkOpenAiSchema(schema);
    } catch (error) {
      if (!(error instanceof SchemaProblem)) throw error;
      throw schemaRefused(param, name, error.path, error.message);
    }
  }
  return { name, schema };
}

/** JSON mode needs to be announced in the conversation. */
export function mustMentionJson(
  request: Pick<UnderstoodRequest, 'system' | 'turns'>,
  where: string,
  param: string,
): void {
  if ([request.system, ...request.turns.map(({ text }) => text)].some((text) => /json/i.test(text))) return;
  throw new VendorError(
    'bad-request',
    `'${where}' must contain the word 'json' in some form, to use '${param}' of type 'json_object'.`,
    { param: where },
  );
}
