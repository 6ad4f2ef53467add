import { expect, it, vi } from 'vitest';
import { openBytes, rawPdf } from '../test-pdf.ts';

vi.mock('sharp', () => {
  throw new Error("Cannot find package 'sharp'");
});

it.each(['jpeg', 'webp'] as const)('says which package is missing for %s', async (format) => {
  const { signal } = new AbortController();
  await using reader = await openBytes(rawPdf(''));
  await expect(reader.renderPage!(0, { format }, { signal })).rejects.toMatchObject({
    code: 'RUNTIME_UNSUPPORTED',
    message: expect.stringMatching(/npm install sharp.*'png'/),
  });
});

it('needs none for a PNG, and for raw pixels', async () => {
  const { signal } = new AbortController();
  await using reader = await openBytes(rawPdf(''));
  const png = await reader.renderPage!(0, { width: 10 }, { signal });
  expect([png.format, ...png.data.subarray(0, 4)]).toEqual(['png', 0x89, 0x50, 0x4e, 0x47]);
  const { data } = await reader.renderPage!(0, { format: 'rgba', width: 10 }, { signal });
  expect(data).toHaveLength(10 * 5 * 4);
});
