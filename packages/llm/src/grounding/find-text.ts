import type { RowWord } from '../contracts.ts';
import type { Doubt } from '../types.ts';
import { nearestMatch } from './fuzzy.ts';
import { cutsWord, normalizeText, squash } from './normalize.ts';
import type { IndexedText, PlacedWord } from './indexed-text.ts';
import { parseNumber } from './numbers.ts';
import type { Scope } from './scope.ts';

/** A place where a value stands. */
export interface Place {
  readonly words: readonly PlacedWord[];
  /** 0 to 1. */
  readonly score: number;
  /** Why what stands there may be something else. */
  readonly doubts?: readonly Extract<Doubt, 'form' | 'reading'>[];
}

/** Shorter values, in letters and digits, are not looked for with mistakes. */
const MIN_FUZZY_LENGTH = 6;
/** Values of fewer digits must be printed with the same separators. */
const MIN_REGROUPED_DIGITS = 6;
/** Longer values are looked for with their beginning only where mistakes are allowed: time goes with the length. */
const MAX_FUZZY_LENGTH = 400;

/**
 * All places where a text is printed as it is: letters of either case, whatever quotes and dashes, whole words and numbers only; else
 * those where its letters and digits stand, with other spaces and punctuation between them.
 */
export function findText(scope: Scope, value: string): Place[] {
  const wanted = normalizeText(value).trim();
  if (wanted === '') return [];
  const exact = distinct(scope.wholes.flatMap((whole) => occurrences(whole, wanted)));
  // The minus of -5.00 and the point of .50 are no punctuation.
  if (exact.length === 0 && /^[-.,(]/.test(wanted) && parseNumber(wanted).length > 0) return [];
  return exact.length > 0 ? exact : distinct(scope.wholes.flatMap((whole) => looseOccurrences(scope, whole, wanted)));
}

/**
 * The nearest text that is not further away than `minScore` allows and has the same digits: letters may be misread, a number that
 * differs is another number. Undefined where there is none.
 */
export function findSimilarText(scope: Scope, value: string, minScore: number): Place | undefined {
  const wanted = normalizeText(value).trim().slice(0, MAX_FUZZY_LENGTH);
  if (squash(wanted).length < MIN_FUZZY_LENGTH || minScore >= 1) return undefined;
  const maxDistance = Math.floor((1 - minScore) * wanted.length + 1e-9);
  let best: Place | undefined;
  for (const whole of scope.wholes) {
    const match = nearestMatch(wanted, whole.text, maxDistance);
    if (!match) continue;
    const distance = match.distance + cutOff(whole.text, match.start, match.end);
    if (distance > maxDistance) continue;
    const score = 1 - distance / wanted.length;
    if (best && best.score >= score) continue;
    const words = wordsIn(whole, match.start, match.end);
    if (hasDigitsOf(words.map(({ word }) => word.before + normalizeText(word.text)).join(''), wanted)) {
      best = { words, score };
    }
  }
  return best;
}

function occurrences(whole: IndexedText, wanted: string): Place[] {
  const places: Place[] = [];
  for (let at = whole.text.indexOf(wanted); at >= 0; at = whole.text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (standsAlone(whole.text, at, end)) places.push({ words: wordsIn(whole, at, end), score: 1 });
  }
  return places;
}

function looseOccurrences(scope: Scope, whole: IndexedText, wanted: string): Place[] {
  const letters = squash(wanted);
  if (letters === '') return [];
  const { text, at } = scope.squashed(whole);
  const places: Place[] = [];
  for (let found = text.indexOf(letters); found >= 0; found = text.indexOf(letters, found + 1)) {
    const start = at[found]!;
    const end = at[found + letters.length - 1]! + 1;
    if (!standsAlone(whole.text, start, end)) continue;
    if (!sameDigits(whole.text.slice(start, end), wanted)) continue;
    places.push({ words: wordsIn(whole, start, end), score: 1 });
  }
  return places;
}

/** Letters and digits of the words at both ends that a piece of text leaves out: they count as mistakes too. */
function cutOff(text: string, start: number, end: number): number {
  let from = start;
  while (from > 0 && cutsWord(text[from]!, [text[from - 1]!, text[from - 2] ?? ''])) from -= 1;
  let to = end;
  while (to < text.length && cutsWord(text[to - 1]!, [text[to]!, text[to + 1] ?? ''])) to += 1;
  return start - from + (to - end);
}

function standsAlone(text: string, start: number, end: number): boolean {
  const first = text[start]!;
  const last = text[end - 1]!;
  return (
    !cutsWord(first, [text[start - 1] ?? '', text[start - 2] ?? '']) &&
    !cutsWord(last, [text[end] ?? '', text[end + 1] ?? ''])
  );
}

/** Whether the digits of two texts that have the same letters and digits are the same numbers: `12.34` is not `1234`. */
function sameDigits(a: string, b: string): boolean {
  const runs = (text: string): string => (text.match(/\d+/g) ?? []).join(' ');
  if (runs(a) === runs(b)) return true;
  // Long numbers are grouped for the eye: 03-3271 9872.
  const regrouped = (text: string): string[] => text.replace(/(?<=\d)[ \-/()]+(?=\d)/g, '').match(/\d+/g) ?? [];
  const left = regrouped(a);
  return left.join(' ') === regrouped(b).join(' ') && left.every((run) => isFree(run, runs(a), runs(b)));
}

function isFree(run: string, a: string, b: string): boolean {
  return run.length >= MIN_REGROUPED_DIGITS || [a, b].every((runs) => runs.split(' ').includes(run));
}

/** Whether every number of the value is one of the text's. */
function hasDigitsOf(text: string, wanted: string): boolean {
  const left: string[] = text.match(/\d+/g) ?? [];
  return (wanted.match(/\d+/g) ?? []).every((run) => {
    const at = left.indexOf(run);
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

/** The words that a piece of text touches. */
export function wordsIn(whole: IndexedText, start: number, end: number): PlacedWord[] {
  let from = start;
  // White space belongs to the word after it.
  while (from < end - 1 && /[\s|]/.test(whole.text[from]!)) from += 1;
  return whole.wordsBetween(from, end);
}

/** Places that are made of other words than those before them. */
export function distinct(places: readonly Place[]): Place[] {
  // Words of a place follow one another: the first, the last and their number say which.
  const seen = new Map<RowWord, Map<RowWord, Set<number>>>();
  return places.filter(({ words }) => {
    const [first, last] = [words[0]!.word, words.at(-1)!.word];
    const ends = seen.get(first) ?? new Map<RowWord, Set<number>>();
    const lengths = ends.get(last) ?? new Set<number>();
    if (lengths.has(words.length)) return false;
    seen.set(first, ends.set(last, lengths.add(words.length)));
    return true;
  });
}
