import type { PageRows, TextRow } from '../contracts.ts';
import { columnsOf } from './columns.ts';
import { conventionsOf, type Conventions } from './conventions.ts';
import { findDates, findTimes, type PrintedDate, type PrintedTime } from './dates.ts';
import { indexText, squashIndexed, type IndexedText, type SquashedText } from './indexed-text.ts';
import { findNumbers, type PrintedNumber } from './numbers.ts';

/** Where something stands on a row. */
export interface RowFind<T> {
  readonly row: IndexedText;
  readonly found: T;
}

/** What was found on all rows, and by everything that it may mean. */
interface Finds<K, T> {
  readonly all: readonly RowFind<T>[];
  readonly byValue: ReadonlyMap<K, readonly RowFind<T>[]>;
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
  readonly #rowDates = new Map<IndexedText, readonly PrintedDate[]>();
  #numbers: Finds<number, PrintedNumber> | undefined;
  #dates: Finds<string, PrintedDate> | undefined;
  #times: readonly RowFind<PrintedTime>[] | undefined;
  readonly #locale: string | undefined;
  #conventions: Conventions | undefined;
  readonly #whole: Scope | undefined;

  /** @param whole the scope whose rows say how numbers and dates are written, where these are a part of it */
  constructor(
    rows: readonly (readonly [page: number, row: TextRow])[],
    { locale, whole }: { readonly locale?: string | undefined; readonly whole?: Scope } = {},
  ) {
    this.rows = rows;
    this.#locale = locale;
    this.#whole = whole;
  }

  static ofPages(pages: readonly PageRows[], keep: (row: TextRow) => boolean, locale?: string): Scope {
    const rows = pages.flatMap(({ page, rows: all }) => all.filter(keep).map((row) => [page, row] as const));
    return new Scope(rows, { locale });
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

  /** Where a number is printed that may mean this value, in any form. */
  numbers(value: number): readonly RowFind<PrintedNumber>[] {
    return this.#readNumbers().byValue.get(value === 0 ? 0 : value) ?? [];
  }

  /** Where a date is printed that may mean this day. */
  dates(day: string): readonly RowFind<PrintedDate>[] {
    return this.#readDates().byValue.get(day) ?? [];
  }

  /** In reading order. */
  get allNumbers(): readonly RowFind<PrintedNumber>[] {
    return this.#readNumbers().all;
  }

  /** In reading order. */
  get allDates(): readonly RowFind<PrintedDate>[] {
    return this.#readDates().all;
  }

  #readNumbers(): Finds<number, PrintedNumber> {
    return (this.#numbers ??= findAll(
      this.rowTexts,
      (row) => findAmounts(row.text, this.#datesOn(row)),
      ({ values }) => values,
    ));
  }

  #readDates(): Finds<string, PrintedDate> {
    return (this.#dates ??= findAll(
      this.rowTexts,
      (row) => this.#datesOn(row),
      ({ days }) => days,
    ));
  }

  #datesOn(row: IndexedText): readonly PrintedDate[] {
    let dates = this.#rowDates.get(row);
    if (!dates) {
      dates = findDates(row.text);
      this.#rowDates.set(row, dates);
    }
    return dates;
  }

  get conventions(): Conventions {
    if (this.#whole) return this.#whole.conventions;
    return (this.#conventions ??= conventionsOf(
      this.allNumbers.map(({ found }) => found),
      this.allDates.map(({ found }) => found),
      this.#locale,
    ));
  }

  get times(): readonly RowFind<PrintedTime>[] {
    return (this.#times ??= this.rowTexts.flatMap((row) => findTimes(row.text).map((found) => ({ row, found }))));
  }
}

/** The numbers of a row that are not the days, months, hours and minutes of its dates and times. A year is a number too. */
function findAmounts(text: string, dates: readonly PrintedDate[]): readonly PrintedNumber[] {
  const numbers = findNumbers(text);
  if (numbers.length === 0) return numbers;
  const moments = [...dates, ...findTimes(text)].filter(({ start, end }) =>
    /[/:-]|\p{L}/u.test(text.slice(start, end)),
  );
  return numbers.filter(
    (number) =>
      number.values.some((value) => value >= 1000) ||
      !moments.some(({ start, end }) => start <= number.start && number.end <= end),
  );
}

function findAll<K, T>(
  rows: readonly IndexedText[],
  find: (row: IndexedText) => readonly T[],
  valuesOf: (found: T) => readonly K[],
): Finds<K, T> {
  const all: RowFind<T>[] = [];
  const byValue = new Map<K, RowFind<T>[]>();
  for (const row of rows) {
    for (const found of find(row)) {
      const placed = { row, found };
      all.push(placed);
      for (const value of valuesOf(found)) {
        const group = byValue.get(value);
        if (group) group.push(placed);
        else byValue.set(value, [placed]);
      }
    }
  }
  return { all, byValue };
}
