import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@unifex/core';

/** A receipt of `ocr/dev`: what is printed on it line by line, and the four fields that people have read from it. */
export interface Receipt {
  readonly id: string;
  /** Absolute path. */
  readonly image: string;
  /** The page as the truth has it: its lines with their boxes. */
  readonly page: Page;
  readonly fields: ReceiptFields;
}

export interface ReceiptFields {
  readonly company: string;
  /** ISO. */
  readonly date: string;
  /** Absent where nobody has typed it. */
  readonly address?: string;
  readonly total: number;
}

interface Truth {
  readonly id: string;
  readonly image: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly { readonly poly: readonly (readonly [number, number])[]; readonly text: string }[];
  readonly fields: Readonly<Record<'company' | 'date' | 'total', string> & { address?: string }>;
}

/** @param folder that of the evaluation corpora */
export function readReceipts(folder: string): Receipt[] {
  const base = path.join(folder, 'ocr/dev');
  return readdirSync(path.join(base, 'gt'))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => toReceipt(JSON.parse(readFileSync(path.join(base, 'gt', file), 'utf8')) as Truth, base));
}

export function toReceipt(truth: Truth, base: string): Receipt {
  const { id, width, height, lines, fields } = truth;
  const page: Page = {
    index: 0,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation: 0,
    tables: [],
    texts: lines.map(({ poly, text }) => {
      const [xs, ys] = [poly.map(([x]) => x), poly.map(([, y]) => y)];
      return {
        text,
        bbox: { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) },
        rotation: 0,
        origin: 'ocr',
      };
    }),
  };
  const { company, date, address, total } = fields;
  return {
    id,
    image: path.join(base, truth.image),
    page,
    fields: {
      company,
      ...(address === undefined ? {} : { address }),
      date: isoDate(date),
      total: Number(total.replace(/[^\d.-]/g, '')),
    },
  };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Receipts of Malaysia: the day comes first, except where the year does, and where it cannot be. @throws Error for what is no date of a receipt */
export function isoDate(printed: string): string {
  const parts = /^(\d{1,4})[\s./-]*(\d{1,2}|[a-z]{3})[a-z]*[\s./,-]*(\d{1,4})\b/i.exec(printed.trim());
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(printed.trim());
  const [, a = '', month = '', b = ''] = compact ?? parts ?? [];
  const name = MONTHS.indexOf(month.toLowerCase());
  const [year, day] = a.length === 4 ? [a, b] : [b.length === 2 ? `20${b}` : b, a];
  const [d, m] = [Number(day), name < 0 ? Number(month) : name + 1];
  const [inMonth, ofYear] = m > 12 ? [m, d] : [d, m];
  const iso = `${year}-${String(ofYear).padStart(2, '0')}-${String(inMonth).padStart(2, '0')}`;
  if (!Number.isFinite(Date.parse(iso))) throw new Error(`${JSON.stringify(printed)} is no date of a receipt.`);
  return iso;
}
