import type { TextRow } from '../contracts.ts';
import { isHeadOfSums, readLabel, type LabelReading } from './label-words.ts';
import type { RowFind, Scope } from './scope.ts';
import type { PlacedWord } from './indexed-text.ts';
import { wordsIn } from './find-text.ts';

/** The words of a value on its row, by their positions, both inclusive. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** What is printed beside a value, by which one knows what it is. */
export interface Label {
  readonly reading: LabelReading;
  /** More values stand behind the same words: `TOTAL | 42.20 | 2.53`. */
  readonly isShared: boolean;
}

/** How far below its label a value may stand, in heights of its text. */
const ABOVE = 1.5;
/** Rows without values between a table's head and a row with them, at most: lines of a description. */
const MAX_PASSED = 3;
/** Rows with values that are passed on the way to the head of their table, at most: a page has no more of them that can be read. */
const MAX_BODY = 200;
/** Further words are of a sentence. */
const LABEL_WORDS = 8;

/**
 * The labels of values among values of their kind: the words between the value before and the value itself, else those behind it, else,
 * where its row has nothing but values, those above it.
 */
export class Labels {
  readonly #runs = new Map<TextRow, Run[]>();
  readonly #above = new Map<TextRow, TextRow>();
  readonly #distinct = new Map<string, Label>();
  readonly #known = new Map<TextRow, Map<number, Label>>();

  constructor(rows: Scope['rows'], values: readonly RowFind<{ readonly start: number; readonly end: number }>[]) {
    for (const { row, found } of values) {
      const { row: on, ...run } = runOf(wordsIn(row, found.start, found.end));
      const runs = this.#runs.get(on);
      if (runs) addRun(runs, run);
      else this.#runs.set(on, [run]);
    }
    rows.forEach(([page, row], i) => {
      const above = rows[i - 1];
      if (above?.[0] === page) this.#above.set(row, above[1]);
    });
  }

  of(words: readonly PlacedWord[]): Label {
    const { row, ...run } = runOf(words);
    const runs = this.#runs.get(row) ?? [];
    // Two readings of one text may overlap.
    const own = runs.find(({ from, to }) => from <= run.to && run.from <= to) ?? run;
    const known = this.#known.get(row) ?? new Map<number, Label>();
    this.#known.set(row, known);
    let label = known.get(own.from);
    if (!label) {
      const { text, isShared } = this.#read(row, own, runs);
      label = this.#labelFor(text, isShared);
      const { isTotal, isSubtotal } = label.reading;
      const head = isShared && (isTotal || isSubtotal) ? this.#headOf(row, own, runs) : '';
      if (head !== '') label = this.#labelFor(text, !isHeadOfSums(head), head);
      known.set(own.from, label);
    }
    return label;
  }

  /** Rows of a table say the same of other numbers, which say nothing of a label: they share theirs. */
  #labelFor(printed: string, isShared: boolean, head: string = ''): Label {
    const text = printed.replace(/\d+(?:[.,]\d+)*/g, '0');
    const key = `${isShared} ${text} | ${head}`;
    let label = this.#distinct.get(key);
    if (!label) {
      label = { reading: readLabel(text, head), isShared };
      this.#distinct.set(key, label);
    }
    return label;
  }

  #read(row: TextRow, own: Run, runs: readonly Run[]): { text: string; isShared: boolean } {
    let { from, to } = own;
    let isShared = false;
    let text = '';
    for (;;) {
      const before = runs.findLast((run) => run.to < from);
      text = textOf(row, Math.max(before ? before.to + 1 : 0, from - LABEL_WORDS), from);
      if (hasLetters(text) || !before) break;
      from = before.from;
      isShared = true;
    }
    let after = '';
    for (;;) {
      const next = runs.find((run) => run.from > to);
      after = textOf(row, to + 1, Math.min(next ? next.from : row.words.length, to + 1 + LABEL_WORDS));
      if (hasLetters(after) || !next) break;
      to = next.to;
      isShared = true;
    }
    if (hasLetters(text)) return { text, isShared };
    // Before another value it is the label of that one.
    if (hasLetters(after))
      return runs.some((run) => run.from > to) ? { text: '', isShared } : { text: after, isShared };
    return { text: this.#textAbove(row, own), isShared: false };
  }

  /**
   * What stands at the head of a value's column, of a row that sums up several: in the nearest row above that has words over every value of
   * this one, and no values.
   */
  #headOf(row: TextRow, own: Run, runs: readonly Run[]): string {
    let passed = 0;
    let body = 0;
    for (
      let above = this.#above.get(row);
      above && passed < MAX_PASSED && body < MAX_BODY;
      above = this.#above.get(above)
    ) {
      if (this.#runs.has(above)) {
        passed = 0;
        body += 1;
        continue;
      }
      const pieces = piecesOf(above);
      const over = (run: Run): string => textOver(pieces, above, row, run);
      if (tellApart(runs.map(over))) return over(own);
      // Heads begin where their columns do, and numbers end there: they may pass each other by.
      const columns = piecesOf(row);
      const beside = ({ from }: Run): string => {
        const { from: first, to: last } = pieces[columns.findIndex(({ to }) => from <= to)]!;
        return textOf(above, first, last + 1);
      };
      if (pieces.length === columns.length && tellApart(runs.map(beside))) return beside(own);
      passed += 1;
    }
    return '';
  }

  /** The words of a row without values right above. */
  #textAbove(row: TextRow, { from, to }: Run): string {
    const above = this.#above.get(row);
    if (!above || this.#runs.has(above)) return '';
    const { y0, y1 } = row.bbox;
    if (above.bbox.y1 > y1 || y0 - above.bbox.y1 > ABOVE * (y1 - y0)) return '';
    return textOver(piecesOf(above), above, row, { from, to });
  }
}

function runOf(words: readonly PlacedWord[]): Run & { readonly row: TextRow } {
  const { row, index } = words[0]!;
  // What goes on in the next row has its label where it begins.
  return { row, from: index, to: words.findLast((word) => word.row === row)!.index };
}

/** Keeps runs in order and apart: those that overlap become one. */
function addRun(runs: Run[], run: Run): void {
  let { from, to } = run;
  for (let i = runs.length - 1; i >= 0; i -= 1) {
    const other = runs[i]!;
    if (other.from > to || other.to < from) continue;
    from = Math.min(from, other.from);
    to = Math.max(to, other.to);
    runs.splice(i, 1);
  }
  const at = runs.findIndex((other) => other.from > to);
  runs.splice(at < 0 ? runs.length : at, 0, { from, to });
}

/** The pieces of a row that columns part. */
function piecesOf({ words }: TextRow): Run[] {
  const pieces: Run[] = [];
  let from = 0;
  for (let i = 1; i <= words.length; i += 1) {
    if (i < words.length && words[i]!.before !== ' | ') continue;
    pieces.push({ from, to: i - 1 });
    from = i;
  }
  return pieces;
}

/** The first piece of one row that shares some of its width with words of another. */
function textOver(pieces: readonly Run[], above: TextRow, row: TextRow, { from, to }: Run): string {
  const [x0, x1] = [row.words[from]!.bbox.x0, row.words[to]!.bbox.x1];
  const over = pieces.find((piece) => above.words[piece.from]!.bbox.x0 < x1 && above.words[piece.to]!.bbox.x1 > x0);
  return over ? textOf(above, over.from, over.to + 1) : '';
}

function textOf(row: TextRow, from: number, to: number): string {
  return row.words
    .slice(from, to)
    .map(({ before, text }) => before + text)
    .join('')
    .replaceAll('|', ' ');
}

function tellApart(heads: readonly string[]): boolean {
  return heads.every((head, i) => hasLetters(head) && !heads.includes(head, i + 1));
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}
