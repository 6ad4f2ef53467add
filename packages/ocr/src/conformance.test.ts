import { testBackend } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { tesseractBackend } from './backend.ts';
import { lockedPdf, PIECE_DPI, piecePdf, piecePng, pieceTiff } from './test-pages.ts';

testBackend({
  backend: tesseractBackend,
  options: { dpi: PIECE_DPI },
  cases: [
    {
      name: 'two scanned pages',
      source: await piecePdf('Salary review 2026', 'Confidential'),
      pageCount: 2,
      expect: {
        pages: [
          { texts: ['Salary review 2026'], width: 240, height: 42, rotation: 0 },
          { texts: ['Confidential'], width: 90, height: 26 },
        ],
      },
    },
    { name: 'an image', source: await piecePng(), pageCount: 1, expect: { texts: ['Salary review 2026'] } },
    {
      name: 'the frames of a TIFF',
      source: await pieceTiff('Confidential', 'Salary review 2026'),
      pageCount: 2,
      expect: { pages: [{ texts: ['Confidential'] }, { texts: ['Salary review 2026'] }] },
    },
    {
      name: 'an encrypted PDF',
      source: await lockedPdf('secret', 'Salary review 2026'),
      pageCount: 1,
      password: 'secret',
      expect: { texts: ['Salary review 2026'] },
    },
  ],
  describe,
  it,
});
