import { isRecord, resolved, type Shape } from './shape.ts';
import { ENTRY_KEY, ENTRY_VALUE, ROWS_KEY, VALUE_KEY } from './wire-names.ts';

/** Whether it is `{ _rows, _value }`, and no object of the caller's that happens to look like it. */
export function isWrapped(shape: Shape, wire: unknown): wire is Record<string, unknown> {
  if (!isRecord(wire) || !Object.hasOwn(wire, VALUE_KEY)) return false;
  if (hasValueKey(shape)) return false;
  return Object.keys(wire).every((key) => key === VALUE_KEY || key === ROWS_KEY);
}

type Entry = Record<string, unknown> & { [ENTRY_KEY]: string };

export function isEntryList(wire: unknown): wire is Entry[] {
  return (
    Array.isArray(wire) &&
    wire.every((entry) => isRecord(entry) && typeof entry[ENTRY_KEY] === 'string' && Object.hasOwn(entry, ENTRY_VALUE))
  );
}

function hasValueKey(shape: Shape): boolean {
  if (shape.kind === 'union') return shape.branches.some((branch) => hasValueKey(resolved(branch)));
  return shape.kind === 'object' && shape.properties.some(({ name }) => name === VALUE_KEY);
}
