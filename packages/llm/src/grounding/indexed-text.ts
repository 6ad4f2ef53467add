import type { RowWord, TextRow } from '../contracts.ts';
import { normalizeText, squash } from './normalize.ts';

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

/** Some words of a row that follow one another. */
export interface Piece {
  readonly page: number;
  readonly row: TextRow;
  /** Words of the row: from, to (exclusive). */
  readonly from: number;
  readonly to: number;
}

/** The text of pieces of rows, one after the other. */
export function indexText(pieces: readonly Piece[]): IndexedText {
  let text = '';
  const starts: number[] = [];
  const words: PlacedWord[] = [];
  for (const { page, row, from, to } of pieces) {
    for (let index = from; index < to; index += 1) {
      const word = row.words[index]!;
      starts.push(text.length);
      if (text !== '') text += index === from ? ' ' : word.before;
      text += normalizeText(word.text);
      words.push({ page, row, word, index });
    }
  }
  const wordAt = new Int32Array(text.length);
  for (let i = 1; i < starts.length; i += 1) wordAt.fill(i, starts[i], starts[i + 1] ?? text.length);
  return { text, wordAt, words };
}

export function squashIndexed({ text }: IndexedText): SquashedText {
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
