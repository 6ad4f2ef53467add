/** A value as a model would write it for a schema that `emitSchema` made: the way that `decode` goes back. */
import type { SchemaDialect } from '../adapter.ts';
import type { EmitOptions } from './emit.ts';
import { fitOf } from './fit.ts';
import { carriesRows, isWrappedRoot, listsRecords } from './emit.ts';
import { isLeaf, isNull, isRecord, resolved, type Shape } from './shape.ts';
import { ENTRY_KEY, ENTRY_VALUE, ROOT_KEY, ROWS_KEY, rowsKeyOf, VALUE_KEY, wireNames } from './wire-names.ts';

export function encode(shape: Shape, value: unknown, options: EmitOptions): unknown {
  const root = resolved(shape);
  const wire = part(root, value, options, options.cite === false ? 'off' : 'leaf');
  return isWrappedRoot(root) || (root.kind === 'record' && listsRecords(options)) ? { [ROOT_KEY]: wire } : wire;
}

type Context = 'off' | 'leaf' | 'row';

function part(given: Shape, value: unknown, options: EmitOptions, outer: Context): unknown {
  const context = given.ground ? outer : 'off';
  if (context !== 'off' && isLeaf(given) && (context === 'leaf' || options.cite === 'cell')) {
    return { [ROWS_KEY]: [1], [VALUE_KEY]: value };
  }
  const shape = resolved(given);
  const { dialect } = options;
  switch (shape.kind) {
    case 'union': {
      const [best] = [...shape.branches].sort((a, b) => fitOf(b, value, 'openai') - fitOf(a, value, 'openai'));
      return part(best!, value, options, isNull(best!) ? 'off' : context);
    }
    case 'object': {
      if (!isRecord(value)) return value;
      return encodeObject(shape, value, options, context);
    }
    case 'record': {
      if (!isRecord(value)) return value;
      if (!listsRecords(options)) {
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [key, part(shape.value, item, options, context)]),
        );
      }
      const cites = context !== 'off' && options.cite === 'row';
      return Object.entries(value).map(([key, item]) => ({
        ...(cites ? { [ROWS_KEY]: [2] } : {}),
        [ENTRY_KEY]: key,
        [ENTRY_VALUE]: part(shape.value, item, options, cites ? 'row' : context),
      }));
    }
    case 'array':
      return (value as unknown[]).map((item) => encodeItem(shape.items, item, options, context));
    case 'tuple': {
      const items = (value as unknown[]).map((item, i) => encodeItem(shape.items[i]!, item, options, context));
      if (options.strictness === 'plain' || dialect === 'google') return items;
      return Object.fromEntries(items.map((item, i) => [`item_${i + 1}`, item]));
    }
    default:
      return value;
  }
}

function encodeItem(item: Shape, value: unknown, options: EmitOptions, context: Context): unknown {
  const named = item.kind !== 'recursive' && item.kind !== 'union';
  if (context === 'off' || !named || !carriesRows(item, options.cite) || item.kind !== 'object') {
    return part(item, value, options, context);
  }
  return { [rowsKeyOf(item)]: [3], ...encodeObject(item, value as Record<string, unknown>, options, 'row') };
}

function encodeObject(
  shape: Extract<Shape, { kind: 'object' }>,
  value: Record<string, unknown>,
  options: EmitOptions,
  context: Context,
): Record<string, unknown> {
  const names = wireNames(shape, options.dialect);
  const everything = options.strictness === 'strict' && options.dialect === 'openai';
  const entries = shape.properties.flatMap(({ name, shape: property }): [string, unknown][] => {
    if (Object.hasOwn(value, name)) return [[names.get(name)!, part(property, value[name], options, context)]];
    return everything ? [[names.get(name)!, missing(property, options, context)]] : [];
  });
  return Object.fromEntries(entries);
}

function missing(shape: Shape, options: EmitOptions, context: Context): unknown {
  const wraps = shape.ground && isLeaf(shape) && (context === 'leaf' || (context === 'row' && options.cite === 'cell'));
  return wraps ? { [ROWS_KEY]: [], [VALUE_KEY]: null } : null;
}

export const DIALECTS: readonly SchemaDialect[] = ['openai', 'anthropic', 'google'];
