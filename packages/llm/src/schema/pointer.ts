import type { Pointer } from '../types.ts';

/** A pointer one step further (RFC 6901: `~` and `/` in a name are `~0` and `~1`). */
export function child(pointer: Pointer, key: string | number): Pointer {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The pointer of a path of names and indices. */
export function pointerOf(path: readonly (string | number)[]): Pointer {
  return path.reduce<Pointer>((pointer, key) => child(pointer, key), '');
}

/** The names and indices of a pointer. */
export function stepsOf(pointer: Pointer): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a place of a value; undefined where nothing does. */
export function valueAt(value: unknown, pointer: Pointer): unknown {
  return stepsOf(pointer).reduce<unknown>(
    (part, step) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, step)
        ? (part as Record<string, unknown>)[step]
        : undefined,
    value,
  );
}
