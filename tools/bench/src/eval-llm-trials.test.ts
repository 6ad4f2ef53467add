import { expect, it } from 'vitest';
import { toReceipt } from './eval-llm-receipts.ts';
import { changedDigits, noTallies, otherAmounts, tryReceipt } from './eval-llm-trials.ts';

it('changes one digit at a time', () => {
  expect(changedDigits('a1b')).toEqual(['a2b', 'a3b', 'a4b', 'a5b', 'a6b', 'a7b', 'a8b', 'a9b']);
  expect(changedDigits('10')).toHaveLength(8 + 9);
});

it('tells true values from wrong ones, and marks wrong ones that stand elsewhere', () => {
  const lines = ['ACME TRADING SDN BHD', 'NO 5 JALAN BESAR', '01/02/2018', 'Pens 4.00', 'Rulers 4.00', 'Total 5.00'];
  const { page, fields } = toReceipt(
    {
      id: '1',
      image: '1.jpg',
      width: 500,
      height: 500,
      lines: lines.map((text, i) => {
        const y = 20 * i;
        return {
          text,
          poly: [
            [0, y],
            [10 * text.length, y],
            [10 * text.length, y + 12],
            [0, y + 12],
          ] as const,
        };
      }),
      fields: { company: lines[0]!, address: lines[1]!, date: lines[2]!, total: '5.00' },
    },
    '/',
  );
  const tallies = noTallies();
  tryReceipt(
    page,
    fields,
    [{ company: 'Other Ltd', address: '9 Elsewhere Road', date: '2018-01-01', total: 4 }],
    tallies,
  );
  for (const trial of ['company', 'address', 'date', 'total', 'total, cited'] as const) {
    expect([trial, tallies[trial].verified]).toEqual([trial, 1]);
  }
  expect(otherAmounts(page, 5)).toEqual([4]);
  expect(tallies['another amount of the receipt, as its total']).toEqual({
    verified: 1,
    fuzzy: 0,
    unverified: 0,
    ambiguous: 1,
    doubted: 1,
  });
  expect(tallies["another receipt's total"]).toEqual({
    verified: 1,
    fuzzy: 0,
    unverified: 0,
    ambiguous: 1,
    doubted: 1,
  });
  expect(tallies["another receipt's total, cited"]).toEqual({
    verified: 0,
    fuzzy: 0,
    unverified: 1,
    ambiguous: 0,
    doubted: 0,
  });
  expect(tallies['total, a digit changed'].verified).toBe(1);
  expect(tallies['total, a digit changed, cited']).toMatchObject({ verified: 0, fuzzy: 0 });
  expect(tallies["another receipt's company"].unverified).toBe(1);
  expect(tallies['address, a digit changed']).toMatchObject({ verified: 0, fuzzy: 0 });
});
