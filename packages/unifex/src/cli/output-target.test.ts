import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkNotAnInput, outputNamer, outputTarget } from './output-target.ts';

describe('outputTarget', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unifex-output-'));
    await writeFile(join(folder, 'plain'), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is standard output where nothing or - is given', async () => {
    expect(await outputTarget(undefined, true)).toEqual({ kind: 'stdout' });
    expect(await outputTarget('-', false)).toEqual({ kind: 'stdout' });
  });

  it('is a folder where one is there, or a slash asks for one', async () => {
    expect((await outputTarget(folder, false)).kind).toBe('folder');
    expect((await outputTarget(join(folder, 'new/'), false)).kind).toBe('folder');
  });

  it('is a file for one document, and for several where it has an extension or exists', async () => {
    expect((await outputTarget(join(folder, 'new'), false)).kind).toBe('file');
    expect((await outputTarget(join(folder, 'new'), true)).kind).toBe('folder');
    expect((await outputTarget(join(folder, 'all.ndjson'), true)).kind).toBe('file');
    expect((await outputTarget(join(folder, 'plain'), true)).kind).toBe('file');
  });

  it('refuses a folder that is a file, and an input as output', async () => {
    await expect(outputTarget(join(folder, 'plain/'), false)).rejects.toThrow('there is a file of that name');
    expect(() => checkNotAnInput({ kind: 'file', path: './x/../a.pdf' }, ['b.pdf', 'a.pdf'])).toThrow(
      'would be overwritten',
    );
    expect(() => checkNotAnInput({ kind: 'file', path: 'A.PDF' }, ['a.pdf'])).toThrow('would be overwritten');
    expect(() => checkNotAnInput({ kind: 'folder', path: 'a.pdf' }, ['a.pdf'])).not.toThrow();
  });
});

describe('outputNamer', () => {
  it('adds the extension, keeps the folders, and numbers equal names', () => {
    const name = outputNamer('out', 'json');
    expect(['a.pdf', 'a.png', 'sub/a.pdf', 'A.pdf', 'a.pdf'].map(name)).toEqual(
      ['a.pdf.json', 'a.png.json', 'sub/a.pdf.json', 'A.pdf-2.json', 'a.pdf-3.json'].map((path) => join('out', path)),
    );
    expect(outputNamer('out', 'text')('a.pdf')).toBe(join('out', 'a.pdf.txt'));
  });
});
