import { samplePath } from '@unifex/samples';
import { testBackend } from '@unifex/testkit';
import { afterAll, describe, it } from 'vitest';
import { ocrServerBackend } from './backend.ts';
import { bitmapOf, imageOf } from './test-images.ts';
import { answerJson, testServer } from './test-server.ts';

const results = [
  { text: 'Received with thanks', bbox: [10, 10, 210, 30], confidence: 0.97 },
  { text: 'Total', bbox: [10, 50, 60, 70], confidence: 0.9 },
  { text: '12.50', bbox: [70, 50, 120, 70], confidence: 0.8 },
];
const server = await testServer((response) => answerJson(response, { results }));
afterAll(() => server[Symbol.asyncDispose]());

testBackend({
  backend: ocrServerBackend,
  options: { url: server.url },
  cases: [
    {
      name: 'a receipt',
      source: await imageOf('png', 400, 200),
      pageCount: 1,
      options: { dpi: 96 },
      expect: {
        texts: ['Received with thanks', 'Total 12.50'],
        pages: [{ texts: ['Total 12.50'], width: 300, height: 150, rotation: 0 }],
        metadata: { pageCount: 1 },
      },
    },
    {
      name: 'a bitmap of 72 dpi',
      source: bitmapOf(400, 200),
      pageCount: 1,
      options: { dpi: 72 },
      expect: { pages: [{ width: 400 }] },
    },
    {
      name: 'a PDF',
      source: samplePath('scanned'),
      pageCount: 1,
      options: { dpi: 72 },
      expect: { texts: ['Total 12.50'] },
    },
    {
      name: 'an encrypted PDF',
      source: samplePath('encrypted'),
      pageCount: 1,
      password: 'secret',
      options: { dpi: 72 },
    },
  ],
  describe,
  it,
});
