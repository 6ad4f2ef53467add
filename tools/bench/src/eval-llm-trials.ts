import { groundData, rowsOf, type FieldEvidence } from '@unifex/llm';
import type { Page } from '@unifex/core';
import type { ReceiptFields } from './eval-llm-receipts.ts';

/** How often a value was taken for printed. */
export interface Tally {
  verified: number;
  fuzzy: number;
  unverified: number;
  /** Of the verified ones, those with more than one candidate. */
  ambiguous: number;
  /** Of the verified ones, those with a doubt: nothing decides between the candidates, or the label is another's. */
  doubted: number;
}

export const TRIALS = [
  'company',
  'address',
  'date',
  'total',
  'total, cited',
  'total, a digit changed',
  'total, a digit changed, cited',
  "another receipt's total",
  "another receipt's total, cited",
  'another amount of the receipt, as its total',
  'address, a digit changed',
  "another receipt's company",
  "another receipt's address",
] as const;
export type Trial = (typeof TRIALS)[number];

export type Tallies = Record<Trial, Tally>;

export function noTallies(): Tallies {
  return Object.fromEntries(
    TRIALS.map((trial) => [trial, { verified: 0, fuzzy: 0, unverified: 0, ambiguous: 0, doubted: 0 }]),
  ) as Tallies;
}

/** Looks for the true values of a receipt on its page, and for wrong ones: all that one changed digit gives, and those of all others. */
export function tryReceipt(page: Page, truth: ReceiptFields, others: readonly ReceiptFields[], tallies: Tallies): void {
  const look = (trial: Trial, field: string, value: unknown, rows?: readonly number[]): void => {
    const { evidence } = groundData({ [field]: value }, page, rows ? { rows: { [`/${field}`]: rows } } : {});
    count(tallies[trial], evidence[`/${field}`]!);
  };
  const { company, address, date, total } = truth;
  look('company', 'company', company);
  if (address !== undefined) look('address', 'address', address);
  look('date', 'date', date);
  look('total', 'total', total);
  const cited = rowOfTotal(page, total);
  if (cited !== undefined) look('total, cited', 'total', total, [cited]);
  for (const wrong of changedDigits(total.toFixed(2)).map(Number)) {
    look('total, a digit changed', 'total', wrong);
    if (cited !== undefined) look('total, a digit changed, cited', 'total', wrong, [cited]);
  }
  for (const wrong of otherAmounts(page, total)) look('another amount of the receipt, as its total', 'total', wrong);
  for (const wrong of changedDigits(address ?? '')) look('address, a digit changed', 'address', wrong);
  for (const other of others) {
    if (other.total !== total) {
      look("another receipt's total", 'total', other.total);
      if (cited !== undefined) look("another receipt's total, cited", 'total', other.total, [cited]);
    }
    if (isOther(other.company, company)) look("another receipt's company", 'company', other.company);
    if (isOther(other.address, address)) look("another receipt's address", 'address', other.address);
  }
}

/** The row that a model would name for the total: one that has it, best one that says so. */
function rowOfTotal(page: Page, total: number): number | undefined {
  const rows = rowsOf(page)
    .flatMap((read) => read.rows)
    .filter(({ id }) => {
      const { evidence } = groundData({ total }, page, { rows: { '/total': [id] } });
      return evidence['/total']!.where === 'cited';
    });
  return (rows.findLast(({ text }) => /total/i.test(text)) ?? rows.at(-1))?.id;
}

/** All amounts of a page but one, and but nothing. */
export function otherAmounts(page: Page, total: number): number[] {
  const printed = page.texts.flatMap(({ text }) => text.match(/(?<![\d.,])\d{1,3}(?:,\d{3})*\.\d\d(?!\d)/g) ?? []);
  const amounts = printed.map((text) => Number(text.replaceAll(',', '')));
  return [...new Set(amounts)].filter((amount) => amount !== total && amount !== 0);
}

/** Every text that one other digit in place of one digit gives; a number's first digit does not become a zero. */
export function changedDigits(text: string): string[] {
  return [...text].flatMap((letter, at) => {
    if (!/\d/.test(letter)) return [];
    const leads = !/\d/.test(text[at - 1] ?? '');
    return '0123456789'
      .split('')
      .filter((digit) => digit !== letter && !(leads && digit === '0'))
      .map((digit) => text.slice(0, at) + digit + text.slice(at + 1));
  });
}

/** Branches of one chain are not other companies. */
function isOther(a: string | undefined, b: string | undefined): a is string {
  if (a === undefined || b === undefined) return false;
  const [left, right] = [a, b].map((text) => text.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return !left!.includes(right!) && !right!.includes(left!);
}

function count(tally: Tally, { status, ambiguous, doubts }: FieldEvidence): void {
  if (status === 'verified' || status === 'fuzzy' || status === 'unverified') tally[status] += 1;
  if (status === 'verified' && ambiguous > 0) tally.ambiguous += 1;
  if (status === 'verified' && doubts.length > 0) tally.doubted += 1;
}
