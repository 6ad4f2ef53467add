import { PDFDocument, rgb } from '@cantoo/pdf-lib';
import { createExtractor } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../run/encode-png.ts';
import { LOOK_DPI, lookAtRows } from './look.ts';
import { pageRows } from './visual-rows.ts';

const WHITE = rgb(1, 1, 1);
const DARK = rgb(0.1, 0.15, 0.2);

/** A picture of these colours, with noise on them that is the same every time. */
function noisyPng(width: number, height: number, colorAt: (x: number) => readonly number[]): Promise<Uint8Array> {
  const rgba = new Uint8Array(4 * width * height).fill(255);
  let seed = 7;
  for (let at = 0; at < rgba.length; at += 4) {
    // Park and Miller's generator.
    const noise = ((seed = (seed * 48271) % 2147483647) % 31) - 15;
    rgba.set(
      colorAt((at / 4) % width).map((value) => value + noise),
      at,
    );
  }
  return encodePng(rgba, width, height);
}

describe('lookAtRows', () => {
  it('tells what is covered from what stands on a ground', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([400, 400]);
    const write = (text: string, y: number, color = DARK, x = 50, size = 12): void =>
      page.drawText(text, { x, y, size, color });
    const fill = (y: number, color = WHITE, x = 40, width = 320): void =>
      page.drawRectangle({ x, y: y - 4, width, height: 20, color });
    write('plain', 370);
    fill(340);
    write('dark on a white box', 340);
    write('under a white box', 310);
    fill(310);
    write('under a black bar', 280);
    fill(280, rgb(0, 0, 0));
    fill(250, DARK);
    write('white on a dark band', 250, WHITE);
    write('white on the page', 220, WHITE);
    write('grey on the page', 190, rgb(0.8, 0.8, 0.8));
    write('Total 42.00', 160);
    fill(160, WHITE, 80, 200);
    write('fine print', 130, DARK, 50, 4);
    const pdf = await document.save();

    for (const type of ['pdfium', 'pdf']) {
      await using reader = await createExtractor(pdf, type);
      const [read] = (await reader.extract({ executor: 'inline' })).document.pages;
      const rows = pageRows(read!, 1);
      expect(rows.doubtful).toBe(true);
      await using drawer = await createExtractor(pdf, 'pdfium');
      const looked = lookAtRows(rows, await drawer.renderPage(0, { dpi: LOOK_DPI, format: 'rgba' }));
      expect(looked.rows.map(({ text, hidden }) => [text, hidden])).toEqual([
        ['plain', undefined],
        ['dark on a white box', undefined],
        ['under a white box', 'covered'],
        ['under a black bar', 'covered'],
        ['white on a dark band', undefined],
        ['grey on the page', undefined],
        ['Total', undefined],
        ['42.00', 'covered'],
        ['fine print', undefined],
        ['white on the page', 'same-colour'],
      ]);
      const ids = looked.rows.filter(({ hidden }) => !hidden).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('tells what lies under a picture from what stands on one', async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([400, 400]);
    // A photograph: a light gradient with noise.
    const photo = await document.embedPng(await noisyPng(80, 20, (x) => [180 + (x % 40), 190, 150 + x / 2]));
    const write = (text: string, y: number, color = DARK): void => page.drawText(text, { x: 50, y, size: 12, color });
    const draw = (y: number): void => page.drawImage(photo, { x: 40, y: y - 6, width: 320, height: 24 });
    write('Total 42.00 under', 350);
    draw(350);
    draw(300);
    write('Total 43.00 upon', 300);
    draw(250);
    write('red upon', 250, rgb(0.8, 0.1, 0.1));
    write('red under', 200, rgb(0.8, 0.1, 0.1));
    draw(200);
    draw(150);
    write('white upon', 150, WHITE);
    write('plain', 100);
    const pdf = await document.save();
    for (const type of ['pdfium', 'pdf']) {
      await using reader = await createExtractor(pdf, type);
      const [read] = (await reader.extract({ executor: 'inline' })).document.pages;
      await using drawer = await createExtractor(pdf, 'pdfium');
      const image = await drawer.renderPage(0, { dpi: LOOK_DPI, format: 'rgba' });
      const looked = lookAtRows(pageRows(read!, 1), image);
      expect(looked.rows.map(({ text, hidden }) => [text, hidden])).toEqual([
        ['Total 42.00 under', 'covered'],
        ['Total 43.00 upon', undefined],
        ['red upon', undefined],
        ['red under', 'covered'],
        ['white upon', undefined],
        ['plain', undefined],
      ]);
    }
  });

  it('takes text for seen after all that was taken for drawn in the colour of its ground', () => {
    // A gradient behind white letters is in no fill of the page.
    const [width, height] = [200, 100];
    const data = new Uint8Array(4 * width * height).fill(60);
    for (let i = 0; i < 40; i += 1)
      data.fill(255, 4 * ((40 + (i % 20)) * width + 60 + i), 4 * ((40 + (i % 20)) * width + 61 + i));
    const row = {
      id: 1,
      text: 'white',
      bbox: { x0: 50, y0: 35, x1: 110, y1: 65 },
      words: [{ text: 'white', bbox: { x0: 50, y0: 35, x1: 110, y1: 65 }, before: '' as const }],
      source: 'native' as const,
    };
    const image = { data, width, height, transform: [1, 0, 0, 1, 0, 0] as const };
    const look = (hidden: 'same-colour' | 'invisible'): (string | undefined)[] =>
      lookAtRows({ page: 0, width, height, rows: [{ ...row, hidden }] }, image).rows.map((seen) => seen.hidden);
    expect(look('same-colour')).toEqual([undefined]);
    expect(look('invisible')).toEqual(['invisible']);
  });
});
