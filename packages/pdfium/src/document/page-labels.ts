import { isDict, nameOf, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import { readTree } from '../file/trees.ts';

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** The label of every page, in order (ISO 32000-2, 12.4.2); undefined where the document numbers its pages in no way of its own. */
export async function readPageLabels(file: PdfFile, pageCount: number): Promise<string[] | undefined> {
  const root = await file.get(await file.catalog(), 'PageLabels');
  if (!isDict(root)) return undefined;
  const ranges = new Map<number, PdfObject>();
  for (const [first, value] of await readTree(file, root, 'Nums')) {
    if (typeof first === 'number') ranges.set(first, await file.resolve(value));
  }
  let style: string | undefined;
  let prefix = '';
  let number = 1;
  const labels: string[] = [];
  for (let page = 0; page < pageCount; page++) {
    const range = ranges.get(page);
    if (isDict(range)) {
      style = nameOf(await file.get(range, 'S'));
      prefix = textOf(await file.get(range, 'P')) ?? '';
      const start = await file.get(range, 'St');
      number = typeof start === 'number' && Number.isInteger(start) && start >= 1 ? start : 1;
    }
    labels.push(prefix + numeral(number, style));
    number++;
  }
  return labels;
}

function numeral(value: number, style: string | undefined): string {
  switch (style) {
    case 'D':
      return String(value);
    case 'R':
      return roman(value).toUpperCase();
    case 'r':
      return roman(value);
    case 'A':
      return letters(value).toUpperCase();
    case 'a':
      return letters(value);
    default:
      return '';
  }
}

function roman(value: number): string {
  let text = '';
  let rest = Math.min(value, 100_000);
  for (const [worth, sign] of ROMAN) {
    for (; rest >= worth; rest -= worth) text += sign;
  }
  return text;
}

/** a to z, then aa to zz, then aaa to zzz. */
function letters(value: number): string {
  const repeat = Math.min(Math.ceil(value / 26), 1000);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(repeat);
}
