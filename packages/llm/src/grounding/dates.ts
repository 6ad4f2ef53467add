import { monthsOf } from './months.ts';

/** In which order a date of numbers alone names day, month and year. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** What a printed date means, read in one order. */
export interface DateReading {
  /** Undefined where there is but one. */
  readonly order: DateOrder | undefined;
  /** As `2026-03-01`; several for years of two digits. */
  readonly days: readonly string[];
}

export interface PrintedDate {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Those that differ. */
  readonly readings: readonly DateReading[];
  /** Every day that it may mean. */
  readonly days: readonly string[];
}

export interface PrintedTime {
  readonly start: number;
  readonly end: number;
  /** Seconds of the day that it may mean; those without seconds stand for the whole minute. */
  readonly seconds: readonly number[];
  readonly hasSeconds: boolean;
}

type Parts = readonly [day: number, months: readonly number[], year: string];

/** Where a date may begin: at a number, or at a word with a number behind it. Most rows of prose have neither. */
const DATE_START = /(?<!\d)\d|(?<![\p{L}\p{M}])\p{L}(?=[\p{L}\p{M}]{2,}\.?[\s./-]*\d)/gu;
const NUMERIC = /(\d{1,4})( ?[./-] ?| )(\d{1,2})( ?[./-] ?| )(\d{4}|\d{1,2})(?!\d)/y;
const COMPACT = /(\d{8})(?!\d)/y;
const DAY_FIRST =
  /(\d{1,2})(?:st|nd|rd|th|er|re|\.|º|ª|°)?[\s./,-]*(?:(?:of|de|ta|den) |d')?(\p{L}[\p{L}\p{M}]{2,})\.?[\s./,'-]*(?:(?:of|de|del) )?(\d{4}|\d{2})(?!\d)/uy;
const MONTH_FIRST = /(\p{L}[\p{L}\p{M}]{2,})\.?[\s./-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,/'-]+(\d{4}|\d{2})(?!\d)/uy;
const YEAR_FIRST = /(\d{4})[\s./,-]*(\p{L}[\p{L}\p{M}]{2,})\.?[\s./,-]*(\d{1,2})(?!\d)/uy;
const EAST_ASIAN = /(\d{4}|\d{2}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/uy;
const TIME_START = /(?<![\d.:])\d(?=\d? ?[:.h] ?\d{2})/g;
const TIME = /(\d{1,2}) ?[:.h] ?(\d{2})(?: ?[:.] ?(\d{2}))?(?!\d)(?: ?([ap])\.? ?m\b\.?)?/y;

/**
 * All dates of a row of normalised text with all their readings (day, month and year in any order, names of months, two-digit years). The
 * scan overlaps: in `#19- 21/03/2018` a greedy one would read 19-21/03.
 */
export function findDates(text: string): PrintedDate[] {
  return Array.from(text.matchAll(DATE_START), ({ index }) => datesAt(text, index)).flat();
}

/** The days that a whole text may mean; none where it is no date. */
export function parseDate(text: string): readonly string[] {
  const trimmed = text.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[t ]\d{2}:\d{2}.*)?$/.exec(trimmed);
  if (iso) return isoDay(iso[1]!);
  const whole = datesAt(trimmed, 0).filter(({ end }) => end === trimmed.length);
  return [...new Set(whole.flatMap(({ days }) => days))];
}

/** All times of a row of normalised text. */
export function findTimes(text: string): PrintedTime[] {
  const found: PrintedTime[] = [];
  for (const { index: at } of text.matchAll(TIME_START)) {
    TIME.lastIndex = at;
    const match = TIME.exec(text);
    if (!match) continue;
    const [whole, hour, minute, second, half] = match;
    const seconds = hoursOf(Number(hour), half).map((h) => h * 3600 + Number(minute) * 60 + Number(second ?? 0));
    const valid = Number(minute) < 60 && Number(second ?? 0) < 60 && seconds.length > 0;
    if (valid) found.push({ start: at, end: at + whole.length, seconds, hasSeconds: second !== undefined });
  }
  return found;
}

function hoursOf(hour: number, half: string | undefined): number[] {
  if (half === undefined) return hour < 24 ? [hour] : [];
  if (hour < 1 || hour > 12) return [];
  return [(hour % 12) + (half === 'p' ? 12 : 0)];
}

function datesAt(text: string, at: number): PrintedDate[] {
  if (!/\d/.test(text[at] ?? '')) {
    return match(MONTH_FIRST, text, at, ([, name = '', day, year = '']) => named([Number(day), monthsOf(name), year]));
  }
  return [
    ...match(NUMERIC, text, at, ([, a = '', mark = '', b = '', other = '', c = '']) => {
      if (mark.trim() !== other.trim()) return [];
      return numericReadings(a, b, c);
    }),
    ...match(COMPACT, text, at, ([, digits = '']) => compactReadings(digits)),
    ...match(DAY_FIRST, text, at, ([, day, name = '', year = '']) => named([Number(day), monthsOf(name), year])),
    ...match(YEAR_FIRST, text, at, ([, year = '', name = '', day]) => named([Number(day), monthsOf(name), year])),
    ...match(EAST_ASIAN, text, at, ([, year = '', month, day]) => named([Number(day), [Number(month)], year])),
  ];
}

function match(
  pattern: RegExp,
  text: string,
  at: number,
  read: (groups: readonly string[]) => readonly DateReading[],
): PrintedDate[] {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  const readings = found ? different(read(found)) : [];
  const days = [...new Set(readings.flatMap((reading) => reading.days))];
  return found && days.length > 0 ? [{ start: at, end: at + found[0].length, readings, days }] : [];
}

/** Readings that give days, each of them others: the 3rd of March is the same in both orders. */
function different(readings: readonly DateReading[]): DateReading[] {
  const seen = new Set<string>();
  return readings.filter(({ days }) => {
    const key = days.join(' ');
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function named(parts: Parts): DateReading[] {
  return [{ order: undefined, days: daysOf(parts) }];
}

function numericReadings(a: string, b: string, c: string): DateReading[] {
  const yearFirst = (year: string): DateReading => ({ order: 'ymd', days: daysOf([Number(c), [Number(b)], year]) });
  if (a.length === 3) return [];
  if (a.length === 4) {
    const usual = yearFirst(a);
    // The day before the month nobody writes after the year, unless it is a slip.
    return usual.days.length > 0 ? [usual] : [{ order: undefined, days: daysOf([Number(b), [Number(c)], a]) }];
  }
  return [
    { order: 'dmy', days: daysOf([Number(a), [Number(b)], c]) },
    { order: 'mdy', days: daysOf([Number(b), [Number(a)], c]) },
    // 18/03/21, the year first.
    ...(a.length === 2 && c.length === 2 ? [yearFirst(a)] : []),
  ];
}

function compactReadings(digits: string): DateReading[] {
  const [a, b, c] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)];
  const [d, e, f] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)];
  return [
    { order: 'ymd', days: daysOf([Number(c), [Number(b)], a]) },
    { order: 'dmy', days: daysOf([Number(d), [Number(e)], f]) },
    { order: 'mdy', days: daysOf([Number(e), [Number(d)], f]) },
  ];
}

function daysOf([day, months, year]: Parts): string[] {
  return months.flatMap((month) =>
    yearsOf(year).flatMap((y) => isoDay(`${y}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)),
  );
}

/** Two digits are of this century or the last; years of the Buddhist calendar are 543 ahead. */
function yearsOf(year: string): number[] {
  const number = Number(year);
  if (year.length === 2) return [1900 + number, 2000 + number];
  if (year.length !== 4) return [];
  if (number >= 2443 && number <= 2643) return [number - 543];
  return number >= 1800 && number <= 2200 ? [number] : [];
}

function isoDay(text: string): string[] {
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes the 31st of February for the 3rd of March.
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text) ? [text] : [];
}
