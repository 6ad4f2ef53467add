import type { Page } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prepareSchema } from '../schema/prepare-schema.ts';
import type { Evidence, FieldEvidence, GroundingOptions, LlmWarning, Pointer, Schema } from '../types.ts';
import { ground } from './ground.ts';
import { rowsPage, testPage } from './test-page.ts';
import { pageRows } from './visual-rows.ts';

interface Given {
  readonly schema?: Schema;
  readonly rows?: Readonly<Partial<Record<Pointer, readonly number[]>>>;
  readonly options?: Partial<GroundingOptions>;
}

function run(
  pages: Page | Page[],
  value: unknown,
  { schema, rows = {}, options = {} }: Given = {},
): {
  evidence: Evidence;
  warnings: readonly LlmWarning[];
} {
  let next = 1;
  const read = [pages].flat().map((page, i) => {
    const result = pageRows({ ...page, index: i }, next);
    next += result.rows.length;
    return result;
  });
  return ground({
    value,
    citations: new Map(Object.entries(rows) as [Pointer, readonly number[]][]),
    schema: prepareSchema(schema, { dialect: 'openai', grounding: { mode: 'search' } }),
    pages: read,
    options: { mode: 'search', ...options },
  });
}

const check = (page: Page, value: unknown, given?: Given): FieldEvidence =>
  run(page, { field: value }, given).evidence['/field']!;
const status = (page: Page, value: unknown, given?: Given): string => check(page, value, given).status;

const RECEIPT = rowsPage(
  'TEO HENG STATIONERY & BOOKS',
  'NO. 53, JALAN BESAR, 45600 BATANG BERJUNTAI',
  'TEL : 03-3271 9872',
  'INVOICE NO: CS1801/26821 | DATE : 17/01/2018 14:30',
  'Pens | 2 | 14.00 | 28.00',
  'Rulers | 1 | 14.00 | 14.00',
  'Total RM | 42.00',
  'CASH | 50.00',
  'CHANGE | (8.00)',
);

describe('texts', () => {
  it('finds a text in any case, with any quotes, dashes and ligatures', () => {
    expect(check(RECEIPT, 'Teo Heng Stationery & Books')).toEqual({
      status: 'verified',
      score: 1,
      method: 'text',
      where: 'page',
      ambiguous: 0,
      doubts: [],
      spans: [
        {
          page: 0,
          bbox: { x0: 50, y0: 50, x1: 185, y1: 60 },
          text: 'TEO HENG STATIONERY & BOOKS',
          source: 'native',
        },
      ],
    });
    expect(status(rowsPage('O’Brien — Eﬃcient Straße'), "O'Brien - Efficient STRASSE")).toBe('verified');
  });

  it('looks past spaces and punctuation, and over the end of a row', () => {
    expect(status(RECEIPT, 'No 53 Jalan Besar')).toBe('verified');
    expect(status(RECEIPT, '03 3271-9872')).toBe('verified');
    const two = check(RECEIPT, 'Stationery & Books, No. 53');
    expect(two.status).toBe('verified');
    expect(two.spans.map(({ text }) => text)).toEqual(['STATIONERY & BOOKS', 'NO. 53,']);
  });

  it('goes down a column that has other text beside it', () => {
    const page = rowsPage(
      'Bill to:     | Invoice',
      'Example GmbH | A-104',
      'Hauptstr. 5  | 2026',
      '10115 Berlin | page 1',
    );
    const found = check(page, 'Example GmbH, Hauptstr. 5, 10115 Berlin');
    expect(found.status).toBe('verified');
    expect(found.spans.map(({ text }) => text)).toEqual(['Example GmbH', 'Hauptstr. 5', '10115 Berlin']);
  });

  it('takes whole words and numbers only', () => {
    for (const part of ['HENG STATION', 'OOKS', '5600', '3271 987', 'CS1801/2682', '8.0']) {
      expect([part, status(RECEIPT, part)]).toEqual([part, 'unverified']);
    }
    // A number in a text is a number: 12.34 is not 1234.
    expect(status(rowsPage('Amount 12.34'), '1234')).toBe('unverified');
    expect(status(rowsPage('qty 1 | 2345'), '12345')).toBe('unverified');
    expect(status(rowsPage('第1号 請求書'), '請求書')).toBe('verified');
  });

  it('takes letters that were misread, and no digit that was', () => {
    const fuzzy = check(RECEIPT, 'TEO HENG STATI0NERY & BOOKS');
    // A zero for an O is a digit that the page does not have.
    expect(fuzzy.status).toBe('unverified');
    expect(check(RECEIPT, 'TEO HONG STATIONERY & BOOKS')).toMatchObject({
      status: 'fuzzy',
      score: 0.963,
      ambiguous: 0,
    });
    expect(status(RECEIPT, 'NO. 53, JALAN BESAR, 45600 BATANG BERJUNTAY')).toBe('fuzzy');
    expect(status(RECEIPT, 'NO. 53, JALAN BESAR, 45601 BATANG BERJUNTAI')).toBe('unverified');
    expect(status(RECEIPT, 'NO. 58, JALAN BESAR, 45600 BATANG BERJUNTAI')).toBe('unverified');
    expect(status(RECEIPT, 'TEO HONG STATIONERY & BOOKS', { options: { minFuzzy: 0.97 } })).toBe('unverified');
    expect(status(RECEIPT, 'TEO HONG STATIONERY & BOOKS', { options: { minFuzzy: 1 } })).toBe('unverified');
  });
});

describe('numbers, dates and choices', () => {
  it('compares numbers by value, with their sign', () => {
    expect(check(RECEIPT, 42)).toMatchObject({ status: 'verified', method: 'number', ambiguous: 0 });
    expect(check(RECEIPT, '42.0')).toMatchObject({ status: 'verified', method: 'number' });
    expect(status(RECEIPT, -8)).toBe('verified');
    expect(status(RECEIPT, 8)).toBe('unverified');
    expect(status(RECEIPT, 42.01)).toBe('unverified');
    // A code that begins with a zero is no number.
    expect(status(RECEIPT, '042.00')).toBe('unverified');
  });

  it('takes no percentage for an amount', () => {
    const page = rowsPage('TOTAL INCL. GST@6% | RM 37.80');
    const { evidence } = run(page, { taxRate: 0.06, gst: 6, totalAmount: 6, unit_price: 37.8 });
    expect(Object.entries(evidence as Record<string, FieldEvidence>).map(([at, found]) => [at, found.status])).toEqual([
      ['/taxRate', 'verified'],
      ['/gst', 'verified'],
      ['/totalAmount', 'unverified'],
      ['/unit_price', 'verified'],
    ]);
  });

  it('takes no day and no hour for a number, but a year', () => {
    const page = rowsPage('17/01/2018 14:30 | 5 March 2019', 'Pens 12.50');
    const { evidence } = run(page, { a: 17, b: 1, c: 2018, d: 30, e: 5, f: 2019, g: 12.5 });
    expect(Object.values(evidence as Record<string, FieldEvidence>).map((found) => found.status)).toEqual([
      'unverified',
      'unverified',
      'verified',
      'unverified',
      'unverified',
      'verified',
      'verified',
    ]);
  });

  it('says on how many places a number stands, and takes the one beside its name first', () => {
    const page = rowsPage('Paid | 42.00', 'Grand total | 42.00', 'Again 42.00');
    const { evidence } = run(page, { total: 42, amountPaid: 42, price: 42 });
    expect(evidence['/total']).toMatchObject({ status: 'verified', ambiguous: 3, spans: [{ bbox: { y0: 65 } }] });
    expect(evidence['/amountPaid']).toMatchObject({ ambiguous: 3, spans: [{ bbox: { y0: 50 } }] });
    // Where a label decides, the other places are told and are no doubt.
    expect([evidence['/total']!.doubts, evidence['/amountPaid']!.doubts]).toEqual([[], []]);
    // Nothing is called a price.
    expect(evidence['/price']).toMatchObject({ ambiguous: 3, doubts: ['places'] });
  });

  it('compares dates and times by value', () => {
    expect(check(RECEIPT, '2018-01-17')).toMatchObject({
      status: 'verified',
      method: 'date',
      spans: [{ text: '17/01/2018' }],
    });
    expect(status(RECEIPT, '2018-01-18')).toBe('unverified');
    expect(status(RECEIPT, '17 January 2018')).toBe('verified');
    expect(status(RECEIPT, '2018-01-17T14:30:00Z')).toBe('verified');
    expect(check(RECEIPT, '2018-01-17T15:00:00Z')).toMatchObject({ status: 'fuzzy', score: 0.9 });
    expect(status(RECEIPT, '2018-01-17T00:00:00Z')).toBe('verified');
    expect(status(RECEIPT, '14:30')).toBe('verified');
    expect(status(RECEIPT, '14:30:00')).toBe('verified');
    expect(status(RECEIPT, '14:31')).toBe('unverified');
  });

  it('looks for a choice by its labels, and cannot tell without', () => {
    const schema = z.object({
      kind: z.enum(['credit_note', 'invoice', 'offer']),
      payment: z.enum(['cash', 'card']).meta({ unifex: { labels: { cash: ['CASH', 'bar'], card: 'Karte' } } }),
      other: z.enum(['x1', 'y1']),
      paid: z.literal('yes'),
      currency: z.enum(['MYR', 'EUR']),
    });
    const value = { kind: 'invoice', payment: 'card', other: 'x1', paid: 'yes', currency: 'MYR' };
    const { evidence } = run(RECEIPT, value, { schema });
    expect(Object.values(evidence as Record<string, FieldEvidence>).map((found) => found.status)).toEqual([
      'verified',
      'unverified',
      'skipped',
      'skipped',
      'fuzzy',
    ]);
    expect(run(RECEIPT, { ...value, payment: 'cash' }, { schema }).evidence['/payment']?.status).toBe('verified');
    expect(run(rowsPage('Credit note'), { ...value, kind: 'credit_note' }, { schema }).evidence['/kind']?.status).toBe(
      'verified',
    );
  });

  it('has nothing to find for null and nothing, and does not look for what is not printed', () => {
    const schema = z.object({
      a: z.null(),
      b: z.string(),
      c: z.boolean(),
      d: z.string().meta({ unifex: { ground: false } }),
    });
    const { evidence } = run(RECEIPT, { a: null, b: '', c: true, d: 'A summary' }, { schema });
    expect(
      Object.entries(evidence as Record<string, FieldEvidence>).map(([pointer, found]) => [pointer, found.status]),
    ).toEqual([
      ['/a', 'absent'],
      ['/b', 'absent'],
      ['/c', 'skipped'],
      ['/d', 'skipped'],
    ]);
  });

  it('takes the fields of a table row from one row', () => {
    const items = [
      { text: 'Pens', price: 14, sum: 28 },
      { text: 'Rulers', price: 14, sum: 14 },
    ];
    const { evidence } = run(RECEIPT, { items });
    expect(evidence['/items/0/price']).toMatchObject({ ambiguous: 0, spans: [{ bbox: { y0: 110 } }] });
    expect(evidence['/items/1/price']).toMatchObject({ ambiguous: 2, spans: [{ bbox: { y0: 125 } }] });
  });
});

describe('citations', () => {
  it('finds a value in the rows that were named', () => {
    expect(check(RECEIPT, 14, { rows: { '/field': [6] } })).toMatchObject({
      status: 'verified',
      where: 'cited',
      ambiguous: 2,
      spans: [{ bbox: { y0: 125 } }],
    });
    const table = run(RECEIPT, { items: [{ price: 14, text: 'Pens' }] }, { rows: { '/items/0': [5] } });
    expect(table.evidence['/items/0/price']).toMatchObject({
      where: 'cited',
      ambiguous: 0,
      spans: [{ bbox: { y0: 110 } }],
    });
  });

  it('does not take a number from elsewhere, but says where it stands', () => {
    const { evidence, warnings } = run(RECEIPT, { total: 50 }, { rows: { '/total': [7] } });
    expect(evidence['/total']).toMatchObject({
      status: 'unverified',
      score: 0,
      where: 'page',
      spans: [{ text: '50.00' }],
    });
    expect(warnings).toEqual([
      {
        code: 'citation_mismatch',
        pointer: '/total',
        message: '/total does not stand in the rows that the model named (7), but elsewhere.',
      },
    ]);
  });

  it('takes a text that proves itself from elsewhere', () => {
    const { evidence, warnings } = run(
      RECEIPT,
      { company: 'Teo Heng Stationery & Books' },
      { rows: { '/company': [7] } },
    );
    expect(evidence['/company']).toMatchObject({ status: 'verified', where: 'page' });
    expect(warnings).toEqual([]);
  });

  it('says which rows the model made up, and looks on the page instead', () => {
    const { evidence, warnings } = run(RECEIPT, { total: 42 }, { rows: { '/total': [99, 104] } });
    expect(evidence['/total']).toMatchObject({ status: 'verified', where: 'page' });
    expect(warnings).toEqual([{ code: 'invented_row', message: 'The model named rows that are not there: 99, 104.' }]);
  });

  it('looks in the rows of other pages last', () => {
    const pages = [rowsPage('Total | 1.00'), rowsPage('Total | 2.00', 'Example and Company')];
    const { evidence } = run(pages, { a: 1, b: 2, c: 'Example and Company' }, { rows: { '/a': [1], '/c': [1] } });
    expect(evidence['/a']).toMatchObject({ status: 'verified', where: 'cited', spans: [{ page: 0 }] });
    expect(evidence['/b']).toMatchObject({ status: 'verified', where: 'document', spans: [{ page: 1 }] });
    expect(evidence['/c']).toMatchObject({ status: 'verified', where: 'document', spans: [{ page: 1 }] });
  });

  it('shows where the model saw what is not checked', () => {
    expect(check(RECEIPT, true, { rows: { '/field': [8] } })).toMatchObject({
      status: 'skipped',
      where: 'cited',
      spans: [{ text: 'CASH | 50.00' }],
    });
  });
});

describe('what nobody sees', () => {
  it('is no evidence', () => {
    const page = testPage([
      { text: 'Total 42.00', y: 50 },
      { text: 'Total 99.00', y: 70, hidden: 'invisible' },
      { text: 'Total 98.00', y: 90, color: '#ffffff' },
    ]);
    const { evidence, warnings } = run(page, { total: 99, other: 98, seen: 42 }, { rows: { '/total': [2] } });
    expect(evidence['/total']).toMatchObject({ status: 'unverified', spans: [] });
    expect(evidence['/other']).toMatchObject({ status: 'unverified', spans: [] });
    expect(evidence['/seen']).toMatchObject({ status: 'verified' });
    expect(warnings.map(({ code, pointer, message }) => [code, pointer ?? '', message])).toEqual([
      ['hidden_text', '/total', '/total stands only in text of page 1 that people do not see (invisible).'],
      ['hidden_text', '/other', '/other stands only in text of page 1 that people do not see (same-colour).'],
      ['invented_row', '', 'The model named rows that are not there: 2.'],
    ]);
  });

  it('finds nothing where a page has no text at all', () => {
    const { evidence, warnings } = run(testPage([]), { total: 1, none: null });
    expect(evidence['/total']).toEqual({
      status: 'unverified',
      score: 0,
      method: null,
      where: null,
      ambiguous: 0,
      doubts: [],
      spans: [],
    });
    expect(evidence['/none']?.status).toBe('absent');
    expect(warnings).toEqual([]);
  });
});
