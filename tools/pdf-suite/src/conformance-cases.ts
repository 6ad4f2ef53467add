import { readTruth, sampleNames, samplePath } from '@unifex/samples';
import type { BackendCase } from '@unifex/testkit';
import { pathToFileURL } from 'node:url';
import { encryptedPdf, pagesPdf, richPdf } from './conformance-documents.ts';

const line = (text: string, x = 10, y = 80): string => `BT /F1 10 Tf ${x} ${y} Td (${text}) Tj ET`;

/** What a backend for PDFs is given to the suite of `@unifex/testkit`: the samples, and documents made for its rules. */
export function pdfConformanceCases(): BackendCase[] {
  return [
    ...sampleCases(),
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
  ];
}

/** Every sample of the repository, with the number and the size of its pages. Its words are looked at elsewhere. */
function sampleCases(): BackendCase[] {
  return sampleNames.map((name) => {
    const { password, pages } = readTruth(name);
    return {
      name,
      source: pathToFileURL(samplePath(name)),
      pageCount: pages.length,
      ...(password === undefined ? {} : { password }),
      expect: { pages: pages.map(({ width, height }) => ({ width, height })) },
    };
  });
}
