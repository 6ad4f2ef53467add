import type { SchemaDialect } from '../adapter.ts';
import { isRecord, resolved, type Shape } from './shape.ts';
import { VALUE_KEY, wireNames } from './wire-names.ts';
import { isEntryList, isWrapped } from './wire-shapes.ts';

/** How deep a choice is looked into: enough to tell branches apart, and an end to schemas that contain themselves. */
const MAX_DEPTH = 6;

/**
 * How well an answer fits a branch of a choice: 0 not at all, 1 in everything. A constant that differs (the tag of a discriminated
 * union) rules a branch out.
 */
export function fitOf(given: Shape, wire: unknown, dialect: SchemaDialect, depth = 0): number {
  const shape = resolved(given);
  if (isWrapped(shape, wire)) return fitOf(shape, wire[VALUE_KEY], dialect, depth);
  switch (shape.kind) {
    case 'any':
      return 0.5;
    case 'scalar':
      return fitsScalar(shape.type, wire) && (!shape.values || shape.values.includes(wire as string)) ? 1 : 0;
    case 'union':
      return Math.max(...shape.branches.map((branch) => fitOf(branch, wire, dialect, depth)));
    case 'array':
      return Array.isArray(wire) ? averageFit(wire, () => shape.items, dialect, depth) : 0;
    case 'tuple': {
      const items = Array.isArray(wire)
        ? wire
        : isRecord(wire)
          ? shape.items.flatMap((_, i) => (Object.hasOwn(wire, `item_${i + 1}`) ? [wire[`item_${i + 1}`]] : []))
          : [];
      if (items.length !== shape.items.length) return 0;
      return averageFit(items, (i) => shape.items[i]!, dialect, depth);
    }
    case 'record': {
      if (isEntryList(wire)) return averageFit(wire, () => shape.value, dialect, depth, 'value');
      return isRecord(wire) ? 0.9 * averageFit(Object.values(wire), () => shape.value, dialect, depth) : 0;
    }
    case 'object': {
      if (!isRecord(wire)) return 0;
      if (depth >= MAX_DEPTH) return 0.5;
      const names = wireNames(shape, dialect);
      let known = 0;
      let sum = 0;
      for (const { name, shape: property, required } of shape.properties) {
        const key = Object.hasOwn(wire, names.get(name)!) ? names.get(name)! : name;
        if (!Object.hasOwn(wire, key)) {
          if (required) return 0;
          continue;
        }
        known += 1;
        const value = wire[key];
        const fit = value === null && !required ? 1 : fitOf(property, value, dialect, depth + 1);
        if (fit === 0 && isTag(property)) return 0;
        // A wrong type of a field does not rule out the branch: the caller's check has to speak of it.
        sum += Math.max(fit, 0.05);
      }
      const unknown = Object.keys(wire).length - known;
      return (sum + 0.5) / (known + 0.5 + 0.5 * unknown);
    }
  }
}

function averageFit(
  values: readonly unknown[],
  shapeOf: (index: number) => Shape,
  dialect: SchemaDialect,
  depth: number,
  key?: string,
): number {
  if (depth >= MAX_DEPTH || values.length === 0) return 0.9;
  const fits = values.map((value, i) => {
    const part = key !== undefined && isRecord(value) ? value[key] : value;
    return fitOf(shapeOf(i), part, dialect, depth + 1);
  });
  // A list of the wrong things is still a list.
  return Math.max(0.05, fits.reduce((sum, fit) => sum + fit, 0) / fits.length);
}

function isTag(shape: Shape): boolean {
  return shape.kind === 'scalar' && shape.values !== undefined;
}

function fitsScalar(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
