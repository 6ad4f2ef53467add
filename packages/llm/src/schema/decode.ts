import type { SchemaDialect } from '../adapter.ts';
import type { Pointer } from '../types.ts';
import { listsRecords, type EmitOptions } from './emit.ts';
import { fitOf } from './fit.ts';
import { child } from './pointer.ts';
import { isRecord, resolved, takesNull, type ObjectShape, type RecordShape, type Shape } from './shape.ts';
import { ENTRY_KEY, ENTRY_VALUE, ROOT_KEY, ROWS_KEY, rowsKeyOf, VALUE_KEY, wireNames } from './wire-names.ts';
import { isEntryList, isWrapped } from './wire-shapes.ts';

export interface Decoded {
  readonly value: unknown;
  readonly citations: ReadonlyMap<Pointer, readonly number[]>;
  /** Where a place of the value stands in the answer. */
  readonly places: ReadonlyMap<Pointer, Pointer>;
}

export type DecodeOptions = Pick<EmitOptions, 'dialect' | 'cite'>;

/**
 * From an answer to the caller's own shape: the wrappings, nulls and lists that `emitSchema` asked for go. Tolerant: whatever was not
 * asked for is left as it is, for the caller's check to judge; an answer that is in the caller's shape already stays so.
 */
export function decode(shape: Shape, answer: unknown, options: DecodeOptions): Decoded {
  return new Decoder(options).decodeRoot(shape, answer);
}

class Decoder {
  readonly #dialect: SchemaDialect;
  readonly #listed: boolean;
  readonly #citations = new Map<Pointer, readonly number[]>();
  readonly #places = new Map<Pointer, Pointer>();

  constructor(options: DecodeOptions) {
    this.#dialect = options.dialect;
    this.#listed = listsRecords(options);
  }

  decodeRoot(shape: Shape, answer: unknown): Decoded {
    const root = resolved(shape);
    let value = answer;
    let place: Pointer = '';
    if (root.kind !== 'object' && isRecord(answer) && hasOnly(answer, ROOT_KEY)) {
      const inner = answer[ROOT_KEY];
      // A record may have an entry of that name.
      if (root.kind !== 'record' || (this.#listed && isEntryList(inner))) {
        value = inner;
        place = child('', ROOT_KEY);
      }
    }
    return { value: this.#decode(root, value, '', place), citations: this.#citations, places: this.#places };
  }

  #decode(given: Shape, wire: unknown, pointer: Pointer, place: Pointer): unknown {
    const shape = resolved(given);
    if (isWrapped(shape, wire)) {
      this.#cite(pointer, wire[ROWS_KEY]);
      return this.#decode(shape, wire[VALUE_KEY], pointer, child(place, VALUE_KEY));
    }
    this.#places.set(pointer, place);
    switch (shape.kind) {
      case 'union': {
        const [best] = shape.branches
          .map((branch) => ({ branch, fit: fitOf(branch, wire, this.#dialect) }))
          .sort((a, b) => b.fit - a.fit);
        return best && best.fit > 0 ? this.#decode(best.branch, wire, pointer, place) : wire;
      }
      case 'object':
        return isRecord(wire) ? this.#decodeObject(shape, wire, pointer, place) : wire;
      case 'record':
        return this.#decodeRecord(shape, wire, pointer, place);
      case 'array':
        if (!Array.isArray(wire)) return wire;
        return wire.map((item: unknown, i) => this.#decode(shape.items, item, child(pointer, i), child(place, i)));
      case 'tuple': {
        const keys = shape.items.map((_, i) => `item_${i + 1}`);
        const listed = isRecord(wire) && hasOnly(wire, ...keys);
        if (!listed && !Array.isArray(wire)) return wire;
        const items: unknown[] = Array.isArray(wire) ? wire : keys.map((key) => wire[key]);
        return items.map((item, i) => {
          const itemShape = shape.items[i];
          const at = child(place, Array.isArray(wire) ? i : keys[i]!);
          return itemShape ? this.#decode(itemShape, item, child(pointer, i), at) : item;
        });
      }
      default:
        return wire;
    }
  }

  #decodeObject(shape: ObjectShape, wire: Record<string, unknown>, pointer: Pointer, place: Pointer): unknown {
    const names = wireNames(shape, this.#dialect);
    const left = new Map(Object.entries(wire));
    const entries: [string, unknown][] = [];
    for (const { name, shape: property, required } of shape.properties) {
      const renamed = names.get(name)!;
      const key = left.has(renamed) ? renamed : name;
      if (!left.has(key)) continue;
      const given = left.get(key);
      left.delete(key);
      const value = this.#decode(property, given, child(pointer, name), child(place, key));
      // Null stands for what is not there, where the vendor wants everything to be there.
      if (value === null && !required && !takesNull(property)) continue;
      entries.push([name, value]);
    }
    const rowsKey = rowsKeyOf(shape);
    if (left.has(rowsKey)) {
      this.#cite(pointer, left.get(rowsKey));
      left.delete(rowsKey);
    }
    return Object.fromEntries([...entries, ...left]);
  }

  #decodeRecord(shape: RecordShape, wire: unknown, pointer: Pointer, place: Pointer): unknown {
    if (isEntryList(wire)) {
      const entries = wire.map((entry, i): [string, unknown] => {
        const key = entry[ENTRY_KEY];
        const at = child(pointer, key);
        this.#cite(at, entry[ROWS_KEY]);
        const inner = child(child(place, i), ENTRY_VALUE);
        return [key, this.#decode(shape.value, entry[ENTRY_VALUE], at, inner)];
      });
      return Object.fromEntries(entries);
    }
    if (!isRecord(wire)) return wire;
    return Object.fromEntries(
      Object.entries(wire).map(([key, value]) => [
        key,
        this.#decode(shape.value, value, child(pointer, key), child(place, key)),
      ]),
    );
  }

  #cite(pointer: Pointer, rows: unknown): void {
    const ids = (Array.isArray(rows) ? rows : [rows]).filter((id): id is number => Number.isInteger(id));
    if (ids.length > 0) this.#citations.set(pointer, [...new Set(ids)]);
  }
}

function hasOnly(value: Record<string, unknown>, ...keys: readonly string[]): boolean {
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}
