import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDates, findTimes, parseDate } from './dates.ts';
import { normalizeText } from './normalize.ts';

const daysIn = (text: string): string[] => findDates(normalizeText(text)).flatMap(({ days }) => days);

describe('findDates', () => {
  it.each([
    ['21/03/2018', '2018-03-21'],
    ['03/21/2018', '2018-03-21'],
    ['2018-03-21', '2018-03-21'],
    ['2018-03-21T10:15:00Z', '2018-03-21'],
    ['21.3.18', '2018-03-21'],
    ['18/03/21', '2018-03-21'],
    ['21 - 03 - 2018', '2018-03-21'],
    ['#19- 21/03/2018', '2018-03-21'],
    ['20180321', '2018-03-21'],
    ['21032018', '2018-03-21'],
    ['21 March 2018', '2018-03-21'],
    ['21st of March, 2018', '2018-03-21'],
    ['March 21, 2018', '2018-03-21'],
    ["21 MAR '18", '2018-03-21'],
    ['21-Mar-18', '2018-03-21'],
    ['Wed, Mar 21st 2018 10:00', '2018-03-21'],
    ['2018 March 21', '2018-03-21'],
    ['21. März 2018', '2018-03-21'],
    ['le 21 mars 2018', '2018-03-21'],
    ['1er février 2018', '2018-02-01'],
    ['21 de marzo de 2018', '2018-03-21'],
    ['21 marzo 2018', '2018-03-21'],
    ['21 maart 2018', '2018-03-21'],
    ['21 марта 2018 г.', '2018-03-21'],
    ['21 marca 2018', '2018-03-21'],
    ['21 Mac 2018', '2018-03-21'],
    ['21 Ogos 2018', '2018-08-21'],
    ['2018年3月21日', '2018-03-21'],
    ['2018년 3월 21일', '2018-03-21'],
    ['21/03/2561', '2018-03-21'],
    ['٢١/٠٣/٢٠١٨', '2018-03-21'],
    ['DATE:21/03/2018 15:22', '2018-03-21'],
    ['29/02/2016', '2016-02-29'],
  ])('reads %s as %s', (text, day) => {
    expect(daysIn(text)).toContain(day);
  });

  it.each([
    ['21/03/2018', '2018-03-22'],
    ['31/02/2018', '2018-03-03'],
    ['29/02/2018', '2018-03-01'],
    ['121/03/2018', '2018-03-21'],
    ['21/03/20185', '2018-03-21'],
    ['21/03-2018', '2018-03-21'],
    ['21 Foo 2018', '2018-03-21'],
    ['tel 03-2018 9872', '2018-03-20'],
  ])('does not read %s as %s', (text, day) => {
    expect(daysIn(text)).not.toContain(day);
  });

  it('finds every day as languages print it', () => {
    const locales = [
      'en-GB',
      'en-US',
      'de',
      'fr',
      'es',
      'it',
      'nl',
      'pl',
      'cs',
      'ru',
      'sv',
      'pt',
      'tr',
      'ms',
      'ja',
      'el',
    ];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }),
        fc.constantFrom(...locales),
        fc.constantFrom<'short' | 'medium' | 'long'>('short', 'medium', 'long'),
        (date, locale, dateStyle) => {
          const day = date.toISOString().slice(0, 10);
          const printed = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }).format(date);
          expect(daysIn(`x ${printed} y`), `${locale} ${printed}`).toContain(day);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('parseDate', () => {
  it('takes a text that is a date and nothing else', () => {
    expect(parseDate('2018-03-21')).toEqual(['2018-03-21']);
    expect(parseDate('2018-03-21t10:00:00z')).toEqual(['2018-03-21']);
    expect(parseDate('03/04/2018')).toEqual(['2018-04-03', '2018-03-04']);
    expect(parseDate('due 2018-03-21')).toEqual([]);
    expect(parseDate('2018-02-30')).toEqual([]);
  });
});

describe('findTimes', () => {
  const secondsIn = (text: string): number[] => findTimes(normalizeText(text)).flatMap(({ seconds }) => [...seconds]);
  it.each([
    ['at 14:30', [52_200]],
    ['2:30 PM', [52_200]],
    ['2.30 p.m.', [52_200]],
    ['12:05 am', [300]],
    ['14h30', [52_200]],
    ['14:30:15', [52_215]],
    ['25:00', []],
    ['14:61', []],
    ['13:00 pm', []],
  ])('reads %s', (text, seconds) => {
    expect(secondsIn(text)).toEqual(seconds);
  });
});
