import { testBackend } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { pdfiumBackend } from './backend.ts';
import { encryptedPdf, pagesPdf, richPdf } from '@unifex/pdf-suite';

const line = (text: string, x = 10, y = 80): string => `BT /F1 10 Tf ${x} ${y} Td (${text}) Tj ET`;

testBackend({
  backend: pdfiumBackend,
  cases: [
    {
      name: 'several pages',
      source: pagesPdf([
        { content: `${line('First page')} ${line('of a document', 10, 60)}` },
        { content: line('Turned around'), page: '/Rotate 90' },
        { content: line('Cut and scaled', 30), page: '/CropBox [20 10 120 90] /UserUnit 2' },
        { content: '' },
      ]),
      pageCount: 4,
      expect: {
        texts: ['First page of a document'],
        pages: [
          { texts: ['First page'], width: 200, height: 100, rotation: 0 },
          { texts: ['Turned around'], width: 100, height: 200, rotation: 90 },
          { texts: ['Cut and scaled'], width: 200, height: 160 },
        ],
        metadata: { title: 'Conformance', pageLabels: ['i', 'ii', 'iii', 'iv'] },
      },
    },
    {
      name: 'all sorts of things',
      source: richPdf(),
      pageCount: 1,
      expect: { texts: ['All sorts of things', 'invisible', 'off the page', 'clipped'] },
    },
    {
      name: 'encrypted',
      source: encryptedPdf('open sesame', line('Behind a password')),
      pageCount: 1,
      password: 'open sesame',
      expect: { texts: ['Behind a password'] },
    },
  ],
  describe,
  it,
});
