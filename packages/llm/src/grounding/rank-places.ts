import type { TextRow } from '../contracts.ts';
import type { Pointer } from '../types.ts';
import type { Place } from './find-text.ts';
import type { Found } from './find-value.ts';

/** The places on a row alone, where there are any; else all, those first about which there is no doubt. */
export function firstOn(row: TextRow | undefined, places: readonly Place[]): readonly Place[] {
  const onRow = row ? places.filter(({ words }) => words.some((word) => word.row === row)) : [];
  if (onRow.length > 0) return onRow;
  return places.toSorted((a, b) => (a.doubts?.length ?? 0) - (b.doubts?.length ?? 0));
}

/**
 * For the fields of every object in a list, the row on which most of them stand together, in the order of the list: so that the `1` of a
 * line is not that of another. Objects of which no two fields share a row have none.
 */
export function chooseTableRows(found: ReadonlyMap<Pointer, Found | undefined>): ReadonlyMap<Pointer, TextRow> {
  const objects = new Map<Pointer, Pointer[]>();
  for (const pointer of found.keys()) {
    const parent = pointer.slice(0, pointer.lastIndexOf('/')) as Pointer;
    if (/\/\d+$/.test(parent)) objects.set(parent, [...(objects.get(parent) ?? []), pointer]);
  }
  const chosen = new Map<Pointer, TextRow>();
  /** The row of the object before, by list. */
  const last = new Map<string, number>();
  for (const [parent, pointers] of objects) {
    const list = parent.slice(0, parent.lastIndexOf('/'));
    const votes = new Map<TextRow, number>();
    for (const pointer of pointers) {
      const rows = new Set(found.get(pointer)?.places.flatMap(({ words }) => words.map(({ row }) => row)));
      for (const row of rows) votes.set(row, (votes.get(row) ?? 0) + 1);
    }
    const after = last.get(list) ?? -1;
    const best = [...votes].sort(
      ([a, votesA], [b, votesB]) => votesB - votesA || Number(b.id > after) - Number(a.id > after) || a.id - b.id,
    )[0];
    if (!best || best[1] < 2) continue;
    last.set(list, best[0].id);
    for (const pointer of pointers) chosen.set(pointer, best[0]);
  }
  return chosen;
}
