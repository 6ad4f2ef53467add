/** Two values of the same place that are not the same. */
export interface Difference {
  /** Where: `texts[3].bbox.x0`. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/**
 * The first place where two pieces of plain data differ; undefined when they are the same. -0 is 0, which JSON does not keep
 * apart either; a key with the value `undefined` is not an absent one, because JSON drops it.
 * @param tolerance numbers may differ by it, times their size where they are greater than 1
 */
export function findDifference(
  expected: unknown,
  found: unknown,
  tolerance = 0,
  path = 'the value',
): Difference | undefined {
  if (expected === found || (Number.isNaN(expected) && Number.isNaN(found))) return undefined;
  if (typeof expected === 'number' && typeof found === 'number') {
    const size = Math.max(1, Math.abs(expected), Math.abs(found));
    return Math.abs(expected - found) <= tolerance * size ? undefined : { path, expected, found };
  }
  if (!isObject(expected) || !isObject(found)) return { path, expected, found };
  if (Object.getPrototypeOf(expected) !== Object.getPrototypeOf(found) && kindOf(expected) !== kindOf(found)) {
    return { path, expected, found };
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
  for (const key of keys) {
    const place = placeOf(path, key, Array.isArray(expected));
    if (!Object.hasOwn(expected, key)) return { path: place, expected: ABSENT, found: found[key] };
    if (!Object.hasOwn(found, key)) return { path: place, expected: expected[key], found: ABSENT };
    const difference = findDifference(expected[key], found[key], tolerance, place);
    if (difference) return difference;
  }
  return undefined;
}

const ABSENT = Symbol('absent');

/** A difference for a message. */
export function printDifference({ path, expected, found }: Difference): string {
  return `${path} is ${print(found)}, and ought to be ${print(expected)}`;
}

/** A value for a message: short, and on one line. */
export function print(value: unknown): string {
  if (value === ABSENT) return 'absent';
  if (isObject(value) && !Array.isArray(value) && kindOf(value) !== 'Object') return `an instance of ${kindOf(value)}`;
  const text = isObject(value) || typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function placeOf(path: string, key: string, isArray: boolean): string {
  if (isArray) return `${path}[${key}]`;
  return path === 'the value' ? key : `${path}.${key}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Name of the class; plain objects of another realm are plain objects. */
function kindOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  return prototype?.constructor?.name ?? 'Object';
}
