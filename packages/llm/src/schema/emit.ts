import type { SchemaDialect } from '../adapter.ts';
import type { JsonSchema } from '../types.ts';
import { describeConstraints, splitConstraints } from './constraints.ts';
import {
  isLeaf,
  isNull,
  resolved,
  takesNull,
  type ObjectShape,
  type RecordShape,
  type ScalarShape,
  type Shape,
} from './shape.ts';
import { unsupported } from './unsupported.ts';
import { ENTRY_KEY, ENTRY_VALUE, ROOT_KEY, ROWS_KEY, rowsKeyOf, VALUE_KEY, wireNames } from './wire-names.ts';

/** `plain`: JSON Schema without a vendor's restrictions, but with names that the vendor takes. */
export type Strictness = 'strict' | 'plain';

export interface EmitOptions {
  readonly dialect: SchemaDialect;
  readonly strictness: Strictness;
  /** Ask for the rows of every value; `cell`: of every cell of a table too. */
  readonly cite: false | 'row' | 'cell';
}

/** What surrounds a part: no rows asked for, rows for every leaf, or inside an object that has its rows already. */
type Context = 'off' | 'leaf' | 'row';

type Draft = Record<string, unknown>;

const ROWS: JsonSchema = { type: 'array', items: { type: 'integer' } };

/**
 * The JSON Schema that a vendor gets. Sources of the rules:
 * - OpenAI, Azure: every property required, objects closed, a root object, no `allOf`, `oneOf`, tuples
 *   (developers.openai.com/api/docs/guides/structured-outputs; `openai/lib/transform`, which takes what comes out here as it is).
 * - Anthropic: objects closed, no recursion, no bounds, few formats (platform.claude.com/docs/en/build-with-claude/structured-outputs;
 *   `@anthropic-ai/sdk/lib/transform-json-schema`, which takes what comes out here as it is).
 * - Google: the keywords that `GenerateContentConfig.responseJsonSchema` of `@google/genai` lists; a reference only inside what is optional.
 * @throws LlmError `UNSUPPORTED_SCHEMA`
 */
export function emitSchema(shape: Shape, options: EmitOptions): JsonSchema {
  return new Emitter(options).emitRoot(shape);
}

/** Whether an answer is wrapped in `{ value: … }`: vendors want an object at the root. */
export function isWrappedRoot(shape: Shape): boolean {
  const root = resolved(shape);
  return root.kind !== 'object' && root.kind !== 'record';
}

/** Records become lists of entries where the vendor closes objects, and where their values need rows. */
export function listsRecords({ dialect, cite }: Pick<EmitOptions, 'dialect' | 'cite'>): boolean {
  return cite !== false || dialect !== 'google';
}

/** Whether the rows of an object's cells are given once, for the object. */
export function carriesRows(shape: Shape, cite: EmitOptions['cite']): boolean {
  return cite === 'row' && shape.ground && shape.kind === 'object';
}

class Emitter {
  readonly #options: EmitOptions;
  readonly #definitions = new Map<string, { name: string; schema: JsonSchema | undefined }>();
  /** Depth of optional parts around the one at hand: Google takes references only there. */
  #optional = 0;

  constructor(options: EmitOptions) {
    this.#options = options;
  }

  get #strict(): SchemaDialect | undefined {
    return this.#options.strictness === 'strict' ? this.#options.dialect : undefined;
  }

  emitRoot(shape: Shape): JsonSchema {
    const context: Context = this.#options.cite === false ? 'off' : 'leaf';
    const root = resolved(shape);
    let schema: JsonSchema;
    if (isWrappedRoot(root)) {
      schema = closed({ [ROOT_KEY]: this.#emit(root, context) }, [ROOT_KEY]);
    } else if (root.kind === 'record' && listsRecords(this.#options)) {
      schema = closed({ [ROOT_KEY]: this.#emit(root, context) }, [ROOT_KEY]);
    } else {
      schema = this.#emit(root, context);
    }
    const definitions = [...this.#definitions.values()].map(({ name, schema: target }) => [name, target]);
    return definitions.length === 0 ? schema : { ...schema, $defs: Object.fromEntries(definitions) as Draft };
  }

  #emit(shape: Shape, outer: Context): JsonSchema {
    const context = shape.ground ? outer : 'off';
    if (context !== 'off' && isLeaf(shape)) {
      const cited = context === 'leaf' || this.#options.cite === 'cell';
      const { description, ...value } = this.#emitPart(shape, 'off');
      if (cited) {
        const wrapped = closed({ [ROWS_KEY]: ROWS, [VALUE_KEY]: value }, [ROWS_KEY, VALUE_KEY]);
        return description === undefined ? wrapped : { description, ...wrapped };
      }
    }
    return this.#emitPart(shape, context);
  }

  #emitPart(shape: Shape, context: Context): JsonSchema {
    switch (shape.kind) {
      case 'scalar':
        return this.#emitScalar(shape);
      case 'any':
        if (this.#strict) {
          throw unsupported(
            shape.pointer,
            'any value is allowed, which no strict mode can express',
            'Say what the value is: z.string(), or the fields of the object. Without any schema, every JSON object is allowed.',
          );
        }
        return described(shape, {});
      case 'object':
        return this.#emitObject(shape, context, false);
      case 'record':
        return this.#emitRecord(shape, context);
      case 'array':
        return this.#constrained(shape, { type: 'array', items: this.#emitItem(shape.items, context) });
      case 'tuple': {
        const items = shape.items.map((item) => this.#emitItem(item, context));
        if (this.#strict === 'openai' || this.#strict === 'anthropic') {
          const entries = items.map((item, i): [string, JsonSchema] => [`item_${i + 1}`, item]);
          return described(
            shape,
            closed(
              Object.fromEntries(entries),
              entries.map(([key]) => key),
            ),
          );
        }
        const size = { minItems: items.length, maxItems: items.length };
        // Google lists `items` as a schema, and false is none; the sizes say the same.
        const rest = this.#strict === 'google' ? {} : { items: false };
        return this.#constrained(shape, { type: 'array', prefixItems: items, ...rest, ...size });
      }
      case 'union':
        // Null beside objects or lists says that there are none: it stands nowhere.
        return described(shape, {
          anyOf: shape.branches.map((branch) => this.#emit(branch, isNull(branch) ? 'off' : context)),
        });
      case 'recursive':
        return this.#emitReference(shape, context);
    }
  }

  /** Objects in a list carry the rows of all their cells. */
  #emitItem(item: Shape, context: Context): JsonSchema {
    const inner = item.kind === 'recursive' || item.kind === 'union' ? item : resolved(item);
    if (context !== 'off' && carriesRows(inner, this.#options.cite)) {
      return this.#emitObject(inner as ObjectShape, 'row', true);
    }
    return this.#emit(item, context);
  }

  #emitObject(shape: ObjectShape, context: Context, withRows: boolean): JsonSchema {
    const { dialect } = this.#options;
    const names = wireNames(shape, dialect);
    const allRequired = this.#strict === 'openai';
    const properties: [string, JsonSchema][] = withRows ? [[rowsKeyOf(shape), ROWS]] : [];
    const required = properties.map(([key]) => key);
    for (const { name, shape: value, required: isRequired } of shape.properties) {
      const wire = names.get(name)!;
      const nullable = !isRequired && allRequired && !takesNull(value);
      if (!isRequired) this.#optional += 1;
      const schema = this.#emit(nullable ? orNull(value) : value, context);
      if (!isRequired) this.#optional -= 1;
      properties.push([wire, wire === name ? schema : { ...schema, description: renamed(name, schema) }]);
      if (isRequired || allRequired) required.push(wire);
    }
    return this.#constrained(shape, closed(Object.fromEntries(properties), required));
  }

  #emitRecord(shape: RecordShape, context: Context): JsonSchema {
    const note = `An object with one entry for every name${shape.description === undefined ? '' : `: ${shape.description}`}`;
    if (!listsRecords(this.#options)) {
      return this.#constrained(shape, {
        type: 'object',
        additionalProperties: this.#emit(shape.value, context),
      });
    }
    const cites = context !== 'off' && this.#options.cite === 'row';
    const value = this.#emit(shape.value, cites ? 'row' : context);
    const properties = {
      ...(cites ? { [ROWS_KEY]: ROWS } : {}),
      [ENTRY_KEY]: { type: 'string' },
      [ENTRY_VALUE]: value,
    };
    const { pointer, ground, constraints } = shape;
    const list: Shape = { kind: 'array', items: shape, pointer, ground, constraints, description: note };
    return this.#constrained(list, { type: 'array', items: closed(properties, Object.keys(properties)) });
  }

  #emitReference(shape: Shape & { kind: 'recursive' }, context: Context): JsonSchema {
    if (this.#strict === 'anthropic') {
      throw unsupported(
        shape.pointer,
        'the schema contains itself, which Anthropic does not take',
        'Write out as many levels as you need, or use a list of rows that name their parent.',
      );
    }
    if (this.#strict === 'google' && this.#optional === 0) {
      throw unsupported(
        shape.pointer,
        'the schema contains itself in a required field, which Google does not take',
        'Make the field optional.',
      );
    }
    const key = `${shape.ref} ${context}`;
    let definition = this.#definitions.get(key);
    if (!definition) {
      definition = { name: `part_${this.#definitions.size + 1}`, schema: undefined };
      this.#definitions.set(key, definition);
      definition.schema = this.#emit(resolved(shape), context);
    }
    return { $ref: `#/$defs/${definition.name}` };
  }

  #emitScalar(shape: ScalarShape): JsonSchema {
    const { type, values } = shape;
    if (type === 'null') return described(shape, { type });
    if (!values) return this.#constrained(shape, { type });
    const literals = describeLiterals(shape);
    if (this.#strict === 'google' && type === 'boolean') {
      return described(shape, { type }, `Always ${values.map(String).join(' or ')}`, ...literals);
    }
    // Anthropic's transformer takes no type beside the values.
    return described(shape, this.#strict === 'anthropic' ? { enum: values } : { type, enum: values }, ...literals);
  }

  #constrained(shape: Shape, schema: JsonSchema): JsonSchema {
    const { kept, told } = splitConstraints(shape, this.#strict);
    return described(shape, { ...schema, ...kept }, ...describeConstraints(told));
  }
}

function closed(properties: Draft, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** What is optional, where everything has to be there. */
function orNull(shape: Shape): Shape {
  const { pointer, ground, description } = shape;
  const base = { pointer, ground, constraints: {} };
  const branches = shape.kind === 'union' ? shape.branches : [{ ...shape, description: undefined }];
  return { kind: 'union', ...base, description, branches: [...branches, { kind: 'scalar', type: 'null', ...base }] };
}

function described(shape: Shape, schema: JsonSchema, ...more: readonly string[]): JsonSchema {
  const notes = [...(shape.description === undefined ? [] : [shape.description]), ...more];
  return notes.length === 0 ? schema : { ...schema, description: notes.join('. ') };
}

function renamed(name: string, schema: JsonSchema): string {
  const { description } = schema;
  return typeof description === 'string' ? `${name}: ${description}` : name;
}

function describeLiterals({ labels }: ScalarShape): string[] {
  if (!labels) return [];
  const printed = Object.entries(labels).map(([value, texts]) => `${value} is printed as ${texts.join(' or ')}`);
  return [printed.join('; ')];
}
