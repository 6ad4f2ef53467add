import type { JsonSchema, Pointer } from '../types.ts';
import { mergeAllOf } from './merge-all-of.ts';
import { child, stepsOf } from './pointer.ts';
import { isNull, isRecord, type Property, type Scalar, type ScalarType, type Shape } from './shape.ts';
import { unsupported } from './unsupported.ts';

/** Keywords that are read below; every other one but the notes is a constraint that the shape carries along. */
const STRUCTURE = new Set([
  '$ref',
  '$defs',
  'definitions',
  'type',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'allOf',
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'items',
  'prefixItems',
  'additionalItems',
  'nullable',
]);
const NOTES = new Set([
  '$schema',
  '$id',
  '$anchor',
  '$comment',
  '~standard',
  'id',
  'title',
  'description',
  'default',
  'examples',
  'example',
  'deprecated',
  'readOnly',
  'writeOnly',
  'contentEncoding',
  'contentMediaType',
  'discriminator',
  'unifex',
]);
const TYPES: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null', 'object', 'array'];
/** A schema that uses one definition again and again inside another multiplies: this many places are enough for any vendor. */
const MAX_NODES = 20_000;

/** Reads a JSON Schema (drafts 7 to 2020-12). @throws LlmError `UNSUPPORTED_SCHEMA` */
export function readSchema(root: JsonSchema): Shape {
  return new SchemaReader(root).read(root, '', true);
}

class SchemaReader {
  readonly #root: JsonSchema;
  /** References that are being read, so that one that meets itself is known for recursive. */
  readonly #open = new Map<string, { recursive: boolean }>();
  readonly #recursive = new Map<string, Shape>();
  #nodes = 0;

  constructor(root: JsonSchema) {
    this.#root = root;
    this.#open.set('#', { recursive: false });
  }

  read(schema: unknown, pointer: Pointer, ground: boolean): Shape {
    this.#nodes += 1;
    if (this.#nodes > MAX_NODES) {
      throw unsupported(pointer, `it has more than ${MAX_NODES} parts`, 'Ask for fewer fields at a time.');
    }
    const shape = this.#readParts(schema, pointer, ground);
    if (pointer === '') this.#recursive.set('#', shape);
    return shape;
  }

  #readParts(given: unknown, pointer: Pointer, ground: boolean): Shape {
    if (given === true) return { kind: 'any', pointer, constraints: {}, ground };
    if (given === false) throw never(pointer);
    if (!isRecord(given)) throw unsupported(pointer, 'there is no schema', 'A schema is an object or a boolean.');
    const schema = mergeAllOf(given, pointer, (ref, at) => this.#target(ref, at));
    const note = isRecord(schema['unifex']) ? schema['unifex'] : {};
    const base = {
      pointer,
      ground: ground && note['ground'] !== false,
      constraints: Object.fromEntries(
        Object.entries(schema).filter(([key]) => !STRUCTURE.has(key) && !NOTES.has(key) && !key.startsWith('x-')),
      ),
      description: describe(schema),
    };
    const { $ref: ref } = schema;
    if (typeof ref === 'string') return this.#readRef(ref, base);
    if (isRecord(schema['not']) && Object.keys(schema['not']).length === 0) throw never(pointer);

    if ('const' in schema) return scalarsOf([schema['const']], undefined, base, note);
    if (Array.isArray(schema['enum'])) return scalarsOf(schema['enum'], schema['type'], base, note);
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches: unknown = schema[keyword];
      if (Array.isArray(branches)) {
        const siblings = without(schema, keyword, '$defs', 'definitions', ...NOTES);
        const shapes = branches.flatMap((branch: unknown, i): Shape[] => {
          if (isNever(branch)) return [];
          const at = child(child(pointer, keyword), i);
          // What stands beside a choice holds for each of its branches.
          const whole = Object.keys(siblings).length === 0 ? branch : { allOf: [siblings, branch] };
          return [this.read(whole, at, base.ground)];
        });
        return unionOf(shapes, { ...base, constraints: {} });
      }
    }
    const types = schema['type'] === undefined ? undefined : [schema['type']].flat();
    if (types?.some((type) => !TYPES.includes(type))) {
      throw unsupported(pointer, `the type is ${JSON.stringify(schema['type'])}`, `Types are ${TYPES.join(', ')}.`);
    }
    if (schema['nullable'] === true && types && !types.includes('null')) types.push('null');
    if (types && types.length > 1) {
      return unionOf(
        types.map((type) => this.#readType(type as string, schema, base, note)),
        { ...base, constraints: {} },
      );
    }
    const type = types?.[0] ?? inferType(schema);
    return type === undefined ? { kind: 'any', ...base } : this.#readType(type as string, schema, base, note);
  }

  #readType(type: string, schema: JsonSchema, base: Base, note: Record<string, unknown>): Shape {
    if (type === 'object') return this.#readObject(schema, base);
    if (type === 'array') return this.#readArray(schema, base);
    return { kind: 'scalar', type: type as ScalarType, ...base, ...labelsOf(note) };
  }

  #readObject(schema: JsonSchema, base: Base): Shape {
    const { pointer, ground } = base;
    const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : []);
    const names = isRecord(schema['propertyNames']) ? schema['propertyNames']['enum'] : undefined;
    const rest = schema['additionalProperties'];
    const given = isRecord(schema['properties']) ? schema['properties'] : {};
    const properties = Object.entries(given).flatMap(([name, value]): Property[] => {
      const at = child(child(pointer, 'properties'), name);
      const isRequired = required.has(name);
      // A property that must not be there is left out of what is asked for.
      if (!isRequired && isNever(value)) return [];
      return [{ name, shape: this.read(value, at, ground), required: isRequired }];
    });
    // A record whose names are listed is an object.
    if (Array.isArray(names) && rest !== false) {
      const at = child(pointer, 'additionalProperties');
      for (const name of names.filter((key): key is string => typeof key === 'string')) {
        properties.push({ name, shape: this.read(rest ?? true, at, ground), required: required.has(name) });
      }
    }
    const missing = [...required].find((name) => !properties.some((property) => property.name === name));
    if (missing !== undefined && properties.length > 0) {
      throw unsupported(
        child(pointer, 'required'),
        `${JSON.stringify(missing)} is required but not among the properties`,
        'Describe it in `properties`.',
      );
    }
    const isEmpty = isRecord(schema['properties']) && rest === undefined;
    if (properties.length > 0 || rest === false || isEmpty) return { kind: 'object', properties, ...base };
    const patterns = isRecord(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
    if (patterns.length > 1) {
      throw unsupported(pointer, 'names are told apart by several patterns', 'Use named properties, or one record.');
    }
    const [pattern] = patterns;
    const value = pattern
      ? this.read(pattern[1], child(child(pointer, 'patternProperties'), pattern[0]), ground)
      : this.read(rest ?? true, child(pointer, 'additionalProperties'), ground);
    const constraints = {
      ...base.constraints,
      ...(namesTold(schema['propertyNames']) ? { propertyNames: schema['propertyNames'] } : {}),
      ...(pattern ? { propertyNames: { pattern: pattern[0] } } : {}),
    };
    return { kind: 'record', value, ...base, constraints };
  }

  #readArray(schema: JsonSchema, base: Base): Shape {
    const { pointer, ground } = base;
    // Up to draft 2019-09, a list of `items` was what `prefixItems` is now.
    const old = Array.isArray(schema['items']);
    const prefix = old ? schema['items'] : schema['prefixItems'];
    const rest = old ? schema['additionalItems'] : schema['items'];
    if (Array.isArray(prefix) && prefix.length > 0) {
      if (isRecord(rest)) {
        throw unsupported(
          pointer,
          'a tuple goes on with items of another kind',
          'Use an object with one field for every fixed item and one for the list.',
        );
      }
      const key = old ? 'items' : 'prefixItems';
      const items = prefix.map((item, i) => this.read(item, child(child(pointer, key), i), ground));
      return { kind: 'tuple', items, ...base, constraints: without(base.constraints, 'minItems', 'maxItems') };
    }
    return { kind: 'array', items: this.read(rest ?? true, child(pointer, 'items'), ground), ...base };
  }

  #readRef(ref: string, base: Base): Shape {
    const open = this.#open.get(ref);
    if (open) {
      open.recursive = true;
      const target = (): Shape => this.#recursive.get(ref)!;
      return { kind: 'recursive', ref, target, ...base };
    }
    const state = { recursive: false };
    this.#open.set(ref, state);
    const shape = this.read(this.#target(ref, base.pointer), pointerOfRef(ref), base.ground);
    this.#open.delete(ref);
    if (!state.recursive) {
      return base.description === undefined ? shape : { ...shape, description: base.description };
    }
    this.#recursive.set(ref, shape);
    return { kind: 'recursive', ref, target: () => shape, ...base };
  }

  #target(ref: string, pointer: Pointer): unknown {
    if (!/^#(?:\/|$)/.test(ref)) {
      throw unsupported(
        pointer,
        `it refers to ${JSON.stringify(ref)}`,
        'Put the definition into `$defs` of the schema.',
      );
    }
    let target: unknown = this.#root;
    for (const step of stepsOf(pointerOfRef(ref))) {
      target = isRecord(target) || Array.isArray(target) ? (target as Record<string, unknown>)[step] : undefined;
    }
    if (target === undefined) {
      throw unsupported(pointer, `it refers to ${ref}, which is not there`, 'Put the definition into `$defs`.');
    }
    return target;
  }
}

type Base = Pick<Shape, 'pointer' | 'ground' | 'constraints' | 'description'>;

function pointerOfRef(ref: string): Pointer {
  return decodeURIComponent(ref.slice(1)) as Pointer;
}

function describe(schema: JsonSchema): string | undefined {
  const { description, title } = schema;
  if (typeof description === 'string' && description !== '') return description;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

function without(schema: Readonly<Record<string, unknown>>, ...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}

function isNever(schema: unknown): boolean {
  return schema === false || (isRecord(schema) && isRecord(schema['not']) && Object.keys(schema['not']).length === 0);
}

function never(pointer: Pointer): Error {
  return unsupported(pointer, 'no value is allowed', 'Leave the field out of the schema.');
}

/** One shape for every type among the values. */
function scalarsOf(values: readonly unknown[], type: unknown, base: Base, note: Record<string, unknown>): Shape {
  const wanted = type === undefined ? undefined : [type].flat();
  const groups = new Map<ScalarType, Scalar[]>();
  for (const value of values) {
    const own = scalarTypeOf(value);
    if (own === undefined) {
      throw unsupported(
        base.pointer,
        `${JSON.stringify(value)} is among the allowed values`,
        'Allowed values are strings, numbers, booleans and null; describe an object by its properties.',
      );
    }
    const fits = !wanted || wanted.includes(own) || (own === 'integer' && wanted.includes('number'));
    if (!fits) continue;
    const group = own === 'integer' && wanted && !wanted.includes('integer') ? 'number' : own;
    groups.set(group, [...(groups.get(group) ?? []), value as Scalar]);
  }
  if (groups.size === 0) throw never(base.pointer);
  // 1 and 1.5 are both numbers.
  const integers = groups.get('integer');
  if (integers && groups.has('number')) {
    const numbers = [...(groups.get('number') ?? []), ...integers];
    groups.set(
      'number',
      numbers.sort((a, b) => values.indexOf(a) - values.indexOf(b)),
    );
    groups.delete('integer');
  }
  const shapes = [...groups].map(([kind, own]): Shape => {
    const shared = { kind: 'scalar', type: kind, ...base, constraints: {}, ...labelsOf(note) } as const;
    return kind === 'null' ? shared : { ...shared, values: own };
  });
  return unionOf(shapes, { ...base, constraints: {} });
}

function scalarTypeOf(value: unknown): ScalarType | undefined {
  if (value === null) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return typeof value as 'string' | 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return undefined;
}

function labelsOf(note: Record<string, unknown>): { labels?: Record<string, string[]> } {
  if (!isRecord(note['labels'])) return {};
  const entries = Object.entries(note['labels']).map(([key, value]): [string, string[]] => [
    key,
    [value].flat().filter((label): label is string => typeof label === 'string'),
  ]);
  return { labels: Object.fromEntries(entries) };
}

/** A choice, flat; a choice of one is that one. */
function unionOf(shapes: readonly Shape[], base: Base): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === 'union' ? shape.branches : [shape]));
  const branches = flat.filter((shape, i) => !isNull(shape) || flat.findIndex(isNull) === i);
  const [first] = branches;
  if (!first) throw never(base.pointer);
  const nothing = branches.findIndex((branch) => branch.kind === 'any');
  if (nothing >= 0) return { kind: 'any', ...base };
  if (branches.length > 1) return { kind: 'union', branches, ...base };
  return base.description === undefined ? first : { ...first, description: base.description };
}

function inferType(schema: JsonSchema): string | undefined {
  if ('properties' in schema || 'additionalProperties' in schema || 'required' in schema) return 'object';
  if ('items' in schema || 'prefixItems' in schema) return 'array';
  if ('pattern' in schema || 'minLength' in schema || 'maxLength' in schema || 'format' in schema) return 'string';
  if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema) return 'number';
  return undefined;
}

/** Whether a schema for names says more than that they are text. */
function namesTold(names: unknown): boolean {
  return isRecord(names) && Object.keys(names).some((keyword) => keyword !== 'type');
}
