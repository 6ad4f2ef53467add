import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('makeFolder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unifex-make-'));
    await writeFile(join(folder, 'file'), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('makes those above it too, and is content with what is there', async () => {
    await makeFolder(join(folder, 'a/b/c/'));
    await makeFolder(join(folder, 'a/b/c'));
    await Promise.all([makeFolder(join(folder, 'x/y')), makeFolder(join(folder, 'x/z'))]);
    expect((await stat(join(folder, 'a/b/c'))).isDirectory()).toBe(true);
    expect((await stat(join(folder, 'x/z'))).isDirectory()).toBe(true);
    await makeFolder('/');
    await makeFolder('.');
  });

  it('fails where a file is in the way', async () => {
    await expect(makeFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(folder, 'file/below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.runIf(existsSync('/proc/self'))('comes to an end where no folder can be', async () => {
    await expect(makeFolder('/proc/x/y')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
