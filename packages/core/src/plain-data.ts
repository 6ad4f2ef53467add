import { className } from './print-value.ts';

/** Where something stands that is no plain data, and what it is. */
export interface NotPlain {
  /** `options.fonts[2].load` */
  readonly path: string;
  /** `a function` */
  readonly what: string;
}

/**
 * Finds what does not survive both a structured clone and JSON. What does: text, finite numbers, booleans, null, arrays and plain
 * objects of these. A member that is `undefined` counts as absent.
 * @param path of the value itself, for the result
 * @returns undefined when it is plain data throughout
 */
export function findNotPlain(value: unknown, path: string): NotPlain | undefined {
  return find(value, path, new Set());
}

function find(value: unknown, path: string, above: Set<object>): NotPlain | undefined {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean')
    return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : { path, what: String(value) };
  if (typeof value !== 'object') return { path, what: `a ${typeof value}` };
  if (above.has(value)) return { path, what: 'a circular reference' };
  const prototype: unknown = Object.getPrototypeOf(value);
  // A plain object of another realm has that realm's Object.prototype, which has none above it.
  if (!Array.isArray(value) && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return { path, what: `an instance of ${className(value)}` };
  }
  above.add(value);
  for (const [key, item] of Object.entries(value)) {
    const found = find(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, above);
    if (found) return found;
  }
  above.delete(value);
  return undefined;
}
