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
