export type DecimalMark = '.' | ',';

/** What a printed number means in one decimal convention. */
export interface NumberReading {
  /** The decimal mark of the convention; undefined where both give the same. */
  readonly mark: DecimalMark | undefined;
  readonly values: readonly number[];
}

/**
 * How a number is printed: as an `amount` (with a currency, a decimal part or groups of thousands), as a `whole` number, as a `measure` (5kg),
 * as a share of a hundred (`percent`), or as a part of a `code` (03-3271, 7/118, 007).
 */
export type NumberForm = 'amount' | 'whole' | 'measure' | 'percent' | 'code';

/** A number as it is printed, and all that it may mean. */
export interface PrintedNumber {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** One, or one for each decimal convention where they differ. */
  readonly readings: readonly NumberReading[];
  /** Those of all readings. */
  readonly values: readonly number[];
  readonly form: NumberForm;
  /** Digits of the decimal part. */
  readonly decimals: number;
}

/** Words that are glued to a number and belong to it, beside the ISO codes of currencies. */
const OTHER_CURRENCIES = 'rm rs re nt hk us r kr sk fr sfr lei zl kc ft din den km tl x';
let currencies: ReadonlySet<string> | undefined;

/** Digits with their separators; spaces only in front of groups of three. A group of two is Indian. */
const NUMBER = /\d+(?:[.,']\d+)*/g;
const GROUP_AHEAD = /^ (\d{3})(?![\d'])(?=$|[^\d]|[.,]\d)/;
const DECIMAL_AHEAD = /^(?: ?([.,]) ?)(\d{2})(?!\d|[.,']\d)/;
/** The decimal mark of a number that has nothing before it, as in `.50`: not the last of a leader (`.....50`, `. . .50`), nor the end of `No.`. */
const LEADING_MARK = /(?<![\p{L}\p{N}.,]|(?:^|\s)[.,] )[.,]$/u;

/**
 * All numbers of a row of normalised text, each with every reading: 1,234 is 1234 and 1.234, 6 % is 6 and 0.06, (5.00) is -5. No
 * tolerance: digits are taken as they stand.
 */
export function findNumbers(text: string): PrintedNumber[] {
  const found: PrintedNumber[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const start = match.index;
    const plainEnd = start + match[0].length;
    for (const { digits, end } of joined(text, match[0], plainEnd)) {
      const number = readNumber(text, digits, start, end);
      if (number) found.push(number);
    }
  }
  return found;
}

/** The readings of a whole text as a number; none where it is something else. */
export function parseNumber(text: string): readonly number[] {
  const trimmed = text.trim();
  const whole = findNumbers(trimmed).filter(({ start, end }) => start === 0 && end === trimmed.length);
  // Who writes `.50` means no 50; a page may have lost what stood before it. The point of `kr.1.234` ends a word.
  const isLed = /(?<![\p{L}\d])[.,]\d/u.test(trimmed);
  return [...new Set(whole.flatMap(({ values, readings: [first] }) => (isLed && first ? first.values : values)))];
}

/** The number alone, and together with the groups that spaces part from it (1 234 567,89) or with a decimal part that stands off. */
function* joined(text: string, digits: string, end: number): Iterable<{ digits: string; end: number }> {
  yield { digits, end };
  let all = digits;
  let at = end;
  if (/^\d{1,3}$/.test(digits) && !digits.startsWith('0')) {
    for (let next = GROUP_AHEAD.exec(text.slice(at)); next; next = GROUP_AHEAD.exec(text.slice(at))) {
      all += ` ${next[1]!}`;
      at += next[0].length;
      const decimal = /^([.,]\d+)(?![\d.,'])/.exec(text.slice(at));
      if (decimal) yield { digits: all + decimal[1]!, end: at + decimal[0].length };
      else yield { digits: all, end: at };
    }
  }
  const apart = DECIMAL_AHEAD.exec(text.slice(end));
  // `12. 00` and `12 .00`, which engines make of 12.00.
  if (apart && apart[0].length > 3) yield { digits: `${digits}${apart[1]!}${apart[2]!}`, end: end + apart[0].length };
}

function readNumber(text: string, found: string, from: number, to: number): PrintedNumber | undefined {
  const leading = /^\d+$/.test(found) ? LEADING_MARK.exec(text.slice(0, from))?.[0] : undefined;
  const digits = `${leading ?? ''}${found}`;
  const magnitudes = magnitudesOf(digits);
  if (magnitudes.length === 0) return undefined;
  let start = leading === undefined ? from : from - 1;
  let end = to;
  const after = /^(?:(,-|\.-|\/-)|( ?%)|( ?\p{Sc})|( ?\p{L}{1,4})(?![\p{L}\p{N}]))/u.exec(text.slice(end));
  if (!after && /^\p{L}/u.test(text.slice(end))) return undefined;
  const [suffix = '', , percent] = after ?? [];
  const glued = suffix !== '' && !suffix.startsWith(' ');
  const isUnit = glued || percent !== undefined || /^ ?\p{Sc}/u.test(suffix) || isCurrency(suffix.trim());
  if (isUnit) end += suffix.length;
  const letters = /[\p{L}]+$/u.exec(text.slice(0, start))?.[0];
  if (letters !== undefined && !isCurrency(letters) && !(/[.,]/.test(digits) && endsInCurrency(letters)))
    return undefined;
  const prefix = /(?:\p{Sc} ?|(?<![\p{L}\p{N}])[\p{L}$.]{1,4} ?\p{Sc}? ?)$/u.exec(text.slice(0, start))?.[0] ?? '';
  const money = prefix !== '' && (/\p{Sc}/u.test(prefix) || isCurrency(prefix.replace(/[^\p{L}]/gu, '')));
  if (money) start -= prefix.length;

  const precise = money || /[.,' ]/.test(digits);
  const { signs, start: signedStart, end: signedEnd } = signsOf(text, start, end, precise);
  const valuesOf = (magnitude: string): number[] =>
    signs.flatMap((sign) => {
      const plain = Number(`${sign}${magnitude}`);
      const values = percent === undefined ? [plain] : [plain, Number(`${sign}${magnitude}e-2`)];
      return values.map((value) => (value === 0 ? 0 : value));
    });
  const readings = magnitudes.map(({ mark, text: magnitude }) => ({ mark, values: valuesOf(magnitude) }));
  const currency = /\p{Sc}|^[,./]-$/u.test(suffix) || isCurrency(suffix.trim()) || money;
  // `3x` counts.
  const isMoney = currency && !/^\W*x\W*$/.test(prefix + suffix);
  return {
    start: signedStart,
    end: signedEnd,
    readings,
    values: [...new Set(readings.flatMap(({ values }) => values))],
    form: formOf(),
    decimals: magnitudes[0]!.text.split('.')[1]?.length ?? 0,
  };

  function formOf(): NumberForm {
    if (percent !== undefined) return 'percent';
    if (isMoney || /[.,' ]/.test(digits)) return 'amount';
    if (isPartOfCode(text, digits, from, to)) return 'code';
    return glued ? 'measure' : 'whole';
  }
}

/** Whether a bare number is a piece of something longer, such as a telephone number or an address, or begins with a zero. */
function isPartOfCode(text: string, digits: string, start: number, end: number): boolean {
  return /^0\d/.test(digits) || /[\p{L}\d][-/#]$/u.test(text.slice(0, start)) || /^[-/]\d/.test(text.slice(end));
}

/** Which signs a printed number may have, and how far they reach. */
function signsOf(
  text: string,
  start: number,
  end: number,
  precise: boolean,
): { signs: readonly ('' | '-')[]; start: number; end: number } {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (before.endsWith('(') && after.startsWith(')')) {
    // Accountants' negative; a bare whole number in parentheses is more often a count.
    return { signs: precise ? ['-'] : ['', '-'], start: start - 1, end: end + 1 };
  }
  const dash = /(^|[^\p{L}\p{N}]|.)- ?$/u.exec(before);
  if (dash) {
    const length = dash[0].length - (dash[1]?.length ?? 0);
    const preceding = dash[1] ?? '';
    const word = /\p{L}+(?=- ?$)/u.exec(before)?.[0];
    if (word !== undefined && isCurrency(word)) return { signs: ['', '-'], start, end };
    if (/[\p{L}\p{N}]/u.test(preceding)) return { signs: [''], start, end };
    // `total - 5.00` and `rs.:-500` part, where `-5.00` negates.
    const either = dash[0].endsWith(' ') || /[:.=-]/.test(preceding);
    return { signs: either ? ['', '-'] : ['-'], start: either ? start : start - length, end };
  }
  if (/^-(?![\p{L}\p{N}-])/u.test(after)) return { signs: ['', '-'], start, end };
  if (/^ ?cr\b/.test(after)) return { signs: ['', '-'], start, end };
  return { signs: [''], start, end };
}

interface Magnitude {
  readonly mark: DecimalMark | undefined;
  /** As decimal text with a point. */
  readonly text: string;
}

/** The values of digits with separators, in both decimal conventions. */
function magnitudesOf(digits: string): Magnitude[] {
  if (/^\d+$/.test(digits)) return [{ mark: undefined, text: digits }];
  const led = /^([.,])(\d+)$/.exec(digits);
  if (led) return ledMagnitudes(led[1] as DecimalMark, led[2]!);
  const found: Magnitude[] = [];
  for (const [decimal, groups] of [
    ['.', [',', "'", ' ']],
    [',', ['.', "'", ' ']],
  ] as const) {
    const cut = digits.lastIndexOf(decimal);
    const whole = cut < 0 ? digits : digits.slice(0, cut);
    const fraction = cut < 0 ? '' : digits.slice(cut + 1);
    if (!/^\d*$/.test(fraction)) continue;
    const group = groups.find((mark) => whole.includes(mark));
    const isGrouped =
      group === undefined
        ? /^\d+$/.test(whole)
        : isThousands(whole.split(group)) || (group === ',' && isIndian(whole.split(group)));
    if (!isGrouped) continue;
    found.push({ mark: decimal, text: `${whole.replace(/\D/g, '')}${fraction === '' ? '' : `.${fraction}`}` });
  }
  const [first, second] = found;
  return first && second && first.text === second.text ? [{ ...first, mark: undefined }] : found;
}

/** `.50`: where the other mark parts decimals, the point is none. */
function ledMagnitudes(mark: DecimalMark, digits: string): Magnitude[] {
  const text = `0.${digits}`;
  return Number(digits) === 0
    ? [{ mark: undefined, text }]
    : [
        { mark, text },
        { mark: mark === '.' ? ',' : '.', text: digits },
      ];
}

function isThousands([first = '', ...rest]: readonly string[]): boolean {
  return /^[1-9]\d{0,2}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group));
}

/** 12,34,567: groups of two, the last of three. */
function isIndian([first = '', ...rest]: readonly string[]): boolean {
  const last = rest.at(-1);
  return (
    /^[1-9]\d?$/.test(first) &&
    last !== undefined &&
    /^\d{3}$/.test(last) &&
    rest.slice(0, -1).every((g) => /^\d{2}$/.test(g))
  );
}

/** `totalrm`, as engines glue words together. */
function endsInCurrency(letters: string): boolean {
  return isCurrency(letters.slice(-3)) || isCurrency(letters.slice(-2));
}

function isCurrency(word: string): boolean {
  currencies ??= new Set([
    ...Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()),
    ...OTHER_CURRENCIES.split(' '),
  ]);
  return currencies.has(word.toLowerCase());
}
