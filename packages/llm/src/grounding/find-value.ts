import type { Leaf } from '../schema/leaves.ts';
import type { FieldEvidence } from '../types.ts';
import { parseDate, type DateReading } from './dates.ts';
import { amountKind } from './field-name.ts';
import { distinct, findSimilarText, findText, wordsIn, type Place } from './find-text.ts';
import { parseNumber, type NumberReading } from './numbers.ts';
import { normalizeText } from './normalize.ts';
import type { IndexedText } from './indexed-text.ts';
import type { Scope } from './scope.ts';

export interface Found {
  readonly status: 'verified' | 'fuzzy';
  readonly method: NonNullable<FieldEvidence['method']>;
  /** At least one; where there are several, all are equally good. */
  readonly places: readonly Place[];
  /** What it is as a number or a day, in every reading. */
  readonly values?: readonly (number | string)[];
  /** On how many more places the value is printed in a form that is no evidence: as a percentage, or in a code. */
  readonly elsewhere?: number;
}

/** Where a value stands among the rows of a scope; undefined where it does not. */
export function findValue(scope: Scope, leaf: Leaf, minFuzzy: number): Found | undefined {
  const { value } = leaf;
  if (typeof value === 'number') return findNumber(scope, leaf, [value]);
  if (typeof value !== 'string') return undefined;
  if (leaf.isEnum || leaf.labels) return findChoice(scope, leaf, value);
  const text = normalizeText(value).trim();
  return (
    findDate(scope, text) ??
    findTime(scope, text) ??
    exactly(findText(scope, value)) ??
    findNumber(scope, leaf, numbersOf(text)) ??
    findCurrency(scope, value) ??
    similarly(findSimilarText(scope, value, minFuzzy))
  );
}

function findNumber(scope: Scope, { pointer }: Leaf, values: readonly number[]): Found | undefined {
  if (values.length === 0) return undefined;
  const kind = amountKind(pointer);
  const { decimalMark, amountsHaveDecimals } = scope.conventions;
  const finds = values.flatMap((value) =>
    scope.numbers(value).map((find) => ({ ...find, sure: isMeant(find.found.readings, decimalMark, value) })),
  );
  const meant = finds.filter(({ sure }) => sure !== false);
  const evidence = meant.filter(({ found: { form } }) => !kind || (form !== 'percent' && form !== 'code'));
  const result = exactly(
    distinct(
      evidence.map(({ row, found: { start, end, form }, sure }) => {
        const odd = kind && (form === 'measure' || (kind === 'money' && form === 'whole' && amountsHaveDecimals));
        return {
          words: wordsIn(row, start, end),
          score: 1,
          doubts: [...(odd ? (['form'] as const) : []), ...(sure === undefined ? (['reading'] as const) : [])],
        };
      }),
    ),
    'number',
  );
  return result && { ...result, values, elsewhere: places(meant).length - result.places.length };
}

/**
 * Whether what is printed means a value: true or false where it can be read in one way only, or the document tells in which; undefined where it
 * may.
 */
function isMeant(
  readings: readonly NumberReading[],
  decimalMark: NumberReading['mark'],
  value: number,
): boolean | undefined {
  const decided = readings.length > 1 ? readings.filter(({ mark }) => mark === decimalMark) : readings;
  return decided.length === 0 ? undefined : decided.some(({ values }) => values.includes(value));
}

/** A text that is a number and nothing else. What begins with a zero is a code, whose digits are letters. */
function numbersOf(text: string): readonly number[] {
  return /^0\d/.test(text) ? [] : parseNumber(text);
}

function findDate(scope: Scope, text: string): Found | undefined {
  const days = parseDate(text);
  // The conventions of a page are found out by reading all of it.
  if (days.length === 0) return undefined;
  const { dateOrder } = scope.conventions;
  // `3 April 26` is of one century or the other, but no 4th of March.
  const isDefinite = new Set(days.map((day) => day.slice(5))).size === 1;
  const finds = days.flatMap((day) =>
    scope.dates(day).map((find) => ({ ...find, sure: isDayMeant(find.found.readings, dateOrder, day) })),
  );
  // A date that may itself be two is what is printed like it, however that is read.
  const meant = finds.filter(({ sure }) => !isDefinite || sure !== false);
  const dated = exactly(
    distinct(
      meant.map(({ row, found: { start, end }, sure }) => ({
        words: wordsIn(row, start, end),
        score: 1,
        doubts: isDefinite && sure === undefined ? ['reading'] : [],
      })),
    ),
    'date',
  );
  const found = dated && { ...dated, values: days };
  const time = /[t ](\d{2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (!found || !time || /[t ]00:00(?::00(?:\.0+)?)?(?![:\d])/.test(text)) return found;
  // The day is printed; the time has to be too, near it or not.
  const seconds = Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0);
  return timesAt(scope, seconds).length > 0
    ? found
    : { ...found, status: 'fuzzy', places: found.places.map((place) => ({ ...place, score: 0.9 })) };
}

function isDayMeant(
  readings: readonly DateReading[],
  dateOrder: DateReading['order'],
  day: string,
): boolean | undefined {
  const decided = readings.length > 1 ? readings.filter(({ order }) => order === dateOrder) : readings;
  return decided.length === 0 ? undefined : decided.some(({ days }) => days.includes(day));
}

function findTime(scope: Scope, text: string): Found | undefined {
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (!time) return undefined;
  const seconds = Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0);
  return exactly(timesAt(scope, seconds), 'date');
}

function timesAt(scope: Scope, wanted: number): Place[] {
  return places(
    scope.times.filter(({ found: { seconds, hasSeconds } }) =>
      seconds.some((time) => time === (hasSeconds ? wanted : wanted - (wanted % 60))),
    ),
  );
}

/** A value out of a list: by its labels, else by itself, `credit_note` as `credit note`. */
function findChoice(scope: Scope, { labels = [] }: Leaf, value: string): Found | undefined {
  const spaced = value.replace(/[_-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  for (const label of [...labels, value, spaced]) {
    const found = exactly(findText(scope, label));
    if (found) return found;
  }
  return findCurrency(scope, value);
}

/** A currency by its sign. More than one may share it, so that this is no proof. */
function findCurrency(scope: Scope, value: string): Found | undefined {
  if (!/^[A-Z]{3}$/.test(value) || !Intl.supportedValuesOf('currency').includes(value)) return undefined;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: value, currencyDisplay: 'narrowSymbol' });
  const symbol = normalizeText(format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? value);
  const pattern = new RegExp(`(?<!\\p{L})${escapePattern(symbol)}(?!\\p{L})`, 'gu');
  const found = scope.rowTexts.flatMap((row) =>
    [...row.text.matchAll(pattern)].map(({ index }) => ({ row, found: { start: index, end: index + symbol.length } })),
  );
  const result = exactly(places(found));
  return result && { ...result, status: 'fuzzy' };
}

/** As `RegExp.escape`, which Node.js has from 24 on. */
function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function places(
  finds: readonly { readonly row: IndexedText; readonly found: { readonly start: number; readonly end: number } }[],
): Place[] {
  return distinct(finds.map(({ row, found: { start, end } }) => ({ words: wordsIn(row, start, end), score: 1 })));
}

function exactly(found: readonly Place[], method: Found['method'] = 'text'): Found | undefined {
  return found.length > 0 ? { status: 'verified', method, places: found } : undefined;
}

function similarly(place: Place | undefined): Found | undefined {
  return place && { status: 'fuzzy', method: 'text', places: [place] };
}
