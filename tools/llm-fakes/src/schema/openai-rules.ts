import { isObject } from '../request/fields.ts';
import { checkRefs, objectAtRoot, onlyKeywords, SchemaProblem, typesOf, walkSchema, type Visit } from './walk.ts';

/*
 * Strict mode of OpenAI and Azure OpenAI, from "Structured outputs: supported schemas" (developers.openai.com), as collected with
 * its limits in UnitVectorY-Labs/jsonschemaprofiles, docs/OPENAI.md, and from the messages that the service is known to send.
 */
const KEYWORDS = new Set([
  ...['$schema', '$id', '$defs', 'definitions', '$ref', 'title', 'description', 'type', 'enum', 'const', 'anyOf'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['pattern', 'format', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
]);
const FORMATS = new Set<unknown>([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
]);

const MAX_PROPERTIES = 5000;
const MAX_DEPTH = 10;
const MAX_ENUM_VALUES = 1000;
const MAX_CHARACTERS = 120_000;
/** An enum of more values than this has a limit of its own. */
const LARGE_ENUM = 250;
const MAX_LARGE_ENUM_CHARACTERS = 15_000;

/** @throws {SchemaProblem} for a schema that strict mode does not take. */
export function checkOpenAiSchema(schema: unknown): void {
  const root = objectAtRoot(schema);
  let properties = 0;
  let enumValues = 0;
  let characters = 0;
  walkSchema(root, (visit) => {
    const { node, path, objectDepth } = visit;
    onlyKeywords(visit, KEYWORDS);
    checkNode(visit);
    if (objectDepth > MAX_DEPTH) throw new SchemaProblem(path, `exceeds the ${MAX_DEPTH} levels of nesting allowed`);
    const names = [node.properties, node.$defs, node.definitions].flatMap((map) =>
      isObject(map) ? Object.keys(map) : [],
    );
    properties += isObject(node.properties) ? Object.keys(node.properties).length : 0;
    const literals = [
      ...(Array.isArray(node.enum) ? (node.enum as unknown[]) : []),
      ...('const' in node ? [node.const] : []),
    ].map(String);
    enumValues += Array.isArray(node.enum) ? node.enum.length : 0;
    characters += sumOfLengths(names) + sumOfLengths(literals);
    if (literals.length > LARGE_ENUM && sumOfLengths(literals) > MAX_LARGE_ENUM_CHARACTERS) {
      throw new SchemaProblem(
        path,
        `an enum of more than ${LARGE_ENUM} values exceeds ${MAX_LARGE_ENUM_CHARACTERS} characters`,
      );
    }
  });
  if (properties > MAX_PROPERTIES)
    throw new SchemaProblem([], `${properties} properties exceed the ${MAX_PROPERTIES} allowed`);
  if (enumValues > MAX_ENUM_VALUES)
    throw new SchemaProblem([], `${enumValues} enum values exceed the ${MAX_ENUM_VALUES} allowed`);
  if (characters > MAX_CHARACTERS)
    throw new SchemaProblem([], `names and literals exceed ${MAX_CHARACTERS} characters`);
  checkRefs(root, 'allowed');
}

function checkNode({ node, path }: Visit): void {
  if (node.$ref !== undefined) {
    const sibling = Object.keys(node).find((key) => key !== '$ref');
    if (sibling !== undefined) throw new SchemaProblem(path, `$ref cannot have keywords {'${sibling}'}`);
    return;
  }
  const types = typesOf(node);
  if (types.length === 0 && node.anyOf === undefined && node.enum === undefined && node.const === undefined) {
    throw new SchemaProblem(path, "schema must have a 'type' key");
  }
  if (types.includes('array') && node.items === undefined) throw new SchemaProblem(path, 'array schema missing items');
  if (node.format !== undefined && !FORMATS.has(node.format)) {
    throw new SchemaProblem(path, `${JSON.stringify(node.format)} is not a valid format`);
  }
  if (!types.includes('object') && node.properties === undefined) return;
  if (node.additionalProperties !== false) {
    throw new SchemaProblem(path, "'additionalProperties' is required to be supplied and to be false");
  }
  const names = Object.keys(isObject(node.properties) ? node.properties : {});
  const required = Array.isArray(node.required) ? node.required : [];
  const missing = names.find((name) => !required.includes(name));
  if (missing !== undefined || required.length !== names.length) {
    const which = missing === undefined ? 'Extra required key supplied.' : `Missing '${missing}'.`;
    throw new SchemaProblem(
      path,
      `'required' is required to be supplied and to be an array including every key in properties. ${which}`,
    );
  }
}

function sumOfLengths(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
