import type { ExtractionResult } from '../extractor.ts';
import type { Document } from '../model.ts';
import { checkOptions, number } from '../options.ts';
import { documentSchema } from './document.ts';
import type { SchemaOf } from './exactly.ts';
import { jsonFault, validate } from './validate.ts';
import { extractionResultSchema } from './result.ts';

export interface WriteOptions {
  /** Blanks for every level of indentation, 0 to 10. Default 0: everything on one line. */
  space?: number;
}

/**
 * A document as JSON text. It is checked first, so that what is written can be read: `NaN` would become `null` without a word.
 * Members that are `undefined` are left out.
 * @throws UnifexError `INVALID_DOCUMENT_JSON` with the path and value of what is wrong, `INVALID_OPTION`
 */
export function writeDocument(document: Document, options?: WriteOptions): string {
  return write(documentSchema, document, 'The document', options);
}

/**
 * A document from the JSON text that {@link writeDocument} gave, or its UTF-8 bytes. Members that this version does not know are
 * kept and not checked: a later minor version may have written them.
 * @throws UnifexError `INVALID_DOCUMENT_JSON` with the path and value of what is wrong
 */
export function readDocument(json: string | Uint8Array): Document {
  return validateDocument(parseJson(json));
}

/** The value itself, if it is a document. @throws UnifexError `INVALID_DOCUMENT_JSON` as {@link readDocument} */
export function validateDocument(value: unknown): Document {
  return validate(documentSchema, value, 'The JSON', 'a document');
}

/** What `extractor.extract()` gave, as JSON text. @throws UnifexError as {@link writeDocument} */
export function writeResult(result: ExtractionResult, options?: WriteOptions): string {
  return write(extractionResultSchema, result, 'The result', options);
}

/** A result from the JSON text that {@link writeResult} gave. @throws UnifexError `INVALID_DOCUMENT_JSON` as {@link readDocument} */
export function readResult(json: string | Uint8Array): ExtractionResult {
  return validateResult(parseJson(json));
}

/** The value itself, if it is a result. @throws UnifexError `INVALID_DOCUMENT_JSON` as {@link readDocument} */
export function validateResult(value: unknown): ExtractionResult {
  return validate(extractionResultSchema, value, 'The JSON', 'the result of an extraction');
}

function write<T>(schema: SchemaOf<T>, value: T, what: string, options: WriteOptions | undefined): string {
  const { space } = checkOptions(options, { space: number({ integer: true, min: 0, max: 10 }) }, 'writing JSON');
  // Looked at twice only where members are `undefined`, which the types forbid and JSON leaves out.
  const plain = schema.safeParse(value).success ? value : withoutUndefined(value);
  validate(schema, plain, what, 'one that can be written as JSON');
  try {
    return JSON.stringify(plain, undefined, space);
  } catch (error) {
    // A member that the schema does not know: a bigint, a circle.
    throw jsonFault(`${what} is not one that can be written as JSON`, error);
  }
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const defined = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(defined.map(([key, item]) => [key, withoutUndefined(item)]));
}

function parseJson(json: string | Uint8Array): unknown {
  try {
    // A byte order mark, which some editors leave, is no JSON; the decoder takes it away.
    const text =
      typeof json === 'string' ? json.replace(/^\ufeff/, '') : new TextDecoder().decode(new Uint8Array(json));
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw jsonFault('The text is not JSON', error);
  }
}
