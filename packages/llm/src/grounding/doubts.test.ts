import { describe, expect, it } from 'vitest';
import type { FieldEvidence } from '../types.ts';
import { describeEvidence } from './describe-evidence.ts';
import { groundData, type GroundDataOptions } from './ground-data.ts';
import { rowsPage, testPage } from './test-page.ts';

/** Status and doubts of every field, such as `verified 2 places`. */
function doubtsOf(rows: readonly string[], data: object, options: GroundDataOptions = {}): Record<string, string> {
  const { evidence } = groundData(data, rowsPage(...rows), options);
  return Object.fromEntries(
    Object.entries(evidence as Record<string, FieldEvidence>).map(([pointer, { status, ambiguous, doubts }]) => [
      pointer.slice(1),
      [status, ...(doubts.length > 0 ? [ambiguous] : []), ...doubts].join(' '),
    ]),
  );
}

const RECEIPT = [
  'LOT 6, JALAN 7/118B | TEL: 03-3271 9872',
  'Pens 5PCS | 2 | 14.00 | 28.00',
  'Rulers | 1 | 14.50 | 14.50',
  'SUBTOTAL | 42.50',
  'GST 6% | 2.55',
  'TOTAL | 45.05',
  'CASH | 50.00',
  'CHANGE | 4.95',
];

describe('an amount', () => {
  it('is called what its row says', () => {
    expect(doubtsOf(RECEIPT, { total: 45.05, subtotal: 42.5, gst: 2.55, amountPaid: 50, change: 4.95 })).toEqual({
      total: 'verified',
      subtotal: 'verified',
      gst: 'verified',
      amountPaid: 'verified',
      change: 'verified',
    });
    for (const wrong of [42.5, 2.55, 50, 4.95]) {
      expect(doubtsOf(RECEIPT, { total: wrong })).toEqual({ total: 'verified 2 label' });
    }
  });

  it('may stand on a row without a name, unless another has it', () => {
    expect(doubtsOf(RECEIPT, { total: 14.5 })).toEqual({ total: 'verified 2 places label' });
    expect(doubtsOf(['Pens 12.50', '28.00'], { total: 28 })).toEqual({ total: 'verified' });
    // Without a row of its own to compare with, it is the row itself that says so.
    expect(doubtsOf(['Change 12.50'], { total: 12.5 })).toEqual({ total: 'verified 2 label' });
    // `gross` has nothing to do with any of them.
    expect(doubtsOf(['Change 12.50'], { gross: 12.5 })).toEqual({ gross: 'verified' });
  });

  it('is no part of a code and no percentage', () => {
    expect(doubtsOf(RECEIPT, { total: 3, price: 7, amount: 118 })).toEqual({
      total: 'unverified',
      price: 'unverified',
      amount: 'unverified',
    });
    // Somebody may want the number of the street.
    expect(doubtsOf(RECEIPT, { street: 7 })).toEqual({ street: 'verified' });
  });

  it('is printed as the others are', () => {
    expect(doubtsOf(RECEIPT, { total: 6 })).toEqual({ total: 'verified 2 places form label' });
    expect(doubtsOf(RECEIPT, { price: 5, quantity: 5 })).toEqual({
      price: 'verified 2 form claimed',
      quantity: 'verified 2 form claimed',
    });
    expect(doubtsOf(['4 of all', 'Pens 6.00', 'Cash 6.00'], { total: 4 })).toEqual({ total: 'verified 2 form' });
    // Here, nothing has decimals.
    expect(doubtsOf(['Pens 500', 'Total 500'], { total: 500 })).toEqual({ total: 'verified' });
  });

  it('counts the value in every form that it is printed in', () => {
    expect(doubtsOf(['Tax 6 %', 'Lid 6.00'], { fee: 6 })).toEqual({ fee: 'verified 2 places' });
    expect(doubtsOf(['Lamp 1,200.00', 'of 1200 EUR'], { total: 1200 })).toEqual({ total: 'verified 2 places' });
  });
});

describe('a place', () => {
  it('is the evidence of one number or date', () => {
    expect(doubtsOf(['Issued 21 March 2026'], { issued: '2026-03-21', due: '2026-03-21' })).toEqual({
      issued: 'verified 2 claimed',
      due: 'verified 2 claimed',
    });
    // Twice printed, twice claimed.
    expect(doubtsOf(['Pen 5.00', 'Ink 5.00'], { net: 5, gross: 5 })).toEqual({
      net: 'verified 2 places',
      gross: 'verified 2 places',
    });
    expect(doubtsOf(['Net 5.00', 'Gross 5.00'], { net: 5, gross: 5 })).toEqual({ net: 'verified', gross: 'verified' });
    // Names may be used again.
    expect(doubtsOf(['Example GmbH'], { seller: 'Example GmbH', payee: 'Example GmbH' })).toEqual({
      seller: 'verified',
      payee: 'verified',
    });
  });
});

describe('a date', () => {
  it('is called what its row says', () => {
    const rows = ['Invoice date 21 March 2026', 'Due date 20 April 2026'];
    expect(doubtsOf(rows, { dueDate: '2026-04-20' })).toEqual({ dueDate: 'verified' });
    expect(doubtsOf(rows, { dueDate: '2026-03-21' })).toEqual({ dueDate: 'verified 2 label' });
    // That both are dates says nothing.
    const more = [...rows, 'Delivered on 3 March 2026', 'Please pay by 20 April 2026'];
    expect(doubtsOf(more, { deliveryDate: '2026-03-03', dueDate: '2026-04-20' })).toEqual({
      deliveryDate: 'verified',
      dueDate: 'verified',
    });
  });
});

describe('a label', () => {
  it('leaves no doubt, on however many places its value stands', () => {
    const rows = ['Pens | 45.05', 'TOTAL | 45.05', 'CASH | 45.05', 'TOTAL | 42.50 | 2.55'];
    expect(doubtsOf(rows, { total: 45.05 })).toEqual({ total: 'verified' });
    // All labels that name the field agree.
    const more = [...rows, 'GRAND TOTAL | 45.05', 'Amount due | 45.05'];
    expect(doubtsOf(more, { total: 45.05 })).toEqual({ total: 'verified' });
    // Text has labels too, and so have dates.
    const letter = ['HV-12', 'Invoice HV-12', '3 May 2026', 'Date 3 May 2026'];
    expect(doubtsOf(letter, { invoice: 'HV-12', date: '2026-05-03' })).toEqual({
      invoice: 'verified',
      date: 'verified',
    });
    expect(doubtsOf(letter, { number: 'HV-12', due: '2026-05-03' })).toEqual({
      number: 'verified 2 places',
      due: 'verified 2 places',
    });
  });

  it('leaves one where another amount has it as well', () => {
    const rows = ['TOTAL | 28.49', 'CASH | 28.50', 'TOTAL | 28.50', 'TIP | 3.00'];
    expect(doubtsOf(rows, { total: 28.5 })).toEqual({ total: 'verified 2 places label' });
    expect(doubtsOf(rows, { total: 28.49 })).toEqual({ total: 'verified 2 label' });
    // The model has said which.
    expect(doubtsOf(rows, { total: 28.5 }, { rows: { '/total': [3] } })).toEqual({ total: 'verified' });
    expect(doubtsOf(rows, { total: 28.5 }, { rows: { '/total': [2] } })).toEqual({ total: 'verified 2 label' });
    // A last word, or the sum of both that are printed, decides.
    for (const decided of [
      [...rows, 'FINAL TOTAL | 28.50'],
      [...rows, 'ROUNDING | 0.01'],
    ]) {
      expect(doubtsOf(decided, { total: 28.5 })).toEqual({ total: 'verified' });
      expect(doubtsOf(decided, { total: 28.49 })['total']).toMatch(/^verified \d label$/);
    }
    expect(doubtsOf(['Total | 50.00', 'Deposit | 30.00', 'Balance due | 20.00'], { total: 20 })).toEqual({
      total: 'verified 2 label',
    });
  });

  it.each([
    ['en', ['Net | 100.00', 'VAT 20 % | 20.00', 'Total incl. 20 % VAT | 120.00', 'Card | 120.00'], 120, [100, 20]],
    ['en', ['TAX INVOICE TOTAL | 50.00', 'CASH | 60.00', 'CHANGE | 10.00'], 50, [10]],
    ['en', ['TOTAL (EXCLUDING GST) | 9.00', 'TOTAL GST | 0.54', 'TOTAL (INCLUSIVE OF GST) | 9.54'], 9.54, [9, 0.54]],
    [
      'en',
      ['TOTAL INCLUDES 6% GST | 1.61', 'TOTAL QTY 3 | 4.00', 'TOTAL SAVINGS | 2.00', 'TOTAL | 28.50'],
      28.5,
      [1.61, 4, 2],
    ],
    ['en', ['Before discount | 30.00', 'Total discount | 2.00', 'Total after discount | 28.00'], 28, [30, 2]],
    [
      'de',
      ['Zwischensumme | 100,00', 'MwSt. 19 % | 19,00', 'Gesamtbetrag | 119,00', 'Bar | 120,00'],
      119,
      [100, 19, 120],
    ],
    ['de', ['Summe netto | 100,00', 'zzgl. MwSt. | 19,00', 'Summe inkl. MwSt. | 119,00'], 119, [100, 19]],
    ['fr', ['Total HT | 100,00', 'Total TVA | 20,00', 'Total TTC | 120,00', 'Net à payer | 120,00'], 120, [100, 20]],
    ['es', ['Base imponible | 100,00', 'IVA 21 % | 21,00', 'Total IVA incluido | 121,00'], 121, [100, 21]],
    ['ja', ['小計 | 100.00', '消費税 | 10.00', '合計 | 110.00', 'お預り | 110.00'], 110, [100, 10]],
  ] as const)('says in %s which amount is the total: %o', (_language, rows, total, others) => {
    expect(doubtsOf(rows, { total })).toEqual({ total: 'verified' });
    for (const other of others)
      expect([other, doubtsOf(rows, { total: other })['total']]).toEqual([other, expect.stringContaining('label')]);
  });

  it('may say more of what is called as the field is, and another says it plainly', () => {
    const rows = ['Delivery fee | 5.00', 'Subtotal | 40.00', 'Pens | 35.00', 'Card | 5.00'];
    expect(doubtsOf(rows, { fee: 5 })).toEqual({ fee: 'verified' });
    expect(doubtsOf([...rows, 'Fee | 7.00'], { fee: 5 })).toEqual({ fee: 'verified 2 places label' });
    expect(doubtsOf([...rows, 'Fee | 7.00'], { fee: 7 })).toEqual({ fee: 'verified' });
    expect(doubtsOf(rows, { deliveryFee: 5 })).toEqual({ deliveryFee: 'verified' });
    const taxed = ['Fee 19 % on 50.00 | 9.50', 'Net | 50.00', 'Gross | 59.50'];
    expect(doubtsOf(taxed, { fee: 9.5 })).toEqual({ fee: 'verified' });
    expect(doubtsOf(['Totals | 50.00 | 9.50 | 59.50', 'Pens | 1.00'], { total: 59.5 })).toEqual({
      total: 'verified 2 label',
    });
  });

  it('stands between the value before and its own, behind it, or above', () => {
    const row = ['SAVING | 2.00 | TOTAL | 41.50', 'Pens | 40.00', 'Ink | 3.50'];
    expect(doubtsOf(row, { total: 41.5, saving: 2 })).toEqual({ total: 'verified', saving: 'verified' });
    expect(doubtsOf(row, { total: 2 })).toEqual({ total: 'verified 2 label' });
    const behind = ['41.50 total', '40.00 pens', '1.50 ink', '41.50 cash'];
    expect(doubtsOf(behind, { total: 41.5 })).toEqual({ total: 'verified' });
    expect(doubtsOf(behind, { total: 40 })).toEqual({ total: 'verified 2 label' });
    const above = ['Net price | Tax due | Total amount', '40.00     | 1.50    | 41.50       ', 'Cash 41.50'];
    expect(doubtsOf(above, { total: 41.5 })).toEqual({ total: 'verified' });
    expect(doubtsOf(above, { total: 40 })).toEqual({ total: 'verified 2 label' });
    // In a table, the head is not the label of its first line.
    const table = ['Article | Qty | Total', 'Pens | 2 | 9.00', 'Ink | 1 | 4.50', 'Card | 9.00'];
    expect(doubtsOf(table, { total: 9 })).toEqual({ total: 'verified 2 places' });
  });

  it('of a row that sums up columns goes on at their heads', () => {
    const lines = ['Pens | 30.00 | 5.70 | 35.70', 'Ink | 20.00 | 3.80 | 23.80'];
    const table = ['Article | Net | VAT | Gross', ...lines, 'Totals | 50.00 | 9.50 | 59.50'];
    for (const clean of [{ total: 59.5 }, { gross: 59.5 }, { netAmount: 50 }, { totalNet: 50 }, { vat: 9.5 }])
      expect([clean, Object.values(doubtsOf(table, clean))]).toEqual([clean, ['verified']]);
    for (const wrong of [{ total: 50 }, { total: 9.5 }, { gross: 50 }, { totalNet: 59.5 }, { vat: 50 }])
      expect([wrong, Object.values(doubtsOf(table, wrong))]).toEqual([wrong, ['verified 2 label']]);
    // Lines of a description are no heads.
    expect(doubtsOf([...table.slice(0, 3), 'black, | a bottle', table[3]!], { total: 59.5 })).toEqual({
      total: 'verified',
    });
    // What is written without decimals has its column as well.
    const whole = [...table.slice(0, 3), 'Totals | 50 | 9.50 | 59.50'];
    expect(doubtsOf(whole, { total: 59.5 })).toEqual({ total: 'verified' });
    expect(doubtsOf(whole, { total: 9.5 })).toEqual({ total: 'verified 2 label' });
    // Numbers stand at the right of their columns, and the heads at the left.
    const wide = ['Article | Net        | VAT        | Gross', 'Summe    |     50,00 |      9,50 |     59,50'].map(
      (row, i) => {
        const y = 50 + 15 * i;
        return row.split('|').map((text, k) => ({ text: text.trim(), x: 50 + 120 * k + (k > 0 ? 60 * i : 0), y }));
      },
    );
    const { evidence } = groundData({ total: 59.5, totalNet: 50 }, testPage(wide.flat()));
    expect(evidence).toMatchObject({ '/total': { doubts: [] }, '/totalNet': { doubts: [] } });
    // Heads that tell nothing leave the doubt, and so do words over all columns at once.
    const untold = ['Article | A | B | C', ...lines, 'Totals | 50.00 | 9.50 | 59.50'];
    expect(doubtsOf(untold, { total: 59.5 })).toEqual({ total: 'verified 2 label' });
    const over = ['Gross prices of all that was ordered, of whatever kind', 'Totals | 50.00 | 9.50 | 59.50'];
    expect(doubtsOf(over, { total: 50 })).toEqual({ total: 'verified 2 label' });
    // The lines of a table are none of its totals.
    const prices = ['Article | Price | Total', 'Pens | 4.50 | 9.00', 'Ink | 4.50 | 4.50', 'Card | 9.00'];
    expect(doubtsOf(prices, { total: 9 })).toEqual({ total: 'verified 2 places' });
  });

  it('of what was handed over is none of a total that was paid', () => {
    const rows = ['Pens | 45.05', 'TOTAL | 45.05', 'PAID | 50.00', 'CHANGE | 4.95'];
    for (const name of ['totalPaid', 'paid_total', 'totalAmountPaid', 'total']) {
      expect(doubtsOf(rows, { [name]: 45.05 })).toEqual({ [name]: 'verified' });
      expect(doubtsOf(rows, { [name]: 50 })).toEqual({ [name]: 'verified 2 label' });
    }
    for (const name of ['amountPaid', 'paid']) expect(doubtsOf(rows, { [name]: 50 })).toEqual({ [name]: 'verified' });
    const total = [...rows, 'TOTAL PAID | 50.00'];
    expect(doubtsOf(total, { totalPaid: 50 })).toEqual({ totalPaid: 'verified' });
    expect(doubtsOf(total, { totalPaid: 45.05 })['totalPaid']).toMatch(/label$/);
    const german = ['Gesamt | 45,05', 'Bezahlt | 50,00', 'Rückgeld | 4,95'];
    expect(doubtsOf(german, { total: 45.05 })).toEqual({ total: 'verified' });
    expect(doubtsOf(german.slice(1), { total: 50 })).toEqual({ total: 'verified 2 label' });
  });

  it('has the word of the field, and no other that has it in it', () => {
    const fees = ['COFFEE | 3.50', 'MUFFIN | 3.50', 'DELIVERY FEE | 2.00', 'TOTAL | 9.00'];
    expect(doubtsOf(fees, { fee: 3.5 })).toEqual({ fee: 'verified 2 places label' });
    expect(doubtsOf(fees, { fee: 2 })).toEqual({ fee: 'verified' });
    const dates = ['Update 2026-01-02', 'Date 2026-03-04'];
    expect(doubtsOf(dates, { date: '2026-01-02' })).toEqual({ date: 'verified 2 label' });
    expect(doubtsOf(dates, { date: '2026-03-04' })).toEqual({ date: 'verified' });
    const page = rowsPage('Exchange rate 4.20', 'Total 50.00', 'Change 4.20');
    const { evidence } = groundData({ change: 4.2 }, page);
    expect(evidence['/change']).toMatchObject({ doubts: [], spans: [{ bbox: { y0: 80 } }] });
  });

  it('is no other because it has a word of the field in a sentence', () => {
    const far = 'The total of all that was ever asked for by anybody here is 9.00';
    expect(doubtsOf([far, 'Pens 9.00'], { total: 9 })).toEqual({ total: 'verified 2 places' });
  });
});

describe('what can be read in two ways', () => {
  it.each([
    // Nothing else on the page.
    [['Weight 1,234'], { weight: 1234 }, 'verified 2 reading'],
    [['Weight 1,234'], { weight: 1.234 }, 'verified 2 reading'],
    [['On 03/04/2026'], { on: '2026-04-03' }, 'verified 2 reading'],
    [['On 03/04/2026'], { on: '2026-03-04' }, 'verified 2 reading'],
    // Other numbers say which mark parts the decimals.
    [['Weight 1,234', 'Price 9.50'], { weight: 1234 }, 'verified'],
    [['Weight 1,234', 'Price 9.50'], { weight: 1.234 }, 'unverified'],
    [['Weight 1,234', 'Preis 9,50'], { weight: 1.234 }, 'verified'],
    [['Weight 1,234', 'Preis 9,50'], { weight: 1234 }, 'unverified'],
    [['Weight 1.234', 'Summe 1.009,50'], { weight: 1234 }, 'verified'],
    // As often one as the other: the page does not tell.
    [['Weight 1,234', 'Price 9.50', 'Preis 9,50'], { weight: 1234 }, 'verified 2 reading'],
    // Other dates say what comes first.
    [['On 03/04/2026', 'Due 21/04/2026'], { on: '2026-04-03' }, 'verified'],
    [['On 03/04/2026', 'Due 21/04/2026'], { on: '2026-03-04' }, 'unverified'],
    [['On 03/04/2026', 'Due 04/21/2026'], { on: '2026-03-04' }, 'verified'],
    [['On 03/04/2026', 'Due 04/21/2026'], { on: '2026-04-03' }, 'unverified'],
    // A point in front of a number parts its decimals, where points do.
    [['Fee .50', 'Price 9.50'], { weight: 0.5 }, 'verified'],
    [['Fee .50', 'Price 9.50'], { weight: 50 }, 'unverified'],
    [['Fee .05', 'Price 9.50'], { fee: 0.05 }, 'verified'],
    [['Fee .50', 'Preis 9,50'], { weight: 50 }, 'verified'],
    [['Fee .50'], { weight: 0.5 }, 'verified 2 reading'],
    [['Fee .50'], { weight: '.50' }, 'verified'],
    [['Fee 50'], { weight: '.50' }, 'unverified'],
    // The point of an abbreviation parts nothing.
    [['I alt kr. 1.234,00'], { weight: 'kr.1.234' }, 'verified'],
    // Nor is the sign of a number punctuation.
    [['Balance 5.00'], { weight: '-5.00' }, 'unverified'],
    [['Balance (5.00)'], { weight: '-5.00' }, 'verified'],
    // The same in any order, or in one only.
    [['On 03/03/2026'], { on: '2026-03-03' }, 'verified'],
    [['On 2026-03-04'], { on: '2026-03-04' }, 'verified'],
    [['On 2026-03-04'], { on: '2026-04-03' }, 'unverified'],
    [['On 3 April 2026'], { on: '2026-04-03' }, 'verified'],
    [['Weight 0.125'], { weight: 0.125 }, 'verified'],
    [['Weight 1,234,567'], { weight: 1234567 }, 'verified'],
    // So does a value that is no ISO date, but can be read in one way only.
    [['On 04/03/2026', 'Due 21/04/2026'], { on: '3 April 2026' }, 'unverified'],
    [['On 04/03/2026', 'Due 21/04/2026'], { on: '4 March 2026' }, 'verified'],
    [['On 04/03/2026', 'Due 04/21/2026'], { on: 'April 3rd, 26' }, 'verified'],
    [['On 04/03/2026', 'Due 04/21/2026'], { on: '4 March 26' }, 'unverified'],
    [['On 04/03/2026'], { on: '3 April 2026' }, 'verified 2 reading'],
    [['On 13.04.2026', 'Due 04/21/2026', 'Paid 04/22/2026'], { on: '13.04.2026' }, 'verified'],
    // As it is printed, it is itself.
    [['On 03/04/2026'], { on: '03/04/2026' }, 'verified'],
    [['On 03/04/2026', 'Due 04/21/2026'], { on: '03/04/2026' }, 'verified'],
  ] as const)('%s: %o is %s', (rows, data, expected) => {
    expect(Object.values(doubtsOf(rows, data))).toEqual([expected]);
  });

  it('goes by a locale, whatever the page shows', () => {
    const rows = ['Weight 1,234', 'Price 9.50', 'On 03/04/2026', 'Due 21/04/2026'];
    expect(doubtsOf(rows, { weight: 1.234, on: '2026-04-03' }, { locale: 'de' })).toEqual({
      weight: 'verified',
      on: 'verified',
    });
    expect(doubtsOf(rows, { weight: 1234, on: '2026-03-04' }, { locale: 'en-US' })).toEqual({
      weight: 'verified',
      on: 'verified',
    });
    expect(doubtsOf(rows, { weight: 1.234, on: '2026-04-03' }, { locale: 'en-US' })).toEqual({
      weight: 'unverified',
      on: 'unverified',
    });
  });

  it('goes by the whole page where the model has named a row', () => {
    const options = { rows: { '/weight': [1] } };
    expect(doubtsOf(['Weight 1,234', 'Price 9.50'], { weight: 1.234 }, options)).toEqual({ weight: 'unverified' });
    expect(doubtsOf(['Weight 1,234', 'Price 9.50'], { weight: 1234 }, options)).toEqual({ weight: 'verified' });
  });
});

it('names a row that the model has cited for what it is', () => {
  expect(doubtsOf(RECEIPT, { total: 4.95 }, { rows: { '/total': [8] } })).toEqual({ total: 'verified 2 label' });
  expect(doubtsOf(RECEIPT, { total: 45.05 }, { rows: { '/total': [6] } })).toEqual({ total: 'verified' });
});

it('is told in words', () => {
  const found = { status: 'verified', score: 1, ambiguous: 0, doubts: [] } as const;
  expect(describeEvidence({ ...found, doubts: [] })).toBe('verified');
  expect(describeEvidence({ ...found, ambiguous: 3, doubts: ['places', 'label'] })).toBe(
    'verified, on several places, labelled as something else',
  );
  expect(describeEvidence({ ...found, ambiguous: 3, doubts: ['places'] })).toBe('verified, on 3 places');
  expect(describeEvidence({ ...found, status: 'fuzzy', score: 0.913, doubts: [] })).toBe('fuzzy 0.91');
});
