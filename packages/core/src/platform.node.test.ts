import * as fs from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { environment, hasWorkers, importPackage, readLocalFile, runtimeVersion } from './platform.node.ts';

vi.mock('node:fs', async (importOriginal) => {
  const { open, closeSync, fstatSync, ...others } = await importOriginal<typeof fs>();
  return { ...others, open: vi.fn(open), closeSync: vi.fn(closeSync), fstatSync: vi.fn(fstatSync) };
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unifex-platform-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

it('says where it is', () => {
  expect(runtimeVersion()).toBe(process.versions.node);
  expect([environment, hasWorkers]).toEqual(['node', true]);
});

describe('readLocalFile', () => {
  const systemError = (code: string, message: string): Error => Object.assign(new Error(message), { code });

  it.each([
    ['EACCES', 'SOURCE_UNREADABLE', 'a.pdf may not be read: permission denied. Check its permissions.'],
    ['EPERM', 'SOURCE_UNREADABLE', 'permission denied'],
    ['EISDIR', 'SOURCE_UNREADABLE', 'a.pdf is a folder'],
    ['EMFILE', 'SOURCE_UNREADABLE', 'a.pdf cannot be read: too many open files'],
    ['ENOENT', 'SOURCE_NOT_FOUND', 'There is no file a.pdf'],
  ])('tells what the system says: %s', async (systemCode, code, message) => {
    const cause = systemError(systemCode, 'too many open files');
    vi.mocked(fs.open).mockImplementationOnce((...args: unknown[]) => {
      (args.at(-1) as (error: Error) => void)(cause);
    });
    await expect(readLocalFile('a.pdf', { maxBytes: 100 })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      cause,
    });
  });

  it('closes the file, whatever comes of reading it', async () => {
    const path = join(folder, 'a.txt');
    writeFileSync(path, 'content');
    for (const maxBytes of [100, 3]) {
      vi.mocked(fs.closeSync).mockClear();
      await readLocalFile(path, { maxBytes }).catch((error: unknown) =>
        expect(error).toMatchObject({ code: 'SOURCE_TOO_LARGE' }),
      );
      expect(fs.closeSync).toHaveBeenCalledOnce();
    }
  });

  it('gives what is there of a file that is cut while it is read', async () => {
    const path = join(folder, 'cut.txt');
    writeFileSync(path, 'short');
    const stat = fs.statSync(path);
    // The size of a moment ago.
    vi.mocked(fs.fstatSync).mockReturnValueOnce(Object.assign(stat, { size: 100 }));
    const { bytes, file } = await readLocalFile(path, { maxBytes: 1000 });
    expect(new TextDecoder().decode(bytes.slice())).toBe('short');
    expect(file?.size).toBe(5);
  });

  it('reads a file that is not small in pieces', async () => {
    const path = join(folder, 'large.bin');
    const content = Buffer.alloc(300 * 1024, 'large ');
    writeFileSync(path, content);
    const { bytes } = await readLocalFile(path, { maxBytes: 1_000_000 });
    expect(Buffer.compare(content, bytes)).toBe(0);
  });

  it('reads files that have no size of their own', async () => {
    const { bytes, name } = await readLocalFile('/proc/self/status', { maxBytes: 1_000_000 });
    expect(new TextDecoder().decode(bytes.slice())).toContain('Pid:');
    expect(name).toBe('status');
    await expect(readLocalFile('/dev/zero', { maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
    });
  });

  it('stops when it is aborted while it reads', async () => {
    const controller = new AbortController();
    const reading = readLocalFile('/dev/zero', { maxBytes: 2 ** 31, signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('importPackage', () => {
  it('imports a package by name, and a file by its URL', async () => {
    expect(await importPackage('p-limit')).toMatchObject({ default: expect.any(Function) });
    const file = join(folder, 'module.mjs');
    writeFileSync(file, 'export default 42;');
    expect(await importPackage(pathToFileURL(file).href)).toMatchObject({ default: 42 });
  });

  it('gives undefined for what is not installed', async () => {
    expect(await importPackage('@unifex-tests/nowhere')).toBeUndefined();
    expect(await importPackage(pathToFileURL(join(folder, 'nowhere.mjs')).href)).toBeUndefined();
  });

  it('throws what the package throws while it loads', async () => {
    const broken = join(folder, 'broken.mjs');
    writeFileSync(broken, 'throw new Error("broken inside");');
    await expect(importPackage(pathToFileURL(broken).href)).rejects.toThrow('broken inside');
    // Another package that is missing is the fault of this one.
    const needy = join(folder, 'needy.mjs');
    writeFileSync(needy, 'import "@unifex-tests/needed-by-needy";');
    await expect(importPackage(pathToFileURL(needy).href)).rejects.toThrow('needed-by-needy');
  });

  it('finds what only the app has installed, from the folder that it was started in', async () => {
    const app = join(folder, 'app');
    const name = '@unifex-tests/only-in-the-app';
    mkdirSync(join(app, 'node_modules', name), { recursive: true });
    writeFileSync(
      join(app, 'node_modules', name, 'package.json'),
      JSON.stringify({ name, type: 'module', exports: './main.js' }),
    );
    writeFileSync(join(app, 'node_modules', name, 'main.js'), 'export default "from the app";');
    expect(await importPackage(name)).toBeUndefined();
    vi.spyOn(process, 'cwd').mockReturnValue(app);
    expect(await importPackage(name)).toHaveProperty('default', 'from the app');
  });
});
