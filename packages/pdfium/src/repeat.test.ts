import { describe, expect, it } from 'vitest';
import { openBytes, rawPdf } from './test-pdf.ts';

const signal = new AbortController().signal;

describe('the memory of glyphs', () => {
  it('does not mix up fonts that say different things with the same codes', async () => {
    const differences = (names: string): string =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [97 ${names}] >> >>`;
    const pdf = rawPdf('BT /A 10 Tf 10 80 Td (ab) Tj /B 10 Tf 0 -20 Td (ab) Tj /F1 10 Tf 0 -20 Td (ab) Tj ET', {
      page: '/Resources << /Font << /F1 5 0 R /A 6 0 R /B 7 0 R >> >>',
      objects: [differences('/x /y'), differences('/one /two')],
    });
    await using reader = await openBytes(pdf);
    for (let time = 0; time < 3; time++) {
      const page = await reader.extractPage(0, { signal });
      expect(page.texts.map(({ text }) => text)).toEqual(['xy', '12', 'ab']);
    }
  });

  it('does not let the space of one page cut the words of another', async () => {
    // A space as wide as a letter, of a font that is not monospaced, is believed only where it is drawn.
    const font = `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 98 /Widths [600 ${'500 '.repeat(66)}] >>`;
    const pdf = rawPdf('BT /A 10 Tf 10 80 Td [(abab) -160 (abab)] TJ 0 -20 Td (abab abab) Tj ET', {
      page: '/Resources << /Font << /A 6 0 R >> >>',
      objects: [font],
    });
    await using reader = await openBytes(pdf);
    const first = await reader.extractPage(0, { signal });
    expect(first.texts.map(({ text }) => text)).toEqual(['abab abab', 'abab abab']);
    expect(await reader.extractPage(0, { signal })).toEqual(first);
  });

  it('ends with the document: the next one may have other fonts at the same addresses', async () => {
    for (const [name, text] of [
      ['/x', 'x'],
      ['/one', '1'],
      ['/Aring', 'Å'],
      ['/fi', 'fi'],
    ]) {
      const font = `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [97 ${name}] >> >>`;
      const pdf = rawPdf('BT /A 10 Tf 10 80 Td (a) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [font],
      });
      await using reader = await openBytes(pdf);
      expect((await reader.extractPage(0, { signal })).texts[0]?.text).toBe(text);
    }
  });

  it('lets go of fonts when there are too many, and learns them again', async () => {
    const count = 520;
    const font = (i: number): string =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [97 ${i % 2 ? '/x' : '/y'}] >> >>`;
    const names = Array.from({ length: count }, (_, i) => `/N${i} ${i + 6} 0 R`).join(' ');
    const show = Array.from({ length: count }, (_, i) => `/N${i} 1 Tf 5 0 Td (a) Tj`).join(' ');
    const pdf = rawPdf(`BT ${show} ET`, {
      page: `/MediaBox [0 0 4000 100] /Resources << /Font << ${names} >> >>`,
      objects: Array.from({ length: count }, (_, i) => font(i)),
    });
    await using reader = await openBytes(pdf, { granularity: 'char' });
    const read = async (): Promise<string> =>
      (await reader.extractPage(0, { signal })).texts.map(({ text }) => text).join('');
    const first = await read();
    expect(first).toBe('yx'.repeat(count / 2));
    expect(await read()).toBe(first);
    expect(await read()).toBe(first);
  });
});

describe('the event loop', () => {
  it('turns while a document is read in one loop', async () => {
    const pdf = rawPdf(`BT /F1 1 Tf 1 TL 10 90 Td ${'(some words to read) Tj T* '.repeat(400)} ET`);
    await using reader = await openBytes(pdf);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    for (let i = 0; i < 60; i++) await reader.extractPage(0, { signal });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
