import { describe, expect, it } from 'vitest';
import type { Pointer } from '../types.ts';
import { readLabel } from './label-words.ts';
import { namingOf, termsOf, type Naming } from './labels.ts';

function naming(label: string, pointer: Pointer, isShared = false): Naming {
  return namingOf({ reading: readLabel(label), isShared }, termsOf({ pointer }));
}

const OTHER: Naming = { score: 0, isOther: true };
const NOT: Naming = { score: 0, isOther: false };
const NAMED: Naming = { score: 1, isOther: false };
const QUALIFIED: Naming = { score: 0.5, isOther: false };
const FINAL: Naming = { score: 1.25, isOther: false };

describe('to a total', () => {
  it.each([
    ...['Total', 'TOTAL (RM):', 'Total sales', 'Bill total', 'Total due', 'Total payable', 'Net total', 'Total TTC'],
    ...[
      'Total Amt Incl. GST @ 6%',
      'TOTAL INCL. OF GST',
      'Total (inc VAT)',
      'Total with GST @ 6%',
      'Tax included total',
    ],
    ...['Total after discount', 'Total incl. shipping', 'Total inc. service charge', 'Totale IVA inclusa'],
    ...[
      'Amount due',
      'AMT DUE',
      'Amount to be paid',
      'Balance due',
      'Summe EUR',
      'Net à payer',
      'Montant TTC',
      'A pagar',
    ],
    ...['Jumlah', '合計金額'],
  ])('%s is its label', (label) => {
    expect(naming(label, '/total')).toEqual(NAMED);
  });

  it.each(['Grand total', 'FINAL TOTAL', 'Total rounded', 'Total after rounding', 'Gesamtbetrag inkl. 19 % MwSt.'])(
    '%s is more than that',
    (label) => {
      expect(naming(label, '/total')).toEqual(FINAL);
    },
  );

  it.each([
    ...['Total (excluding GST)', 'TOTAL-EXCL-GST', 'Total ex VAT', 'Total before tax', 'Total before rounding'],
    ...['Total HT', 'Total hors taxes', 'Gesamt netto', 'Total sin IVA', 'Totale imponibile'],
    ...['Total paid', 'TOTAL CASH', 'Total payment'],
    ...['Total qty: 5', 'Item total', 'Total points', 'Total no. of items', 'Total pages'],
  ])('%s is less', (label) => {
    expect(naming(label, '/total')).toEqual(QUALIFIED);
  });

  it.each([
    ...['Subtotal', 'SUB-TOTAL incl. GST', 'Zwischensumme', 'Total tax', 'TOTAL GST @6%', 'Tax total', 'Total TVA'],
    ...['Total includes 6% GST', 'GST @6% included in total', 'Total discount', 'Total savings', 'Total rounding'],
    ...['Change due', 'Rounding adj', 'Round adj.', 'Cash', 'Visa payment', 'Total deposit', 'Service charge', 'Tips'],
    ...['Total carried forward', 'Shipping total', 'Jumlah cukai', 'Rückgeld'],
  ])('%s is of another amount', (label) => {
    expect(naming(label, '/total')).toEqual(OTHER);
  });

  it.each(['', ':', 'Pens 5', 'Gross', 'Visa', 'Eggs, free range'])('"%s" is none', (label) => {
    expect(naming(label, '/total')).toEqual(NOT);
  });

  it('that other amounts share is half a label', () => {
    expect(naming('Total', '/total', true)).toEqual(QUALIFIED);
    expect(naming('Grand total', '/total', true)).toEqual(QUALIFIED);
  });
});

it.each<[Pointer, string, Naming]>([
  ['/amountDue', 'Amount due', { score: 1.1, isOther: false }],
  ['/amountDue', 'Total', NAMED],
  ['/invoiceTotal', 'Invoice total', { score: 1.1, isOther: false }],
  ['/amount', 'Amount', NAMED],
  ['/subtotal', 'Subtotal', NAMED],
  ['/subtotal', 'Total', NOT],
  ['/totalTax', 'Total tax', { score: 2, isOther: false }],
  ['/taxAmount', 'Tax', NAMED],
  ['/taxAmount', 'Subtotal', OTHER],
  ['/amountPaid', 'Total paid', NAMED],
  ['/fee', 'Delivery fee', QUALIFIED],
  ['/unitPrice', 'Unit price', { score: 2, isOther: false }],
  // Neither is of money.
  ['/vat', 'VAT 19 %', NAMED],
  ['/dueDate', 'Due date', NAMED],
  ['/dueDate', 'Invoice date', NOT],
  ['/date', 'Invoice date', NAMED],
  ['/customerNumber', 'Invoice number', NOT],
  ['/number', 'Invoice number', NAMED],
  ['/id', 'ID', NOT],
  // A short word is no part of another.
  ['/fee', 'COFFEE', NOT],
  ['/fee', 'Fees:', NAMED],
  ['/fee', 'Feeder', NOT],
  ['/date', 'Update', NOT],
  ['/change', 'Exchange rate', NOT],
  ['/tip', 'Multiple', NOT],
  ['/dueDate', 'DUEDATE', NAMED],
  ['/total', 'TOTALRM', NAMED],
  ['/total', 'GRANDTOTAL', NAMED],
  ['/datum', 'Rechnungsdatum', NAMED],
  ['/datum', 'Datumsgrenze', NOT],
  ['/preis', 'Einzelpreise', NAMED],
  ['/kundennummer', 'Kundennummern', NAMED],
  ['/phone', 'Telephone', NAMED],
  ['/住所地', '本社住所地', NAMED],
])('%s: %s', (pointer, label, expected) => {
  expect(naming(label, pointer)).toEqual(expected);
});
