import type { JsonSchema, Pointer } from '../types.ts';
import { child } from './pointer.ts';
import { unsupported } from './unsupported.ts';
import { isRecord } from './shape.ts';

type Resolve = (ref: string, at: Pointer) => unknown;

/**
 * The schema with its `allOf` merged into it: properties together, required names together, types and allowed values cut down
 * to what all have in common. Keywords that cannot be merged (two patterns) stay in an `allOf` that only constrains: the
 * caller's own check enforces it.
 * @throws LlmError `UNSUPPORTED_SCHEMA` where parts contradict each other
 */
export function mergeAllOf(schema: JsonSchema, pointer: Pointer, resolve: Resolve): JsonSchema {
  const { allOf, ...own } = schema;
  if (!Array.isArray(allOf)) return schema;
  let merged: JsonSchema = own;
  for (const [i, part] of allOf.entries()) {
    const at = child(child(pointer, 'allOf'), i);
    const resolved = resolvePart(part, at, resolve, 0);
    if (resolved === true) continue;
    if (!isRecord(resolved)) throw unsupported(at, 'no value is allowed', 'Leave this part out.');
    // A reference on its own stays one, so that it may be recursive.
    const alone = Object.keys(merged).every((key) => key === 'description' || key === 'title');
    const only = allOf.length === 1 && alone && isRecord(part) && typeof part['$ref'] === 'string';
    merged = only ? { ...part, ...merged } : merge(merged, mergeAllOf(resolved, at, resolve), at);
  }
  return merged;
}

function resolvePart(part: unknown, at: Pointer, resolve: Resolve, depth: number): unknown {
  if (!isRecord(part) || typeof part['$ref'] !== 'string') return part;
  if (depth > 20) throw unsupported(at, 'it refers to itself', 'Give it parts of its own.');
  const { $ref: ref, ...siblings } = part;
  const target = resolvePart(resolve(ref, at), at, resolve, depth + 1);
  return isRecord(target) ? { ...target, ...siblings } : target;
}

function merge(a: JsonSchema, b: JsonSchema, at: Pointer): JsonSchema {
  const result: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const mine = result[key];
    if (mine === undefined || JSON.stringify(mine) === JSON.stringify(value)) result[key] = value;
    else result[key] = mergeKeyword(key, mine, value, at, result);
  }
  return result;
}

function mergeKeyword(
  key: string,
  mine: unknown,
  other: unknown,
  at: Pointer,
  result: Record<string, unknown>,
): unknown {
  switch (key) {
    case 'properties':
      return mergeProperties(mine as Record<string, unknown>, other as Record<string, unknown>);
    case 'required':
      return [...new Set([...(mine as unknown[]), ...(other as unknown[])])];
    case 'type':
    case 'enum': {
      const both = [mine].flat().filter((value) => [other].flat().includes(value));
      if (key === 'type' && both.length === 0 && isIntegerAndNumber(mine, other)) return 'integer';
      if (both.length === 0) {
        throw unsupported(at, `its parts have no ${key} in common`, 'Make it a union (`anyOf`) or one schema.');
      }
      return key === 'type' && both.length === 1 ? both[0] : both;
    }
    case 'additionalProperties':
      // The parts know of one another here, so that a part that is closed on its own does not shut the others out.
      return mine === false || mine === true ? other : mine;
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
    case 'minItems':
      return Math.max(mine as number, other as number);
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
    case 'maxItems':
      return Math.min(mine as number, other as number);
    case 'anyOf':
    case 'oneOf':
      return product(mine as unknown[], other as unknown[]);
    case 'const':
    case '$ref':
    case 'items':
    case 'prefixItems':
      if (key === 'items' && isRecord(mine) && isRecord(other)) return { allOf: [mine, other] };
      throw unsupported(at, `its parts have different \`${key}\``, 'Write one schema instead of an intersection.');
    case 'description':
    case 'title':
    case '$defs':
    case 'definitions':
    case '$schema':
      return mine;
    default:
      result['and'] = [...((result['and'] as unknown[] | undefined) ?? []), { [key]: other }];
      return mine;
  }
}

function isIntegerAndNumber(a: unknown, b: unknown): boolean {
  return (a === 'integer' && b === 'number') || (a === 'number' && b === 'integer');
}

function mergeProperties(a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(a, name)) return [name, b[name]];
      return [name, Object.hasOwn(b, name) ? { allOf: [a[name], b[name]] } : a[name]];
    }),
  );
}

/** A value that is one of these and one of those is one of the pairs. */
function product(mine: readonly unknown[], other: readonly unknown[]): unknown[] {
  return mine.flatMap((a) => other.map((b) => ({ allOf: [a, b] })));
}
