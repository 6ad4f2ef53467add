/** How deep arrays within arrays are printed. */
const MAX_DEPTH = 3;

/** A value as a message shows it: short, and on one line. Never throws, whatever it is given. */
export function printValue(value: unknown, depth = 0): string {
  if (typeof value === 'string') {
    return value.length > 60 ? `${JSON.stringify(value.slice(0, 60))}…` : JSON.stringify(value);
  }
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) {
    if (depth === MAX_DEPTH) return '[…]';
    const shown = value.slice(0, 8).map((item) => printValue(item, depth + 1));
    return `[${shown.join(', ')}${value.length > shown.length ? ', …' : ''}]`;
  }
  if (typeof value === 'object' && value !== null) return `an object (${className(value)})`;
  return String(value);
}

/** The value itself where it survives JSON, else its print. */
export function plainValue(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value)
    ? value
    : printValue(value);
}

/** The name of an object's class, for messages. */
export function className(value: object): string {
  const { constructor } = value as { constructor?: unknown };
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'no class';
}
