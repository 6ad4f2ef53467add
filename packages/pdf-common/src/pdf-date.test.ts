import { describe, expect, it } from 'vitest';
import { pdfDateToIso } from './pdf-date.ts';

describe('pdfDateToIso', () => {
  it.each([
    ["D:20240517083000+02'00'", '2024-05-17T08:30:00+02:00'],
    ["D:20240517083000-05'30", '2024-05-17T08:30:00-05:30'],
    ['D:20240517083000Z', '2024-05-17T08:30:00Z'],
    ["D:20240517083000Z00'00'", '2024-05-17T08:30:00Z'],
    ['D:20240517083000', '2024-05-17T08:30:00'],
    ['D:202405170830', '2024-05-17T08:30:00'],
    ['20240517', '2024-05-17'],
    ['D:202405', '2024-05'],
    ['D:2024', '2024'],
    ['D:20240229', '2024-02-29'],
  ])('reads %s as %s', (text, iso) => {
    expect(pdfDateToIso(text)).toBe(iso);
  });

  it.each(['', 'yesterday', 'D:20241332', 'D:20230229', 'D:20240517256000', 'Fri May 17 2024', null, undefined])(
    'gives nothing for %j',
    (text) => {
      expect(pdfDateToIso(text)).toBeUndefined();
    },
  );
});
