import { isObject } from '../request/fields.ts';

export type SchemaNode = Readonly<Record<string, unknown>>;

/** Where a node stands: the keywords and names that lead to it from the root. */
export interface Visit {
  readonly node: SchemaNode;
  readonly path: readonly string[];
  /** How many objects it is inside of, itself included. */
  readonly objectDepth: number;
}

/** Thrown by the rules of a vendor: why a schema is not taken. */
export class SchemaProblem extends Error {
  readonly path: readonly string[];

  constructor(path: readonly string[], problem: string) {
    super(problem);
    this.name = 'SchemaProblem';
    this.path = path;
  }
}

/** Calls `visit` for the root and for every schema inside of it; a reference is not followed. */
export function walkSchema(root: unknown, visit: (visit: Visit) => void): void {
  walk(root, [], 0);

  function walk(node: unknown, path: readonly string[], depth: number): void {
    if (!isObject(node))
      throw new SchemaProblem(path, `${JSON.stringify(node)} is not of type 'object', as a schema must be`);
    const objectDepth = isObject(node.properties) ? depth + 1 : depth;
    visit({ node, path, objectDepth });
    for (const key of ['items', 'not', 'if', 'then', 'else']) {
      if (node[key] !== undefined) walk(node[key], [...path, key], objectDepth);
    }
    if (isObject(node.additionalProperties))
      walk(node.additionalProperties, [...path, 'additionalProperties'], objectDepth);
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems']) {
      if (Array.isArray(node[key]))
        node[key].forEach((child, index) => walk(child, [...path, key, String(index)], objectDepth));
    }
    for (const key of ['properties', '$defs', 'definitions']) {
      const children = node[key];
      if (!isObject(children)) continue;
      const start = key === 'properties' ? objectDepth : 0;
      for (const [name, child] of Object.entries(children)) walk(child, [...path, key, name], start);
    }
  }
}

/** What a local reference (`#/$defs/Item`) points at; undefined when it leads nowhere. */
export function resolveRef(root: SchemaNode, ref: string): SchemaNode | undefined {
  if (!ref.startsWith('#')) return undefined;
  let at: unknown = root;
  for (const part of ref.slice(1).split('/').slice(1)) {
    if (!isObject(at) && !Array.isArray(at)) return undefined;
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return isObject(at) ? at : undefined;
}

/**
 * Throws when a reference leads nowhere or makes a recursion that is not taken: `refused` takes none, `optional` takes one that
 * passes a property which may be left out.
 */
export function checkRefs(root: SchemaNode, recursion: 'allowed' | 'optional' | 'refused'): void {
  follow(root, [], new Map());

  /** @param above The schemas that we are inside of, each with whether an optional property lies between it and here. */
  function follow(node: SchemaNode, path: readonly string[], above: ReadonlyMap<SchemaNode, boolean>): void {
    walkSchema(node, ({ node: inner, path: innerPath }) => {
      // A definition is looked at where it is used.
      if (typeof inner.$ref !== 'string' || innerPath[0] === '$defs' || innerPath[0] === 'definitions') return;
      const target = resolveRef(root, inner.$ref);
      const at = [...path, ...innerPath];
      if (!target) throw new SchemaProblem(at, `reference '${inner.$ref}' cannot be resolved`);
      const optional = passesOptional(node, innerPath);
      const open = new Map([...above].map(([schema, passed]) => [schema, passed || optional] as const)).set(
        node,
        optional,
      );
      if (!open.has(target)) return follow(target, at, open);
      if (recursion === 'refused') throw new SchemaProblem(at, `recursive schemas are not supported: '${inner.$ref}'`);
      if (recursion === 'optional' && open.get(target) !== true) {
        throw new SchemaProblem(at, `'${inner.$ref}' may only be used within non-required properties, as it is cyclic`);
      }
    });
  }
}

/** Whether a path from a node goes through a property that its object does not require. */
function passesOptional(node: SchemaNode, path: readonly string[]): boolean {
  let at: unknown = node;
  for (const [index, key] of path.entries()) {
    if (!isObject(at) && !Array.isArray(at)) return false;
    const here = at as Readonly<Record<string, unknown>>;
    const name = path[index + 1];
    const required = Array.isArray(here.required) ? here.required : [];
    if (key === 'properties' && isObject(here.properties) && name !== undefined && !required.includes(name))
      return true;
    at = here[key];
  }
  return false;
}

/** The types that a node names; none when it names none. */
export function typesOf(node: SchemaNode): readonly string[] {
  if (typeof node.type === 'string') return [node.type];
  return Array.isArray(node.type) ? node.type.filter((type): type is string => typeof type === 'string') : [];
}

/** Throws for a keyword that is not among `known`. */
export function onlyKeywords({ node, path }: Visit, known: ReadonlySet<string>): void {
  const stranger = Object.keys(node).find((key) => !known.has(key));
  if (stranger !== undefined) throw new SchemaProblem(path, `'${stranger}' is not permitted`);
}

/** Throws when the root is not an object with properties of its own: no union, no reference. */
export function objectAtRoot(root: unknown): SchemaNode {
  if (!isObject(root) || root.type !== 'object' || root.anyOf !== undefined) {
    throw new SchemaProblem(
      [],
      `schema must be a JSON Schema of 'type: "object"', got ${JSON.stringify(isObject(root) ? root.type : root)}`,
    );
  }
  return root;
}
