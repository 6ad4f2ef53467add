import type { DateOrder, PrintedDate } from './dates.ts';
import type { DecimalMark, PrintedNumber } from './numbers.ts';

/** How a document writes what can be read in more than one way; undefined where it does not tell. */
export interface Conventions {
  readonly decimalMark: DecimalMark | undefined;
  readonly dateOrder: DateOrder | undefined;
  /** Amounts have two decimals here, so that a whole number is most likely none. */
  readonly amountsHaveDecimals: boolean;
}

/** What speaks for a convention has to be so many times what speaks against it: dates and numbers of sections look like amounts. */
const MAJORITY = 3;
/** So many amounts with two decimals are a habit: a total has the decimals of what it is the sum of. */
const HABIT = 2;

/**
 * Decides by what can be read in one way only: `1.234,50` has a decimal comma, 21/03/2018 begins with the day. The caller's own word, a
 * locale, goes before.
 */
export function conventionsOf(
  numbers: Iterable<PrintedNumber>,
  dates: Iterable<PrintedDate>,
  locale: string | undefined,
): Conventions {
  const marks = { '.': 0, ',': 0 };
  let withDecimals = 0;
  for (const { readings, form, decimals } of numbers) {
    const [only, other] = readings;
    if (form !== 'amount' || other) continue;
    if (decimals === 2) withDecimals += 1;
    if (only?.mark !== undefined && decimals === 2) marks[only.mark] += 1;
  }
  const orders = { dmy: 0, mdy: 0 };
  for (const { readings } of dates) {
    const [only, other] = readings;
    if (!other && (only?.order === 'dmy' || only?.order === 'mdy')) orders[only.order] += 1;
  }
  return {
    decimalMark: (locale === undefined ? undefined : decimalMarkOf(locale)) ?? winner(marks),
    dateOrder: (locale === undefined ? undefined : dateOrderOf(locale)) ?? winner(orders),
    amountsHaveDecimals: withDecimals >= HABIT,
  };
}

function winner<K extends string>(votes: Readonly<Record<K, number>>): K | undefined {
  const [first, second] = (Object.entries(votes) as [K, number][]).sort(([, a], [, b]) => b - a);
  return first && first[1] > 0 && first[1] >= MAJORITY * (second?.[1] ?? 0) ? first[0] : undefined;
}

function decimalMarkOf(locale: string): DecimalMark | undefined {
  const mark = new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value;
  return mark === '.' || mark === ',' ? mark : undefined;
}

function dateOrderOf(locale: string): DateOrder | undefined {
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const order = format
    .formatToParts(0)
    .flatMap(({ type }) => (type === 'day' || type === 'month' || type === 'year' ? [type[0]] : []))
    .join('');
  return order === 'dmy' || order === 'mdy' || order === 'ymd' ? order : undefined;
}
