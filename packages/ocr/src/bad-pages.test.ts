import { createExtractor, type ExtractionResult, type ExtractOptions } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { tesseractBackend } from './backend.ts';
import { enginePool } from './engine/pool.ts';
import { answerJson, testServer } from './server/test-server.ts';
import { ocrServerBackend } from './server/index.ts';
import { PIECE_DPI, piecePdf, pieceTiff } from './test-pages.ts';

/** What is wrong with one page is that page's error; these are the texts of the pages and the codes of the errors, in order. */
function outcome({ pageResults }: ExtractionResult): string[] {
  return pageResults.map((result) =>
    result.success ? result.page.texts.map(({ text }) => text).join('\n') : result.error.code,
  );
}

async function readFrames(bytes: Uint8Array, options: object, how: ExtractOptions = {}): Promise<ExtractionResult> {
  await using extractor = await createExtractor(bytes, tesseractBackend, { dpi: PIECE_DPI, ...options });
  return await extractor.extract(how);
}

describe('one bad page', () => {
  it.each([
    ['first', ['Salary review 2026', 'Confidential'], ['SOURCE_TOO_LARGE', 'Confidential']],
    ['last', ['Confidential', 'Salary review 2026'], ['Confidential', 'SOURCE_TOO_LARGE']],
  ] as const)('a frame of too many pixels, the %s', async (_where, frames, expected) => {
    expect(outcome(await readFrames(await pieceTiff(...frames), { maxPixels: 12_000 }))).toEqual(expected);
  });

  it('a frame that is damaged', async () => {
    const tiff = await pieceTiff('Confidential', 'Salary review 2026', 'Confidential');
    const view = new DataView(tiff.buffer);
    // The second directory, whose first entry is the width, of nothing; each has nine entries of twelve bytes.
    const second = view.getUint32(8 + 2 + 9 * 12, true);
    view.setUint32(second + 2 + 8, 0, true);
    expect(outcome(await readFrames(tiff, {}))).toEqual(['Confidential', 'DOCUMENT_CORRUPT', 'Confidential']);
  });

  it('one on which an engine breaks down', async () => {
    const pages = await piecePdf('Confidential', 'Confidential', 'Confidential');
    await using extractor = await createExtractor(pages, tesseractBackend, { dpi: PIECE_DPI });
    const found: string[] = [];
    for await (const result of extractor.pageResults()) {
      found.push(result.success ? result.page.texts[0]!.text : result.error.code);
      // All engines of the process are ended under the page that comes next.
      if (found.length === 1) setTimeout(() => void enginePool.close(), 1);
    }
    expect(found).toEqual(['Confidential', expect.stringMatching(/^(WORKER_CRASHED|Confidential)$/), 'Confidential']);
  });

  it('one that takes too long costs its engine, which is replaced', async () => {
    const pages = await piecePdf('Confidential', 'Confidential');
    await using extractor = await createExtractor(pages, tesseractBackend, { dpi: PIECE_DPI });
    const late = await extractor.extract({ pages: [0], pageTimeoutMs: 1 });
    expect(outcome(late)).toEqual(['PAGE_TIMEOUT']);
    expect(outcome(await extractor.extract({ pages: [1] }))).toEqual(['Confidential']);
  });

  it('none of them is begun where the data of a language are missing', async () => {
    const opening = createExtractor(await pieceTiff('Confidential'), tesseractBackend, { languages: ['en', 'yo'] });
    await expect(opening).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('npm install @tesseract.js-data/yor'),
    });
  });
});

describe('one page of which a server makes nothing', () => {
  const word = { text: 'Confidential', bbox: [0, 0, 90, 20], confidence: 0.9 };

  it.each<[string, (response: Parameters<typeof answerJson>[0]) => void]>([
    ['no answer at all', () => undefined],
    ['an HTML page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>')],
    ['429', (response) => answerJson(response, { error: 'busy' }, 429, { 'retry-after': '0' })],
    ['another shape', (response) => answerJson(response, { text: 'Confidential' })],
    ['boxes beside the image', (response) => answerJson(response, { results: [{ ...word, bbox: [0, 0, 9e9, 20] }] })],
    ['a connection that breaks', (response) => response.destroy()],
  ])('%s', async (_name, fail) => {
    let pages = 0;
    await using server = await testServer((response) => {
      // Pages are asked for one after the other; the one in the middle gets what is wrong, however often it is asked for.
      if (pages === 1) fail(response);
      else answerJson(response, { results: [word] });
    });
    const options = { url: server.url, dpi: PIECE_DPI, timeoutMs: 300, retries: 1 };
    const bytes = await piecePdf('Confidential', 'Confidential', 'Confidential');
    await using extractor = await createExtractor(bytes, ocrServerBackend, options);
    const found: string[] = [];
    for await (const result of extractor.pageResults()) {
      pages += 1;
      found.push(result.success ? result.page.texts[0]!.text : result.error.code);
    }
    expect(found).toEqual(['Confidential', 'PROVIDER_ERROR', 'Confidential']);
  });
});
