import type { PageRows, TextRow } from '../contracts.ts';
import { columnsOf } from './columns.ts';
import { findDates, findTimes, type PrintedDate, type PrintedTime } from './dates.ts';
import { indexText, squashIndexed, type IndexedText, type SquashedText } from './indexed-text.ts';
import { findNumbers, type PrintedNumber } from './numbers.ts';

/** Where something stands on a row. */
export interface RowFind<T> {
  readonly row: IndexedText;
  readonly found: T;
}

/**
 * Rows in which values are looked for: a page, the rows that a model named, a whole document. Everything is read once, when it is
 * first asked for.
 */
export class Scope {
  /** In reading order. */
  readonly rows: readonly (readonly [page: number, row: TextRow])[];
  #rowTexts: readonly IndexedText[] | undefined;
  #wholes: readonly IndexedText[] | undefined;
  readonly #squashed = new Map<IndexedText, SquashedText>();
  #numbers: ReadonlyMap<number, RowFind<PrintedNumber>[]> | undefined;
  #dates: ReadonlyMap<string, RowFind<PrintedDate>[]> | undefined;
  #times: readonly RowFind<PrintedTime>[] | undefined;

  constructor(rows: readonly (readonly [page: number, row: TextRow])[]) {
    this.rows = rows;
  }

  static ofPages(pages: readonly PageRows[], keep: (row: TextRow) => boolean): Scope {
    return new Scope(pages.flatMap(({ page, rows }) => rows.filter(keep).map((row) => [page, row] as const)));
  }

  /** Every row on its own: numbers and dates do not run over the end of one. */
  get rowTexts(): readonly IndexedText[] {
    return (this.#rowTexts ??= this.rows.map(([page, row]) =>
      indexText([{ page, row, from: 0, to: row.words.length }]),
    ));
  }

  /** All rows in one, and every column that has more than one row: an address beside other text goes on below, not beside. */
  get wholes(): readonly IndexedText[] {
    if (this.#wholes) return this.#wholes;
    const all = this.rows.map(([page, row]) => ({ page, row, from: 0, to: row.words.length }));
    this.#wholes = [indexText(all), ...columnsOf(this.rows).map(indexText)];
    return this.#wholes;
  }

  squashed(whole: IndexedText): SquashedText {
    let squashed = this.#squashed.get(whole);
    if (!squashed) {
      squashed = squashIndexed(whole);
      this.#squashed.set(whole, squashed);
    }
    return squashed;
  }

  numbers(value: number): readonly RowFind<PrintedNumber>[] {
    this.#numbers ??= groupBy(this.rowTexts, findAmounts, ({ values }) => values);
    return this.#numbers.get(value === 0 ? 0 : value) ?? [];
  }

  dates(day: string): readonly RowFind<PrintedDate>[] {
    this.#dates ??= groupBy(this.rowTexts, findDates, ({ days }) => days);
    return this.#dates.get(day) ?? [];
  }

  get times(): readonly RowFind<PrintedTime>[] {
    return (this.#times ??= this.rowTexts.flatMap((row) => findTimes(row.text).map((found) => ({ row, found }))));
  }
}

/** The numbers of a row that are not the days, months, hours and minutes of its dates and times. A year is a number too. */
function findAmounts(text: string): PrintedNumber[] {
  const moments = [...findDates(text), ...findTimes(text)].filter(({ start, end }) =>
    /[/:-]|\p{L}/u.test(text.slice(start, end)),
  );
  return findNumbers(text).filter(
    (number) =>
      number.values.some((value) => value >= 1000) ||
      !moments.some(({ start, end }) => start <= number.start && number.end <= end),
  );
}

function groupBy<T, K>(
  rows: readonly IndexedText[],
  find: (text: string) => readonly T[],
  keysOf: (found: T) => readonly K[],
): Map<K, RowFind<T>[]> {
  const groups = new Map<K, RowFind<T>[]>();
  for (const row of rows) {
    for (const found of find(row.text)) {
      for (const key of keysOf(found)) {
        const group = groups.get(key);
        if (group) group.push({ row, found });
        else groups.set(key, [{ row, found }]);
      }
    }
  }
  return groups;
}
