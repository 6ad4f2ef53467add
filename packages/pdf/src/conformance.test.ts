import { readdirSync, readFileSync } from 'node:fs';
import { testBackend, type BackendCase } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { pdfBackend } from './backend.ts';
import { encryptedPdf, pagesPdf, richPdf } from '@unifex/pdf-suite';

const line = (text: string, x = 10, y = 80): string => `BT /F1 10 Tf ${x} ${y} Td (${text}) Tj ET`;

/** Every sample of the repository, with the number and the size of its pages. Its words are looked at elsewhere. */
function samples(): BackendCase[] {
  const folder = new URL('../../../samples/', import.meta.url);
  const names = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return names.map((file) => {
    const truth = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Truth;
    return {
      name: truth.name,
      source: new URL(`${truth.name}.pdf`, folder),
      pageCount: truth.pages.length,
      ...(truth.password === undefined ? {} : { password: truth.password }),
      expect: { pages: truth.pages.map(({ width, height }) => ({ width, height })) },
    };
  });
}

interface Truth {
  readonly name: string;
  readonly password?: string;
  readonly pages: readonly { readonly width: number; readonly height: number }[];
}

testBackend({
  backend: pdfBackend,
  cases: [
    ...samples(),
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
      name: 'encrypted with RC4',
      source: encryptedPdf('open sesame', line('Behind a password')),
      pageCount: 1,
      password: 'open sesame',
      expect: { texts: ['Behind a password'] },
    },
  ],
  describe,
  it,
});
