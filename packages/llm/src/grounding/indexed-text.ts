import type { RowWord, TextRow } from '../contracts.ts';
import { isPlain, normalizeText, squash } from './normalize.ts';

const ASCII_WORD_CHAR = /[a-zA-Z0-9]/;

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
  /**
   * The words that a piece of the text touches; separators belong to the word that follows.
   * @param end exclusive
   */
  wordsBetween(start: number, end: number): PlacedWord[];
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
  /** Where every word begins, with what parts it from the one before. */
  const starts: number[] = [];
  /** How many words there are before every piece. */
  const firsts: number[] = [];
  for (const { row, from, to } of pieces) {
    firsts.push(starts.length);
    const isWhole = from === 0 && to === row.words.length;
    if (isWhole && isPlain(row.text)) {
      // Most rows: they are as long as they were, and so are their words.
      let at = text.length;
      for (let index = 0; index < to; index += 1) {
        const word = row.words[index]!;
        starts.push(at);
        at += word.text.length + (index > 0 ? word.before.length : text === '' ? 0 : 1);
      }
      text += (text === '' ? '' : ' ') + row.text.toLowerCase();
      continue;
    }
    for (let index = from; index < to; index += 1) {
      const word = row.words[index]!;
      starts.push(text.length);
      if (text !== '') text += index === from ? ' ' : word.before;
      text += normalizeText(word.text);
    }
  }
  // Of all words, hardly any is ever asked for.
  const place = (at: number): PlacedWord => {
    const nth = lastUpTo(firsts, at);
    const { page, row, from } = pieces[nth]!;
    const index = from + at - firsts[nth]!;
    return { page, row, word: row.words[index]!, index };
  };
  return {
    text,
    wordsBetween(start, end) {
      const words: PlacedWord[] = [];
      const last = lastUpTo(starts, end - 1);
      for (let at = lastUpTo(starts, start); at <= last; at += 1) words.push(place(at));
      return words;
    },
  };
}

/** The position of the last of some rising numbers that is not greater than one. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numbers[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function squashIndexed({ text }: IndexedText): SquashedText {
  let squashed = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    if (text.charCodeAt(i) < 0x80) {
      // As `squash` does, without a call for every letter.
      if (!ASCII_WORD_CHAR.test(text[i]!)) continue;
      at.push(i);
      squashed += text[i]!;
      continue;
    }
    // Surrogate pairs stay together.
    const letter = String.fromCodePoint(text.codePointAt(i)!);
    const kept = squash(letter);
    for (let k = 0; k < kept.length; k += 1) at.push(i);
    squashed += kept;
    if (letter.length > 1) i += 1;
  }
  return { text: squashed, at: Int32Array.from(at) };
}
