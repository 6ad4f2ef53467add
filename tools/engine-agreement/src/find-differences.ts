/** A place where two documents are not the same. */
export interface Difference {
  /** Such as `pages.2.texts.0.bbox.x1`. */
  readonly path: string;
  readonly one: unknown;
  readonly other: unknown;
}

/**
 * Compares plain data, all of it. Numbers may differ by `tolerance`. Of lists of different length, and of what is there on one side
 * alone, only that is told.
 */
export function findDifferences(one: unknown, other: unknown, tolerance: number, path = ''): Difference[] {
  if (typeof one === 'number' && typeof other === 'number') {
    return Math.abs(one - other) <= tolerance ? [] : [{ path, one, other }];
  }
  if (!isContainer(one) || !isContainer(other)) return one === other ? [] : [{ path, one, other }];
  if (Array.isArray(one) !== Array.isArray(other)) return [{ path, one, other }];
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) {
    return [{ path: join(path, 'length'), one: one.length, other: other.length }];
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].flatMap((key) => findDifferences(one[key], other[key], tolerance, join(path, key)));
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
