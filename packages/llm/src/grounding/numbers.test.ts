import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeText } from './normalize.ts';
import { findNumbers, parseNumber, type PrintedNumber } from './numbers.ts';

const valuesIn = (text: string): number[] => [
  ...new Set(findNumbers(normalizeText(text)).flatMap(({ values }) => values)),
];

describe('findNumbers', () => {
  it.each([
    ['1,234.56', 1234.56],
    ['1.234,56', 1234.56],
    ["1'234.56", 1234.56],
    ['1’234’567', 1234567],
    ['1 234 567,89', 1234567.89],
    ['1\u00a0234,50', 1234.5],
    ['1\u202f234', 1234],
    ['12,34,567.80', 1234567.8],
    ['1,234', 1234],
    ['1,234', 1.234],
    ['1.234', 1234],
    ['12.345.678', 12345678],
    ['0.50', 0.5],
    ['.50', 0.5],
    ['12,-', 12],
    ['500/-', 500],
    ['12. 00', 12],
    ['12 .50', 12.5],
    ['RM12.00', 12],
    ['TOTALRM14.20', 14.2],
    ['$ 1,000', 1000],
    ['€12', 12],
    ['12€', 12],
    ['12.50 EUR', 12.5],
    ['CHF 12.50', 12.5],
    ['₹ 1,00,000', 100000],
    ['6%', 6],
    ['6 %', 0.06],
    ['19,5 %', 0.195],
    ['-5.00', -5],
    ['−5.00', -5],
    ['5.00-', -5],
    ['(5.00)', -5],
    ['($1,234.00)', -1234],
    ['RM-0.41', -0.41],
    ['-$3.50', -3.5],
    ['(3)', 3],
    ['Total - 5.00', 5],
    ['5kg', 5],
    ['x3', 3],
    ['١٢٣٫٥', 123.5],
    ['１２．５', 12.5],
    ['100¹', 100],
    ['0', 0],
    ['-0.00', 0],
  ])('reads %s as %d', (text, value) => {
    expect(valuesIn(text)).toContain(value);
  });

  it.each([
    ['1,234.56', 234.56],
    ['1,234.56', 1],
    ['12.34', 1234],
    ['1,23', 123],
    ['0,123', 123],
    ['-5.00', 5],
    ['(5.00)', 5],
    ['A104', 104],
    ['CS1801', 1801],
    ['12345', 1234],
    ['12345', 2345],
    ['100¹', 1001],
    ['1 | 234', 1234],
    ['28.00 125.00', 28125],
    ['5.00', 500],
    ['1.2.3', 1.2],
  ])('does not read %s as %d', (text, value) => {
    expect(valuesIn(text)).not.toContain(value);
  });

  describe('with a point in front', () => {
    const only = (text: string): object => {
      const found = findNumbers(normalizeText(text));
      expect(found).toHaveLength(1);
      const [{ start, end, readings, form, decimals }] = found as [PrintedNumber];
      return { printed: text.slice(start, end), readings, form, decimals };
    };

    it.each([
      ['Total .50', '.50', '.', 0.5, 50],
      ['.05', '.05', '.', 0.05, 5],
      ['Menge ,5', ',5', ',', 0.5, 5],
      ['$.50', '$.50', '.', 0.5, 50],
      ['RM .50', 'RM .50', '.', 0.5, 50],
      ['-.50', '-.50', '.', -0.5, -50],
      ['(.50)', '(.50)', '.', -0.5, -50],
      ['..... .50', '.50', '.', 0.5, 50],
    ] as const)('reads %s first as its decimals', (text, printed, mark, decimal, plain) => {
      expect(only(text)).toEqual({
        printed,
        readings: [
          { mark, values: [decimal] },
          { mark: mark === '.' ? ',' : '.', values: [plain] },
        ],
        form: 'amount',
        decimals: text.split(mark).at(-1)!.replace(/\D/g, '').length,
      });
    });

    it('is nothing in any reading', () => {
      const readings = [{ mark: undefined, values: [0] }];
      expect(only('.00')).toEqual({ printed: '.00', readings, form: 'amount', decimals: 2 });
    });

    it.each([
      ['Total .....50', '50', 'whole'],
      ['Total . . . .50', '50', 'whole'],
      ['No.50', '50', 'whole'],
      ['Rs.50', 'Rs.50', 'amount'],
      ['v1, 50', '50', 'whole'],
    ])('has none in %s', (text, printed, form) => {
      const found = findNumbers(normalizeText(text)).at(-1)!;
      expect([text.slice(found.start, found.end), found.values, found.form]).toEqual([printed, [50], form]);
    });
  });

  it('finds every number in every usual print of it, and none of its neighbours', () => {
    const locales = ['en', 'de', 'fr', 'de-CH', 'en-IN', 'es', 'sv', 'pl', 'it', 'pt-BR', 'ru', 'ar-EG', 'fa'];
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom(...locales),
        fc.constantFrom(undefined, 'EUR', 'USD', 'MYR', 'CHF'),
        (cents, locale, currency) => {
          const value = cents / 100;
          const style = currency === undefined ? {} : ({ style: 'currency', currency } as const);
          const format = new Intl.NumberFormat(locale, {
            ...style,
            minimumFractionDigits: 2,
            maximumFractionDigits: 2,
          });
          const printed = valuesIn(`Total: ${format.format(value)}`);
          expect(printed).toContain(value === 0 ? 0 : value);
          expect(printed).not.toContain((cents + 1) / 100);
          expect(printed).not.toContain((cents - 100) / 100);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('parseNumber', () => {
  it('takes a text that is a number and nothing else', () => {
    expect(parseNumber('1,234.50')).toEqual([1234.5]);
    expect(parseNumber('rm 12.00')).toEqual([12]);
    expect(parseNumber('12 apples')).toEqual([]);
    expect(parseNumber('a-12')).toEqual([]);
    expect(parseNumber('.50')).toEqual([0.5]);
    expect(parseNumber('rs.50')).toEqual([50]);
  });
});

it('reads an amount behind an abbreviation in both conventions', () => {
  expect(parseNumber('kr.1.234')).toEqual([1.234, 1234]);
  expect(parseNumber('.50')).toEqual([0.5]);
});
