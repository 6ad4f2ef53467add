import { isObject } from '../request/fields.ts';
import { checkRefs, onlyKeywords, SchemaProblem, typesOf, walkSchema, type SchemaNode, type Visit } from './walk.ts';

/*
 * Structured outputs of Anthropic, from "JSON Schema limitations" (platform.claude.com, build-with-claude/structured-outputs), as
 * also collected in LangSchema.Converter.Anthropic; the size of the grammar from anthropics/anthropic-sdk-python#1185.
 */
const KEYWORDS = new Set([
  ...['$defs', 'definitions', '$ref', 'title', 'description', 'default', 'type', 'enum', 'const', 'anyOf', 'allOf'],
  ...['properties', 'required', 'additionalProperties', 'items', 'minItems', 'format', 'pattern'],
]);
const FORMATS = new Set<unknown>([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'uri',
  'ipv4',
  'ipv6',
  'uuid',
]);

const MAX_OPTIONAL = 24;
const MAX_UNIONS = 16;
const MAX_BYTES = 8192;

/** @throws {SchemaProblem} for a schema that `output_config.format` does not take. */
export function checkAnthropicSchema(schema: unknown): void {
  let optional = 0;
  let unions = 0;
  walkSchema(schema, (visit) => {
    onlyKeywords(visit, KEYWORDS);
    checkNode(visit);
    optional += optionalProperties(visit.node);
    if (visit.node.anyOf !== undefined || Array.isArray(visit.node.type)) unions += 1;
  });
  if (!isObject(schema)) return;
  checkRefs(schema, 'refused');
  if (optional > MAX_OPTIONAL) {
    throw new SchemaProblem([], `Schemas contains too many optional parameters (${optional}, limit: ${MAX_OPTIONAL})`);
  }
  if (unions > MAX_UNIONS) {
    throw new SchemaProblem(
      [],
      `Schemas contains too many parameters with union types (${unions}, limit: ${MAX_UNIONS})`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(schema)) > MAX_BYTES) {
    throw new SchemaProblem(
      [],
      'The compiled grammar is too large. Simplify your tool schemas or reduce the number of strict tools',
    );
  }
}

function checkNode({ node, path }: Visit): void {
  if (node.$ref !== undefined) return;
  const types = typesOf(node);
  const literal = node.enum !== undefined || node.const !== undefined;
  if (types.length === 0 && !literal && node.anyOf === undefined && node.allOf === undefined) {
    throw new SchemaProblem(path, 'schema must have a type');
  }
  if (Array.isArray(node.enum) && node.enum.some((value) => typeof value === 'object' && value !== null)) {
    throw new SchemaProblem(path, 'complex types in enums are not supported');
  }
  if (node.minItems !== undefined && node.minItems !== 0 && node.minItems !== 1) {
    throw new SchemaProblem(path, "For 'array' type, 'minItems' values other than 0 or 1 are not supported");
  }
  if (node.format !== undefined && !FORMATS.has(node.format)) {
    throw new SchemaProblem(path, `format ${JSON.stringify(node.format)} is not supported`);
  }
  if (typeof node.pattern === 'string' && /\(\?[=!<]|\\[1-9bB]/.test(node.pattern)) {
    throw new SchemaProblem(path, 'patterns with look-around, back references or word boundaries are not supported');
  }
  checkAnthropicNames(node, path);
  if (types.includes('object') && node.additionalProperties !== false) {
    throw new SchemaProblem(path, "For 'object' type, 'additionalProperties' must be explicitly set to false");
  }
}

/** Names of properties have few characters, in tools that are not strict too. @throws {SchemaProblem} */
export function checkAnthropicNames({ properties }: SchemaNode, path: readonly string[]): void {
  const strange = Object.keys(isObject(properties) ? properties : {}).find(
    (name) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name),
  );
  if (strange === undefined) return;
  throw new SchemaProblem(
    path,
    `properties: Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$', not '${strange}'`,
  );
}

function optionalProperties(node: SchemaNode): number {
  if (!isObject(node.properties)) return 0;
  const required = Array.isArray(node.required) ? node.required : [];
  return Object.keys(node.properties).filter((name) => !required.includes(name)).length;
}
