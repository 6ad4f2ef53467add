import type { PageRows, RowWord, TextRow } from '../contracts.ts';
import { findDates, findTimes, type PrintedDate, type PrintedTime } from './dates.ts';
import { normalizeText, squash } from './normalize.ts';
import { findNumbers, type PrintedNumber } from './numbers.ts';

/** A word of a row, with the page that it stands on. */
export interface PlacedWord {
  readonly page: number;
  readonly row: TextRow;
  readonly word: RowWord;
  /** Position on its row. */
  readonly index: number;
}

/** Normalised text, and for every letter the word that it is of. */
export interface IndexedText {
  readonly text: string;
  /** Index into `words` for every UTF-16 unit of `text`; separators belong to the word that follows. */
  readonly wordAt: Int32Array;
  readonly words: readonly PlacedWord[];
}

/** The same text without anything but letters and digits. */
export interface SquashedText {
  readonly text: string;
  /** Position in the indexed text of every UTF-16 unit. */
  readonly at: Int32Array;
}

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

interface Piece {
  readonly page: number;
  readonly row: TextRow;
  /** Words of the row: from, to (exclusive). */
  readonly from: number;
  readonly to: number;
}

function indexText(pieces: readonly Piece[]): IndexedText {
  let text = '';
  const wordAt: number[] = [];
  const words: PlacedWord[] = [];
  for (const { page, row, from, to } of pieces) {
    for (let index = from; index < to; index += 1) {
      const word = row.words[index]!;
      const before = text === '' ? '' : index === from ? ' ' : word.before;
      const added = before + normalizeText(word.text);
      text += added;
      for (let i = 0; i < added.length; i += 1) wordAt.push(words.length);
      words.push({ page, row, word, index });
    }
  }
  return { text, wordAt: Int32Array.from(wordAt), words };
}

function squashIndexed({ text }: IndexedText): SquashedText {
  let squashed = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    // Surrogate pairs stay together.
    const letter = String.fromCodePoint(text.codePointAt(i)!);
    const kept = squash(letter);
    for (let k = 0; k < kept.length; k += 1) at.push(i);
    squashed += kept;
    if (letter.length > 1) i += 1;
  }
  return { text: squashed, at: Int32Array.from(at) };
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

/** How far below a piece of a column the next may begin, in heights of its text. */
const COLUMN_REACH = 1.5;

/** Chains of pieces of rows that stand below each other: columns that have other text beside them. */
function columnsOf(rows: readonly (readonly [page: number, row: TextRow])[]): Piece[][] {
  const chains: (Piece & { box: Extent })[][] = [];
  let open: (Piece & { box: Extent })[][] = [];
  let page: number | undefined;
  for (const [number, row] of rows) {
    if (number !== page) open = [];
    page = number;
    const taken = new Set<unknown>();
    const pieces = piecesOf(number, row);
    for (const piece of pieces) {
      const above = open
        .filter((chain) => !taken.has(chain) && continues(chain.at(-1)!.box, piece.box))
        .sort((a, b) => shared(b.at(-1)!.box, piece.box) - shared(a.at(-1)!.box, piece.box))[0];
      const chain = above ?? [];
      if (!above) {
        chains.push(chain);
        open.push(chain);
      }
      chain.push(piece);
      taken.add(chain);
    }
    const bottom = Math.max(...pieces.map(({ box }) => box.y0));
    open = open.filter((chain) => chain.at(-1)!.box.y1 + 2 * COLUMN_REACH * height(chain.at(-1)!.box) > bottom);
  }
  // A column without neighbours is in the text of all rows already.
  const beside = new Set(chains.flat().filter(({ row, from, to }) => from > 0 || to < row.words.length));
  return chains.filter((chain) => chain.length > 1 && chain.some((piece) => beside.has(piece)));
}

interface Extent {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

function piecesOf(page: number, row: TextRow): (Piece & { box: Extent })[] {
  const starts = row.words.flatMap(({ before }, i) => (i === 0 || before === ' | ' ? [i] : []));
  return starts.map((from, i) => {
    const to = starts[i + 1] ?? row.words.length;
    const boxes = row.words.slice(from, to).map(({ bbox }) => bbox);
    const box = {
      x0: Math.min(...boxes.map(({ x0 }) => x0)),
      y0: Math.min(...boxes.map(({ y0 }) => y0)),
      x1: Math.max(...boxes.map(({ x1 }) => x1)),
      y1: Math.max(...boxes.map(({ y1 }) => y1)),
    };
    return { page, row, from, to, box };
  });
}

function height({ y0, y1 }: Extent): number {
  return Math.max(y1 - y0, 1e-6);
}

function shared(a: Extent, b: Extent): number {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
}

function continues(above: Extent, below: Extent): boolean {
  return shared(above, below) > 0 && below.y0 - above.y1 < COLUMN_REACH * Math.min(height(above), height(below));
}
