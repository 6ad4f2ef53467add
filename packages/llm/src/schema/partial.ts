import type { Validated } from '../contracts.ts';
import type { Pointer } from '../types.ts';
import { stepsOf } from './pointer.ts';
import { isRecord, resolved, type Shape } from './shape.ts';

/** The shape of what one window of a document says: any field may be missing, but rows of lists are whole. */
export function partialOf(given: Shape): Shape {
  const shape = resolved(given);
  if (shape.kind !== 'object') return given;
  return {
    ...shape,
    properties: shape.properties.map((property) => ({
      ...property,
      shape: partialOf(property.shape),
      required: false,
    })),
  };
}

/**
 * What a check of the whole says of a part: issues about what is missing do not count. Where only such are left the value is the
 * one given, untransformed.
 */
export function withoutMissing(checked: Validated, value: unknown): Validated {
  if (checked.success) return checked;
  const issues = checked.issues.filter(({ path }) => isThere(value, path as Pointer));
  return issues.length === 0 ? { success: true, value } : { success: false, issues };
}

function isThere(value: unknown, pointer: Pointer): boolean {
  let part = value;
  for (const step of stepsOf(pointer)) {
    if (!(isRecord(part) || Array.isArray(part)) || !Object.hasOwn(part, step)) return false;
    part = (part as Record<string, unknown>)[step];
  }
  return part !== undefined;
}
