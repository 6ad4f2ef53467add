import { loadSource, sourceFromBytes, type Source } from '@unifex/core';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileSource, receiveSource, shareSource, type PreparedSource } from './travelling-source.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unifex-test-'));
  path = join(folder, 'document.txt');
  await writeFile(path, 'the document');
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

function pathOf({ message }: PreparedSource): string {
  if (message.kind !== 'file') throw new Error('this source does not travel as a file');
  return message.path;
}

function textOf(source: Source): string {
  return new TextDecoder().decode(Uint8Array.from(source.bytes));
}

describe('shareSource', () => {
  it('lets shared memory travel as it is', async () => {
    const source = await loadSource(path);
    const { message } = shareSource(source);
    expect(message).toEqual({ kind: 'shared', source });
    expect((await receiveSource(message)).bytes).toBe(source.bytes);
  });

  it('copies other memory once to where threads can share it, and leaves the original alone', async () => {
    const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1);
    const source: Source = { kind: 'bytes', bytes, info: { mediaType: 'a/b', size: 3 } };
    const received = await receiveSource(shareSource(source).message);
    expect(received.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...received.bytes]).toEqual([1, 2, 3]);
    expect(received.info).toBe(source.info);
    expect([...bytes]).toEqual([1, 2, 3]);
  });
});

describe('fileSource', () => {
  it("names the document's own file, which it leaves where it is", async () => {
    const prepared = await fileSource(await loadSource(path));
    expect(pathOf(prepared)).toBe(path);
    expect(textOf(await receiveSource(prepared.message))).toBe('the document');
    await prepared[Symbol.asyncDispose]();
    expect(existsSync(path)).toBe(true);
  });

  it('gives bytes as an Uint8Array, which pdf.js asks for, and not as a Buffer', async () => {
    const { bytes } = await receiveSource((await fileSource(await loadSource(path))).message);
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
  });

  it('copies bytes to a file of this user alone, and removes it', async () => {
    const prepared = await fileSource(sourceFromBytes(new TextEncoder().encode('bytes'), 'a name'));
    const copy = pathOf(prepared);
    expect(dirname(dirname(copy))).toBe(folder);
    expect((await stat(copy)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(copy))).mode & 0o777).toBe(0o700);
    const received = await receiveSource(prepared.message);
    expect(textOf(received)).toBe('bytes');
    expect(received.info.name).toBe('a name');
    await prepared[Symbol.asyncDispose]();
    await prepared[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual(['document.txt']);
  });

  it.each([
    ['has another size', () => writeFile(path, 'another document')],
    ['was written again', () => utimes(path, 1, 1)],
    ['is gone', () => rm(path)],
  ])('copies the bytes that were read when the file %s by now', async (_, change) => {
    const source = await loadSource(path);
    await change();
    await using prepared = await fileSource(source);
    expect(pathOf(prepared)).not.toBe(path);
    expect(await readFile(pathOf(prepared), 'utf8')).toBe('the document');
  });

  it('says so when there is no room for the copy', async () => {
    vi.stubEnv('TMPDIR', join(folder, 'nowhere'));
    await expect(fileSource(sourceFromBytes(new Uint8Array([1])))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringMatching(/nowhere.*Free some space there, or use the executor 'thread'/),
      cause: { code: 'ENOENT' },
    });
  });

  it('stops copying when it is aborted, and leaves nothing behind', async () => {
    const source = sourceFromBytes(new Uint8Array(32 * 1024 * 1024));
    const controller = new AbortController();
    const preparing = fileSource(source, controller.signal);
    controller.abort();
    await expect(preparing).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await readdir(folder)).toEqual(['document.txt']);
  });

  it('removes copies at the end of the program, if nobody has before', async () => {
    const script = `
      import { sourceFromBytes } from '@unifex/core';
      import { fileSource } from ${JSON.stringify(new URL('./travelling-source.ts', import.meta.url))};
      const first = await fileSource(sourceFromBytes(new Uint8Array([1])));
      const second = await fileSource(sourceFromBytes(new Uint8Array([2])));
      await first[Symbol.asyncDispose]();
      console.log(second.message.path);
      process.exit();`;
    const args = ['--conditions=@unifex/source', '--input-type=module', '--eval', script];
    const copy = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
    expect(copy).toContain(folder);
    expect(await readdir(folder)).toEqual(['document.txt']);
  });
});

describe('receiveSource', () => {
  it.each([
    ['of another size', () => writeFile(path, 'another document')],
    ['that was written again', () => utimes(path, 1, 1)],
  ])('refuses a file %s by now', async (_, change) => {
    const { message } = await fileSource(await loadSource(path));
    await change();
    await expect(receiveSource(message)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining(`${path} changed while it was read`),
    });
  });

  it('says so when the file is gone', async () => {
    const { message } = await fileSource(await loadSource(path));
    await rm(path);
    await expect(receiveSource(message)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      details: { path },
      cause: { code: 'ENOENT' },
    });
  });

  it('says so when the file may not be read any more', async () => {
    const { message } = await fileSource(await loadSource(path));
    await chmod(path, 0o000);
    // The super-user may read everything.
    if (process.getuid?.() === 0) await rm(path);
    await expect(receiveSource(message)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  });
});
