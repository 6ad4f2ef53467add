import { expect, it, vi } from 'vitest';
import { openBytes, rawPdf } from '../test-pdf.ts';

vi.mock('sharp', () => {
  throw new Error("Cannot find package 'sharp'");
});

it('says which package is missing, and needs none for raw pixels', async () => {
  const { signal } = new AbortController();
  await using reader = await openBytes(rawPdf(''));
  await expect(reader.renderPage!(0, { format: 'png' }, { signal })).rejects.toMatchObject({
    code: 'RUNTIME_UNSUPPORTED',
    message: expect.stringMatching(/npm install sharp/),
  });
  const { data } = await reader.renderPage!(0, { format: 'rgba', width: 10 }, { signal });
  expect(data).toHaveLength(10 * 5 * 4);
});
