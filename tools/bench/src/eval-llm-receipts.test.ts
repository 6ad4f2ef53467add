import { expect, it } from 'vitest';
import { isoDate, toReceipt } from './eval-llm-receipts.ts';

it.each([
  ['17/01/2018', '2018-01-17'],
  ['3-1-18', '2018-01-03'],
  ['2018-01-17', '2018-01-17'],
  ['17 MAR 2018', '2018-03-17'],
  ['17.03.2018 10:00', '2018-03-17'],
  ['12/13/2016', '2016-12-13'],
  ['20180317', '2018-03-17'],
])('reads the date %s', (printed, iso) => {
  expect(isoDate(printed)).toBe(iso);
});

it('refuses what is no date', () => {
  expect(() => isoDate('soon')).toThrow('"soon" is no date');
});

it('makes a page of the truth', () => {
  const receipt = toReceipt(
    {
      id: '1',
      image: 'images/1.jpg',
      width: 100,
      height: 200,
      lines: [
        {
          poly: [
            [1, 2],
            [30, 2],
            [30, 9],
            [1, 9],
          ],
          text: 'TOTAL RM1,012.00',
        },
      ],
      fields: { company: 'C', date: '01/02/2018', address: 'A', total: 'RM1,012.00' },
    },
    '/corpus',
  );
  expect(receipt.fields).toEqual({ company: 'C', date: '2018-02-01', address: 'A', total: 1012 });
  expect(receipt.page.texts).toMatchObject([{ text: 'TOTAL RM1,012.00', bbox: { x0: 1, y0: 2, x1: 30, y1: 9 } }]);
  expect(receipt.image).toBe('/corpus/images/1.jpg');
});
