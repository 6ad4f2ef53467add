import { normalizeText } from './normalize.ts';

/** Languages whose names of months are known, by way of the platform's own data (CLDR). English comes first and is always there. */
const LANGUAGES =
  'en de fr es it pt nl da sv nb nn fi is pl cs sk sl hr sr bs hu ro bg ru uk be mk el tr et lv lt ga cy ca eu gl id ms sw af vi sq az ka hy he ar fa hi bn th ko'.split(
    ' ',
  );
const MORE: readonly (readonly [string, number])[] = [
  ['sept', 9],
  ['mrz', 3],
  ['mär', 3],
  ['mac', 3],
  ['ogos', 8],
  ['agt', 8],
  ['agu', 8],
  ['ago', 8],
];

let names: ReadonlyMap<string, readonly number[]> | undefined;

/** The months, 1 to 12, that a word may be the name of, in any of the languages; none where it is no month. */
export function monthsOf(word: string): readonly number[] {
  names ??= readNames();
  return names.get(word.replace(/\.$/, '')) ?? [];
}

function readNames(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, Set<number>>();
  const add = (name: string, month: number): void => {
    const key = normalizeText(name).replace(/\.$/, '').trim();
    // `1月` and the like are read as numbers.
    if (!/^\p{L}[\p{L}\p{M}'-]+$/u.test(key)) return;
    found.set(key, (found.get(key) ?? new Set()).add(month));
  };
  for (const [name, month] of MORE) add(name, month);
  for (const language of LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      // With a day, Slavic languages and Greek put the month into the genitive.
      const together = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, {
        day: 'numeric',
        month: style,
        timeZone: 'UTC',
      });
      const alone = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month: style, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const date = new Date(Date.UTC(2024, month - 1, 15));
        add(alone.format(date), month);
        const part = together.formatToParts(date).find(({ type }) => type === 'month');
        if (part) add(part.value, month);
      }
    }
  }
  return new Map([...found].map(([name, months]) => [name, [...months]]));
}
