import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSource, sourceFromBytes } from './load-source.ts';
import type { SourceInput } from './source.ts';
import { serveHttp } from './test-server.ts';

const PDF = new TextEncoder().encode('%PDF-1.7\nhello');
let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unifex-source-'));
  path = join(folder, 'a file #1.png');
  writeFileSync(path, PDF);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('loadSource', () => {
  it('reads a path, absolute or relative, and keeps it as given', async () => {
    const source = await loadSource(path);
    expect(source).toMatchObject({
      kind: 'bytes',
      info: { uri: path, name: 'a file #1.png', mediaType: 'application/pdf', size: PDF.length },
      file: { path, size: PDF.length, modifiedMs: expect.any(Number) },
    });
    expect(source.bytes).toEqual(PDF);
    expect(source.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    const near = relative(process.cwd(), path);
    expect(await loadSource(near)).toMatchObject({ info: { uri: near }, file: { path } });
  });

  it('reads a file: URL, as an object and as text', async () => {
    const url = pathToFileURL(path);
    for (const input of [url, url.href, url.href.replace('file:///', 'FILE:///')]) {
      expect(await loadSource(input)).toMatchObject({
        info: { uri: url.href, name: 'a file #1.png', mediaType: 'application/pdf' },
        file: { path },
      });
    }
  });

  it('reads an http URL, as an object and as text, with its options', async () => {
    await using server = await serveHttp({
      '/a.png': (_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(PDF),
    });
    for (const input of [`${server.origin}/a.png`, new URL('/a.png', server.origin)]) {
      const source = await loadSource(input, { headers: { 'x-key': 'k' } });
      expect(source.info).toEqual({
        uri: `${server.origin}/a.png`,
        name: 'a.png',
        mediaType: 'application/pdf',
        size: PDF.length,
      });
      expect(source.file).toBeUndefined();
    }
    expect(server.requests.map(({ headers }) => headers['x-key'])).toEqual(['k', 'k']);
    const secret = await loadSource(`${server.origin.replace('//', '//me:secret@')}/a.png`);
    expect(JSON.stringify(secret.info)).not.toContain('secret');
  });

  it.each<[string, () => SourceInput]>([
    ['a Uint8Array', () => PDF],
    ['a part of one', () => new Uint8Array([0, ...PDF, 0]).subarray(1, -1)],
    ['a Buffer', () => Buffer.from(PDF)],
    ['an ArrayBuffer', () => PDF.slice().buffer],
    [
      'a Uint8Array of another realm',
      () => runInNewContext('new Uint8Array(bytes)', { bytes: [...PDF] }) as Uint8Array,
    ],
    [
      'an ArrayBuffer of another realm',
      () => runInNewContext('new Uint8Array(bytes).buffer', { bytes: [...PDF] }) as ArrayBuffer,
    ],
    ['a Blob', () => new Blob([PDF])],
    ['a web stream', () => new Blob([PDF]).stream()],
    ['a Node.js stream', () => Readable.from([Buffer.from(PDF.subarray(0, 3)), Buffer.from(PDF.subarray(3))])],
    [
      'an async iterable',
      () => ({
        async *[Symbol.asyncIterator]() {
          yield PDF.subarray(0, 5);
          yield new TextDecoder().decode(PDF.subarray(5));
        },
      }),
    ],
  ])('reads %s', async (_name, make) => {
    const source = await loadSource(make());
    expect(source).toEqual({ kind: 'bytes', bytes: PDF, info: { mediaType: 'application/pdf', size: PDF.length } });
    expect(source.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Object.getPrototypeOf(source.bytes)).toBe(Uint8Array.prototype);
  });

  it('keeps the name of a File', async () => {
    expect((await loadSource(new File([PDF], 'scan.pdf'))).info.name).toBe('scan.pdf');
    expect((await loadSource(new File([PDF], ''))).info).not.toHaveProperty('name');
  });

  it('does not copy shared memory', async () => {
    const memory = new SharedArrayBuffer(PDF.length + 2);
    const bytes = new Uint8Array(memory, 1, PDF.length);
    bytes.set(PDF);
    expect((await loadSource(bytes)).bytes).toBe(bytes);
    expect((await loadSource(memory)).bytes.buffer).toBe(memory);
  });

  it('neither keeps nor changes the bytes that it copies', async () => {
    const mine = PDF.slice();
    const source = await loadSource(mine);
    mine.fill(0);
    expect(source.bytes).toEqual(PDF);
  });

  it('takes a source that was loaded before as it is', async () => {
    const source = await loadSource(PDF);
    expect(await loadSource(source)).toBe(source);
    await expect(loadSource(source, { maxBytes: 3 })).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  });

  it('says what the bytes are, whatever their name', async () => {
    expect((await loadSource(new File(['plain words'], 'report.pdf'))).info.mediaType).toBe('text/plain');
    expect((await loadSource(Uint8Array.of(0, 1, 2))).info.mediaType).toBe('application/octet-stream');
  });

  it('reads a pipe and a link', async () => {
    const link = join(folder, 'link.pdf');
    symlinkSync(path, link);
    expect(await loadSource(link)).toMatchObject({ bytes: PDF, info: { name: 'link.pdf' }, file: { path: link } });
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = loadSource(pipe);
    writeFileSync(pipe, PDF);
    const piped = await reading;
    expect(piped.bytes).toEqual(PDF);
    // It cannot be read again, by nobody.
    expect(piped.file).toBeUndefined();
  });
});

describe('a source that cannot be read', () => {
  it('is not there', async () => {
    const missing = join(folder, 'missing.pdf');
    await expect(loadSource(missing)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `There is no file ${missing}. Check the path.`,
      details: { path: missing },
    });
    await expect(loadSource('no/such/file.pdf')).rejects.toThrow(
      `There is no file no/such/file.pdf (looked for ${join(process.cwd(), 'no/such/file.pdf')})`,
    );
    await expect(loadSource(join(path, 'below-a-file'))).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    await expect(loadSource(pathToFileURL(missing))).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  });

  it('is a folder', async () => {
    await expect(loadSource(folder)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining(`${folder} is a folder, and a document is a file`),
    });
  });

  it('is a URL that is none, of another scheme or of another machine', async () => {
    await expect(loadSource('http://')).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: 'The source "http://" is not a valid URL. Check how it is written.',
    });
    for (const url of ['ftp://a.example/a.pdf', 's3://bucket/key']) {
      await expect(loadSource(url)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringContaining('a URL of the scheme http, https or file'),
      });
    }
    const base64 = Buffer.from(PDF).toString('base64');
    for (const text of [`data:application/pdf;base64,${base64}`, base64.repeat(1 + 40_000 / base64.length)]) {
      const error: unknown = await loadSource(text).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'INVALID_OPTION' });
      expect((error as Error).message).toMatch(
        /^The option `source` is ".{40}…", .* Buffer\.from\(text, "base64"\)\.$/,
      );
    }
    await expect(loadSource('file://other-machine/a.pdf')).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  });

  it.each<[string, () => unknown]>([
    ['an empty file', () => join(folder, 'empty.pdf')],
    ['no bytes', () => new Uint8Array(0)],
    ['an empty ArrayBuffer', () => new ArrayBuffer(0)],
    ['an empty Blob', () => new Blob([])],
    ['a stream without bytes', () => Readable.from([])],
    ['a loaded source without bytes', () => sourceFromBytes(new Uint8Array(0))],
  ])('is empty: %s', async (_name, make) => {
    writeFileSync(join(folder, 'empty.pdf'), '');
    await expect(loadSource(make() as SourceInput)).rejects.toMatchObject({
      code: 'SOURCE_EMPTY',
      message: expect.stringContaining('is empty (0 bytes)'),
    });
  });

  it.each<[string, () => SourceInput]>([
    ['a file', () => path],
    ['bytes', () => PDF],
    ['an ArrayBuffer', () => PDF.slice().buffer],
    ['a Blob', () => new Blob([PDF])],
    ['a stream', () => new Blob([PDF]).stream()],
  ])('is larger than it may be: %s', async (_name, make) => {
    await expect(loadSource(make(), { maxBytes: PDF.length - 1 })).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
    await expect(loadSource(make(), { maxBytes: PDF.length })).resolves.toMatchObject({ bytes: PDF });
  });

  it.each<[string, () => SourceInput]>([
    ['a file', () => path],
    ['bytes', () => PDF],
    ['a stream', () => new Blob([PDF]).stream()],
    ['a URL', () => 'http://127.0.0.1:9/'],
  ])('is not wanted any more: %s', async (_name, make) => {
    await expect(loadSource(make(), { signal: AbortSignal.abort('left') })).rejects.toMatchObject({
      code: 'ABORTED',
      cause: 'left',
    });
  });

  it.each([
    [null],
    [undefined],
    [7],
    [true],
    [{}],
    [[1, 2]],
    [new Map()],
    [new DataView(new ArrayBuffer(4))],
    [() => 1],
  ])('is no source at all: %s', async (input: unknown) => {
    await expect(loadSource(input as SourceInput)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('it must be a path, a URL, bytes, a Blob or a stream of bytes'),
    });
  });

  it('is an empty path', async () => {
    await expect(loadSource('')).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: 'The option `source` is "", and it must be a path or a URL; this one is empty.',
    });
  });
});

describe('the options of a source', () => {
  it.each([
    [{ maxBytes: 0 }, '`maxBytes` is 0, and it must be a whole number of at least 1'],
    [{ maxBytes: '5 MB' }, '`maxBytes` is "5 MB"'],
    [{ timeoutMs: 0 }, '`timeoutMs` is 0, and it must be a number greater than 0'],
    [{ timeoutMs: 2 ** 31 }, '`timeoutMs` is 2147483648'],
    [{ signal: 'stop' }, '`signal` is "stop", and it must be an AbortSignal'],
    [{ headers: 'a: b' }, '`headers` is "a: b", and it must be a plain object of header names and text values'],
    [{ headers: new Headers({ a: 'b' }) }, '`headers` is an object (Headers)'],
    [{ headers: [['a', 'b']] }, '`headers` is [["a", "b"]]'],
    [{ headers: { a: 1 } }, 'the header "a" is none: its value is no text'],
    [{ headers: { 'no token': 'x' } }, 'the header "no token" is none: its name may have letters'],
    [{ headers: { 'x-name': 'Zoë 名' } }, 'the header "x-name" is none: its value has a character outside Latin-1'],
    [{ headers: { 'x-name': 'a\nb' } }, 'the header "x-name" is none: its value has a line break'],
    [{ header: {} }, 'There is no option `header` for a source. It has: maxBytes, headers, timeoutMs, signal.'],
    ['fast', 'it must be an object (the options of a source)'],
  ])('are checked before anything is read: %j', async (options, message) => {
    await expect(loadSource('/no/such/file', options as object)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(message),
    });
  });

  it('do not show a header that may be a secret', async () => {
    const headers = { authorization: 'Bearer s3cret\nx: y' };
    const error: unknown = await loadSource('http://127.0.0.1:9/', { headers }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('"authorization" is none'),
    });
    expect(JSON.stringify({ ...(error as object), message: (error as Error).message })).not.toContain('s3cret');
  });
});

describe('sourceFromBytes', () => {
  it('makes a source of bytes that are at hand', () => {
    const source = sourceFromBytes(PDF, 'a.pdf');
    expect(source).toEqual({
      kind: 'bytes',
      bytes: PDF,
      info: { mediaType: 'application/pdf', size: PDF.length, name: 'a.pdf' },
    });
    expect(sourceFromBytes(source.bytes).bytes).toBe(source.bytes);
    expect(sourceFromBytes(source.bytes).info).not.toHaveProperty('name');
  });
});

it('reads files of a folder with any name', async () => {
  const odd = join(folder, 'öñ 中文 %20?.pdf');
  writeFileSync(odd, PDF);
  expect((await loadSource(odd)).info.name).toBe('öñ 中文 %20?.pdf');
  expect((await loadSource(pathToFileURL(odd))).info.name).toBe('öñ 中文 %20?.pdf');
});
