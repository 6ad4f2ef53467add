import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { abortedError, toUnifexError, UnifexError } from './errors.ts';
import type { LocalFile } from './platform.ts';
import { allocateShared, ByteCollector, checkSize } from './shared-bytes.ts';

const READ_SIZE = 16 * 1024 * 1024;
/** A file up to this size is read without waiting: that takes less time than another thread needs to say that it has done it. */
const SMALL_FILE = 256 * 1024;

const open = promisify(fs.open);
const read = promisify(fs.read);

/** Version of Node.js, or undefined where it is not Node.js. */
export function runtimeVersion(): string | undefined {
  return process.versions.node;
}

/** What a backend's manifest calls the place that this is. */
export const environment: 'node' | 'browser' = 'node';

/** Whether worker threads can be started here. */
export const hasWorkers: boolean = true;

/**
 * Reads a local file straight into shared memory.
 * @param location a path (relative to the working directory) or a `file:` URL
 * @throws UnifexError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `SOURCE_TOO_LARGE`, `ABORTED`
 */
export async function readLocalFile(
  location: string | URL,
  options: { maxBytes: number; signal?: AbortSignal },
): Promise<LocalFile> {
  const { maxBytes, signal } = options;
  if (signal?.aborted) throw abortedError(signal);
  let path: string;
  try {
    path = location instanceof URL ? fileURLToPath(location) : resolve(location);
  } catch (error) {
    throw toUnifexError(error, 'SOURCE_UNREADABLE', `${String(location)} is not the URL of a local file`);
  }
  const given = location instanceof URL ? path : location;
  let file: number | undefined;
  try {
    file = isSmallFile(path) ? fs.openSync(path, 'r') : await open(path, 'r');
    // Of an open file, the system knows this without asking anybody.
    const stat = fs.fstatSync(file);
    if (stat.isDirectory()) {
      throw new UnifexError(
        'SOURCE_UNREADABLE',
        `${given} is a folder, and a document is a file. Give the path of a file, or read the folder's files one by one.`,
        { details: { path } },
      );
    }
    // Pipes, devices and the files of /proc have no size of their own: they are read to their end.
    const bytes =
      stat.isFile() && stat.size > 0
        ? await readSized(file, stat.size, given, maxBytes, signal)
        : await readToEnd(file, given, maxBytes, signal);
    return {
      bytes,
      name: basename(path),
      ...(stat.isFile() ? { file: { path, size: bytes.length, modifiedMs: stat.mtimeMs } } : {}),
    };
  } catch (error) {
    throw fileError(error, given, path);
  } finally {
    // Nothing was written, so that nothing is waited for.
    if (file !== undefined) fs.closeSync(file);
  }
}

/**
 * Whether the path is that of a file which is read without waiting. To open a pipe without waiting would wait for whoever writes to
 * it, and hold up everything else meanwhile.
 */
function isSmallFile(path: string): boolean {
  const stat = fs.statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.isFile() && stat.size <= SMALL_FILE;
}

async function readSized(
  file: number,
  size: number,
  given: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  checkSize(size, maxBytes, given);
  const bytes = allocateShared(size);
  let offset = 0;
  while (offset < size) {
    if (signal?.aborted) throw abortedError(signal);
    const length = Math.min(READ_SIZE, size - offset);
    const bytesRead =
      size <= SMALL_FILE
        ? fs.readSync(file, bytes, offset, length, offset)
        : (await read(file, bytes, offset, length, offset)).bytesRead;
    // The file was cut while it was read.
    if (bytesRead === 0) return bytes.subarray(0, offset);
    offset += bytesRead;
  }
  return bytes;
}

async function readToEnd(
  file: number,
  given: string,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const collector = new ByteCollector(given, maxBytes);
  const chunk = new Uint8Array(64 * 1024);
  for (;;) {
    if (signal?.aborted) throw abortedError(signal);
    const { bytesRead } = await read(file, chunk, 0, chunk.length, null);
    if (bytesRead === 0) return collector.finish();
    collector.add(chunk.subarray(0, bytesRead));
  }
}

function fileError(error: unknown, given: string, path: string): UnifexError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const where = given === path ? '' : ` (looked for ${path})`;
    return new UnifexError('SOURCE_NOT_FOUND', `There is no file ${given}${where}. Check the path.`, {
      cause: error,
      details: { path },
    });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new UnifexError('SOURCE_UNREADABLE', `${given} may not be read: permission denied. Check its permissions.`, {
      cause: error,
      details: { path },
    });
  }
  if (code === 'EISDIR') {
    return new UnifexError('SOURCE_UNREADABLE', `${given} is a folder, and a document is a file.`, { cause: error });
  }
  return toUnifexError(error, 'SOURCE_UNREADABLE', `${given} cannot be read`);
}

/** What has been imported, by specifier: asking Node.js again takes longer than opening a small document. */
const imported = new Map<string, unknown>();

/**
 * Imports a package, first as this package sees it, then as the app does: with isolated installs only the app's own folder
 * knows what the app installed.
 * @param specifier package name, or `file:` URL
 * @returns undefined when the package is not installed
 * @throws whatever the package throws while it loads
 */
export async function importPackage(specifier: string): Promise<unknown> {
  const known = imported.get(specifier);
  if (known !== undefined) return known;
  const loaded = await importAnywhere(specifier);
  if (loaded !== undefined) imported.set(specifier, loaded);
  return loaded;
}

async function importAnywhere(specifier: string): Promise<unknown> {
  try {
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ specifier)) as unknown;
  } catch (error) {
    if (!isMissing(error, specifier)) throw error;
  }
  const entry = resolveFromApp(specifier);
  return entry === undefined
    ? undefined
    : ((await import(/* @vite-ignore */ /* webpackIgnore: true */ entry)) as unknown);
}

/** The app is where the process was started, or where its main script is. Returns a `file:` URL. */
function resolveFromApp(specifier: string): string | undefined {
  if (/^[a-z]+:/.test(specifier)) return undefined;
  const main = process.argv[1];
  const bases = [`${process.cwd()}${sep}package.json`, ...(main === undefined ? [] : [resolve(main)])];
  for (const base of bases) {
    try {
      return pathToFileURL(createRequire(base).resolve(specifier)).href;
    } catch (error) {
      if (!isMissing(error, specifier)) throw error;
    }
  }
  return undefined;
}

/** Whether it is this very package that is missing, and not one that it needs in turn. */
function isMissing(error: unknown, specifier: string): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return false;
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : name;
  return [specifier, name, path].some((text) => message?.includes(`'${text}'`) === true);
}
