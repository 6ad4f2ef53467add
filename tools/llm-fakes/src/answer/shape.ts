import { isObject } from '../request/fields.ts';
import { resolveRef, typesOf, type SchemaNode } from '../schema/walk.ts';

/** How unifex asks for row numbers beside a value: said here again, so that a change of it does not pass unnoticed. */
const ROWS_KEY = '_rows';
const VALUE_KEY = '_value';

/** A numbered row of a prompt: `12| Invoice no. A-104`. */
export interface PromptRow {
  readonly id: number;
  readonly text: string;
}

/** The numbered rows among the lines of a prompt. */
export function rowsOf(text: string): PromptRow[] {
  return [...text.matchAll(/^[ \t]*(\d+)\| ?(.*)$/gm)].map((match) => ({ id: Number(match[1]), text: match[2]! }));
}

/**
 * Puts a value into the shape that a schema asks for, as a model does that keeps to the schema: what is required and not known is
 * null or empty, a root that is wrapped is wrapped, an object asked for as a list of keys and values becomes one, and where row
 * numbers are asked for beside a value, those rows are named that contain it.
 */
export function shape(root: SchemaNode, value: unknown, rows: readonly PromptRow[]): unknown {
  return shapeAs(root, value);

  function shapeAs(declared: SchemaNode, given: unknown): unknown {
    const node = deref(declared);
    const branch = branchFor(node, given);
    if (branch) return shapeAs(branch, given);
    if (isObject(node.properties)) return shapeObject(node, node.properties, given);
    if (typesOf(node).includes('array') && isObject(node.items)) {
      const { items } = node;
      if (Array.isArray(given)) return given.map((item) => shapeAs(items, item));
      if (isObject(given)) return Object.entries(given).map(([key, entry]) => shapeAs(items, { key, value: entry }));
    }
    return given === undefined ? empty(node) : given;
  }

  function shapeObject(node: SchemaNode, properties: SchemaNode, given: unknown): unknown {
    if (given === null && typesOf(node).includes('null')) return null;
    const names = Object.keys(properties);
    if (names.includes(VALUE_KEY))
      return { [ROWS_KEY]: citing(given), [VALUE_KEY]: shapeAs(properties[VALUE_KEY] as SchemaNode, given) };
    const isWrapper = names.length === 1 && names[0] === 'value' && !(isObject(given) && 'value' in given);
    const source = isWrapper ? { value: given } : sourceOf(given);
    const required = Array.isArray(node.required) ? node.required : [];
    const entries = names.flatMap((name): [string, unknown][] => {
      if (name.startsWith(ROWS_KEY)) return [[name, citing(given)]];
      const key =
        Object.keys(source).find((own) => own === name) ??
        Object.keys(source).find((own) => plain(own) === plain(name));
      if (key === undefined && !required.includes(name)) return [];
      return [[name, shapeAs(properties[name] as SchemaNode, key === undefined ? undefined : source[key])]];
    });
    return Object.fromEntries(entries);
  }

  /** The branch of a union that a value fits; of several, the one whose literals it has. */
  function branchFor(node: SchemaNode, given: unknown): SchemaNode | undefined {
    const union = node.anyOf ?? node.oneOf;
    if (!Array.isArray(union)) return undefined;
    const branches = union.filter(isObject).map(deref);
    if (given === undefined || given === null) {
      return branches.find((branch) => typesOf(branch).includes('null')) ?? branches[0];
    }
    return (
      branches.find((branch) => fits(branch, given)) ?? branches.find((branch) => !typesOf(branch).includes('null'))
    );
  }

  function fits(branch: SchemaNode, given: unknown): boolean {
    if (Array.isArray(branch.enum)) return branch.enum.includes(given);
    if ('const' in branch) return branch.const === given;
    if (isObject(branch.properties) && '$v' in branch.properties)
      return fits(deref(branch.properties.$v as SchemaNode), given);
    if (!typesOf(branch).includes(typeOf(given)) && !(typesOf(branch).includes('number') && typeof given === 'number'))
      return false;
    if (!isObject(branch.properties) || !isObject(given)) return true;
    return Object.entries(branch.properties).every(([name, property]) => {
      const literal = unwrapped(deref(property as SchemaNode));
      const isLiteral = 'const' in literal || Array.isArray(literal.enum);
      return !isLiteral || fits(literal, given[name]);
    });
  }

  /** What stands beside the row numbers. */
  function unwrapped(node: SchemaNode): SchemaNode {
    const inner = isObject(node.properties) ? node.properties[VALUE_KEY] : undefined;
    return isObject(inner) ? deref(inner) : node;
  }

  function deref(node: SchemaNode): SchemaNode {
    return typeof node.$ref === 'string' ? deref(resolveRef(root, node.$ref) ?? {}) : node;
  }

  /** The rows that contain a value, or any of the values inside of it. */
  function citing(given: unknown): number[] {
    const needles = leaves(given).map(squash);
    return rows
      .filter(({ text }) => needles.some((needle) => needle !== '' && squash(text).includes(needle)))
      .map(({ id }) => id);
  }

  function empty(node: SchemaNode): unknown {
    const types = typesOf(node);
    if (types.length === 0 || types.includes('null')) return null;
    if (types.includes('string')) return '';
    if (types.includes('array')) return [];
    if (types.includes('object')) return {};
    return types.includes('boolean') ? false : 0;
  }
}

/** An object's own fields; a list where an object is asked for is a tuple, whose fields are called after their place. */
function sourceOf(given: unknown): SchemaNode {
  if (Array.isArray(given))
    return Object.fromEntries(given.map((item, index) => [`item_${index + 1}`, item as unknown]));
  return isObject(given) ? given : {};
}

/** A name in the letters that every vendor takes. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z0-9_.-]+/g, '_');
}

function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [value];
}

function squash(value: unknown): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/[\s,]+/g, '').toLowerCase();
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}
