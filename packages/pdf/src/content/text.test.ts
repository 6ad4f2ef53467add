import { expect, it } from 'vitest';
import { rawPdf, readPage } from '../test-pdf.ts';

// PDFium restores the text position too, which the specification leaves open: q within a text object is not allowed.
it('restores the text state, and not the position, with Q within a text object', async () => {
  const content = 'BT /F1 10 Tf 10 50 Td q 5 Tc (ab) Tj Q (ab) Tj ET';
  const { texts } = await readPage(rawPdf(content), { granularity: 'char' });
  // Helvetica (Adobe Core14 AFM): a is 556 wide.
  expect(texts[3]!.bbox.x0 - texts[2]!.bbox.x0).toBeCloseTo(5.56, 2);
  expect(texts[1]!.bbox.x0 - texts[0]!.bbox.x0).toBeCloseTo(10.56, 2);
  expect(texts[2]!.bbox.x0).toBeGreaterThan(texts[1]!.bbox.x0);
});

it.each([
  ['a place', `BT /F1 10 Tf ${'9'.repeat(400)} 50 Td (far) Tj ET`],
  ['a place and its negative', `BT /F1 10 Tf ${'9'.repeat(400)} 50 Td -${'9'.repeat(400)} 0 Td (far) Tj ET`],
  ['a scale', `BT /F1 10 Tf 10 50 Td ${'9'.repeat(400)} Tz (far) Tj ET`],
  ['a size', `BT /F1 ${'9'.repeat(400)} Tf 10 50 Td (far) Tj ET`],
  ['a name for a size', 'BT /F1 /X Tf 10 50 Td (far) Tj ET'],
  ['a matrix', `BT /F1 10 Tf ${'9'.repeat(400)} ${'9'.repeat(400)} 0 1 10 50 Tm (far) Tj ET`],
])('gives boxes of numbers where the file has %s beyond all numbers', async (_, content) => {
  const { texts, coverage } = await readPage(rawPdf(content));
  expect(texts.map(({ text }) => text).join('')).toBe('far');
  for (const { bbox } of texts) expect(Object.values(bbox).every(Number.isFinite), JSON.stringify(bbox)).toBe(true);
  expect(coverage?.glyphs).toBe(3);
});
