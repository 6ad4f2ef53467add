import { checkRefs, onlyKeywords, SchemaProblem, typesOf, walkSchema, type Visit } from './walk.ts';

/*
 * `responseJsonSchema` of Google's generateContent: the keywords that the declaration of `GenerationConfig` in @google/genai lists.
 * A reference may stand only beside keywords that begin with `$`, cycles only within properties that are not required; `allOf` is not listed.
 */
const KEYWORDS = new Set([
  ...['$id', '$defs', '$ref', '$anchor', 'type', 'format', 'title', 'description', 'enum', 'items', 'prefixItems'],
  ...['minItems', 'maxItems', 'minimum', 'maximum', 'anyOf', 'oneOf', 'properties', 'additionalProperties', 'required'],
  'propertyOrdering',
]);
const TYPES = new Set(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);

/** @throws {SchemaProblem} for a schema that Google does not take. */
export function checkGoogleSchema(schema: unknown): void {
  walkSchema(schema, (visit) => {
    onlyKeywords(visit, KEYWORDS);
    checkNode(visit);
    if (visit.path.length === 0 && visit.node.$ref === undefined) checkRefs(visit.node, 'optional');
  });
}

function checkNode({ node, path }: Visit): void {
  if (node.$ref !== undefined) {
    const sibling = Object.keys(node).find((key) => !key.startsWith('$'));
    if (sibling !== undefined) throw new SchemaProblem(path, `'${sibling}' must not be set beside '$ref'`);
    return;
  }
  const unknown = typesOf(node).find((type) => !TYPES.has(type));
  if (unknown !== undefined) throw new SchemaProblem(path, `'${unknown}' is not a type`);
  const numbers =
    Array.isArray(node.enum) && node.enum.some((value) => typeof value !== 'string' && typeof value !== 'number');
  if (numbers) throw new SchemaProblem(path, "only strings and numbers are supported in 'enum'");
  if (typesOf(node).includes('array') && node.items === undefined && node.prefixItems === undefined) {
    throw new SchemaProblem(path, "'items' is missing");
  }
}
