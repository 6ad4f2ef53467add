import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandInputs } from './expand-inputs.ts';

describe('expandInputs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unifex-inputs-'));
    await mkdir(join(folder, 'sub'));
    for (const name of ['b.pdf', 'A.PDF', 'scan.png', 'notes.txt', '.hidden.pdf', 'sub/c.pdf'])
      await writeFile(join(folder, name), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const names = async (inputs: string[], options: { extractor?: string; glob?: string } = {}): Promise<string[]> => {
    const { items } = await expandInputs(inputs, { extractor: 'auto', ...options });
    return items.map((item) => (item.kind === 'failure' ? `failure ${item.error.code}` : item.outputName));
  };

  it('finds documents below a folder, sorted, in any case of the extension, without hidden files', async () => {
    expect(await names([folder])).toEqual(['A.PDF', 'b.pdf', 'scan.png', 'sub/c.pdf']);
  });

  it('takes only PDFs for the pdf extractor, and whatever --glob says', async () => {
    expect(await names([folder], { extractor: 'pdf' })).toEqual(['A.PDF', 'b.pdf', 'sub/c.pdf']);
    expect(await names([folder], { glob: '*.txt' })).toEqual(['notes.txt']);
  });

  it('counts a folder as several documents even when it holds one', async () => {
    expect(await expandInputs([join(folder, 'sub')], { extractor: 'auto' })).toMatchObject({
      several: true,
      items: [{ kind: 'file' }],
    });
    expect(await expandInputs([join(folder, 'b.pdf')], { extractor: 'auto' })).toMatchObject({ several: false });
    expect(await expandInputs(['a.pdf', '-'], { extractor: 'auto' })).toMatchObject({ several: true });
  });

  it('says so where a folder or a pattern gives nothing', async () => {
    const { items } = await expandInputs([folder, join(folder, '*.doc')], { extractor: 'auto', glob: '*.tiff' });
    expect(items).toMatchObject([
      {
        kind: 'failure',
        label: folder,
        error: { code: 'SOURCE_NOT_FOUND', message: expect.stringContaining('matches *.tiff') as string },
      },
      {
        kind: 'failure',
        error: { code: 'SOURCE_NOT_FOUND', message: expect.stringContaining('matches no file') as string },
      },
    ]);
  });

  it('expands a pattern that the shell left alone', async () => {
    const { items } = await expandInputs([join(folder, '*.pdf')], { extractor: 'auto' });
    expect(items).toMatchObject([{ kind: 'file', label: expect.stringMatching(/b\.pdf$/) as string }]);
  });

  it('keeps a path that is not there: reading it is what fails', async () => {
    const { items } = await expandInputs(['nowhere.pdf'], { extractor: 'auto' });
    expect(items).toEqual([{ kind: 'file', uri: 'nowhere.pdf', label: 'nowhere.pdf', outputName: 'nowhere.pdf' }]);
  });

  it('names what comes from standard input, file: URLs and the network', async () => {
    expect(await names(['-'])).toEqual(['stdin']);
    expect(await names([pathToFileURL(join(folder, 'b.pdf')).href])).toEqual(['b.pdf']);
    expect(await names(['https://example.com/a/my%20report.pdf?x=1'])).toEqual(['my report.pdf']);
    expect(await names(['https://example.com/'])).toEqual(['example.com']);
    expect(await names(['https://example.com/a/..%2f..%2fetc'])).toEqual(['__2f.._2fetc']);
  });

  it('refuses a URL that cannot be read before anything is', async () => {
    await expect(names(['a.pdf', 'ftp://example.com/a.pdf'])).rejects.toThrow(
      'scheme "ftp"; only http, https and file',
    );
    await expect(names(['http://'])).rejects.toThrow('"http://" is not a valid URL');
  });

  it('shows no password of a URL', async () => {
    const { items } = await expandInputs(['https://me:secret@example.com/a.pdf'], { extractor: 'auto' });
    expect(items).toMatchObject([
      { uri: 'https://me:secret@example.com/a.pdf', label: 'https://example.com/a.pdf', outputName: 'a.pdf' },
    ]);
  });
});
