import type { PreparedSchema, PrepareSchema, SchemaRequest } from '../contracts.ts';
import type { JsonSchema, LlmWarning, Pointer } from '../types.ts';
import { decode } from './decode.ts';
import { emitSchema, type EmitOptions } from './emit.ts';
import { leavesOf } from './leaves.ts';
import { passedLimit, sizeOf } from './limits.ts';
import { partialOf, withoutMissing } from './partial.ts';
import { readSchema } from './read-schema.ts';
import { resolved, type Shape } from './shape.ts';
import { sourceOf } from './schema-source.ts';

/** Beyond so many fields the rows cost more than they tell, and grammars of wrapped fields grow too large. */
const MAX_CITED_LEAVES = 80;

/** A schema, ready to be sent to a vendor and to check its answers with. @throws LlmError `UNSUPPORTED_SCHEMA` */
export const prepareSchema: PrepareSchema = (schema, request) => {
  if (schema === undefined) return FREE_FORM;
  const source = sourceOf(schema);
  const whole = readSchema(source.json);
  const shape = request.partial === true ? partialOf(whole) : whole;
  const warnings: LlmWarning[] = [];
  const cite = citing(shape, request, warnings);
  const { dialect } = request;
  const strict = emitSchema(shape, { dialect, strictness: 'strict', cite });
  const plain = emitSchema(shape, { dialect, strictness: 'plain', cite });
  const limit = passedLimit(sizeOf(strict), dialect);
  if (limit !== undefined) {
    warnings.push({
      code: 'schema_too_large',
      message: `The schema has ${limit} in the strict mode of this vendor: a tool that is not strict is used, and answers are checked here.`,
    });
  }
  return {
    strict,
    plain,
    mode: limit === undefined ? 'json_schema' : 'tool',
    name: nameOf(source.json),
    cites: cite !== false,
    warnings,
    unwrap(answer) {
      const { value, citations, places } = decode(shape, answer, { dialect, cite });
      return { value, citations, locate: (pointer) => locate(places, pointer) };
    },
    async validate(value) {
      const checked = await source.validate(value);
      return request.partial === true ? withoutMissing(checked, value) : checked;
    },
    leaves: (value) => leavesOf(shape, value),
  };
};

const FREE_FORM: PreparedSchema = {
  strict: undefined,
  plain: undefined,
  mode: 'json_schema',
  name: 'data',
  cites: false,
  warnings: [],
  unwrap: (value) => ({ value, citations: new Map(), locate: (pointer) => pointer }),
  validate: async (value) => ({ success: true, value }),
  leaves: (value) => leavesOf(undefined, value),
};

function citing(shape: Shape, { grounding }: SchemaRequest, warnings: LlmWarning[]): EmitOptions['cite'] {
  if (grounding === false || grounding.mode !== 'cite') return false;
  const count = countLeaves(shape, new Set());
  if (count > MAX_CITED_LEAVES) {
    warnings.push({
      code: 'search_instead_of_cite',
      message: `The schema has ${count} fields; rows are asked for up to ${MAX_CITED_LEAVES}. Values are looked for on the page instead.`,
    });
    return false;
  }
  return grounding.cell === true ? 'cell' : 'row';
}

function countLeaves(given: Shape, seen: Set<Shape>): number {
  const shape = resolved(given);
  if (seen.has(shape)) return 0;
  seen.add(shape);
  switch (shape.kind) {
    case 'object':
      return shape.properties.reduce((sum, property) => sum + countLeaves(property.shape, seen), 0);
    case 'record':
      return countLeaves(shape.value, seen);
    case 'array':
      return countLeaves(shape.items, seen);
    case 'tuple':
      return shape.items.reduce((sum, item) => sum + countLeaves(item, seen), 0);
    case 'union':
      return Math.max(...shape.branches.map((branch) => countLeaves(branch, seen)));
    default:
      return 1;
  }
}

/** Vendors take letters, digits, `_` and `-`, up to 64. */
function nameOf({ title }: JsonSchema): string {
  const name = typeof title === 'string' ? title.replace(/[^a-zA-Z0-9]+/g, '_').replace(/^_+|_+$/g, '') : '';
  return name === '' ? 'data' : name.slice(0, 64);
}

/** Where the nearest part that the answer has stands in it; what is missing there is named below that. */
function locate(places: ReadonlyMap<Pointer, Pointer>, pointer: Pointer): Pointer {
  let known: Pointer = pointer;
  while (known !== '' && !places.has(known)) known = known.slice(0, known.lastIndexOf('/')) as Pointer;
  return `${places.get(known) ?? ''}${pointer.slice(known.length)}` as Pointer;
}
