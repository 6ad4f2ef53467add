import { abortedError, UnifexError, type Source } from '@unifex/core';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a document's bytes get to a worker: as shared memory (threads), or as a file that the worker reads (processes). */
export type TravellingSource =
  | { readonly kind: 'shared'; readonly source: Source }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly info: Source['info'];
      /** When the file was last written, in milliseconds since 1970, for a file that is not our own. */
      readonly modifiedMs?: number;
    };

/** A source made ready for its journey. Disposal removes what was made for it. */
export interface PreparedSource extends AsyncDisposable {
  readonly message: TravellingSource;
}

/** For threads: the bytes stand on one SharedArrayBuffer, which every worker sees without a copy. */
export function shareSource(source: Source): PreparedSource {
  if (source.bytes.buffer instanceof SharedArrayBuffer) return prepared({ kind: 'shared', source });
  const bytes = new Uint8Array(new SharedArrayBuffer(source.bytes.length));
  bytes.set(source.bytes);
  return prepared({ kind: 'shared', source: { ...source, bytes } });
}

/**
 * For processes: the path of the document's own file while that is the file that was read, else of a temporary copy that
 * only this user may read, and that is gone with the disposal or the program's own end.
 * @throws UnifexError `SOURCE_UNREADABLE`, `ABORTED`
 */
export async function fileSource(source: Source, signal?: AbortSignal): Promise<PreparedSource> {
  const { file, info, bytes } = source;
  if (file && (await isUnchanged(file))) {
    return prepared({ kind: 'file', path: file.path, info, modifiedMs: file.modifiedMs });
  }
  let folder: string | undefined;
  try {
    folder = await makeFolder();
    const path = join(folder, 'document');
    await writeFile(path, bytes, { mode: 0o600, ...(signal ? { signal } : {}) });
    const made = folder;
    return { ...prepared({ kind: 'file', path, info }), [Symbol.asyncDispose]: () => removeFolder(made) };
  } catch (error) {
    if (folder !== undefined) await removeFolder(folder);
    if (signal?.aborted) throw abortedError(signal);
    const path = folder ?? tmpdir();
    throw new UnifexError(
      'SOURCE_UNREADABLE',
      `The document could not be copied to ${path} for the worker processes. Free some space there, or use the executor 'thread'.`,
      { cause: error, details: { path } },
    );
  }
}

/** The worker's side. @throws UnifexError `SOURCE_UNREADABLE` when the file is gone or another one by now */
export async function receiveSource(message: TravellingSource): Promise<Source> {
  if (message.kind === 'shared') return message.source;
  const { path, info, modifiedMs } = message;
  let bytes: Uint8Array;
  let writtenMs: number;
  try {
    const file = await readFile(path);
    // As a plain Uint8Array: pdf.js refuses a Buffer.
    bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
    // After the reading, so that a change during it is noticed.
    writtenMs = (await stat(path)).mtimeMs;
  } catch (error) {
    throw new UnifexError('SOURCE_UNREADABLE', `A worker process cannot read ${path}.`, {
      cause: error,
      details: { path },
    });
  }
  if (bytes.length !== info.size || (modifiedMs !== undefined && writtenMs !== modifiedMs)) {
    throw new UnifexError(
      'SOURCE_UNREADABLE',
      `${path} changed while it was read (it had ${info.size} bytes and has ${bytes.length} now). Read it again.`,
      { details: { path, expected: info.size, found: bytes.length } },
    );
  }
  return { kind: 'bytes', bytes, info };
}

async function isUnchanged(file: NonNullable<Source['file']>): Promise<boolean> {
  try {
    const now = await stat(file.path);
    return now.size === file.size && now.mtimeMs === file.modifiedMs;
  } catch {
    // Gone or hidden by now: the bytes that were read are copied instead.
    return false;
  }
}

/** Folders of copies that are in use; the end of the program removes them as well. */
const folders = new Set<string>();

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'unifex-'));
  if (folders.size === 0) process.once('exit', removeAll);
  folders.add(folder);
  return folder;
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeAll);
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function prepared(message: TravellingSource): PreparedSource {
  return { message, [Symbol.asyncDispose]: async () => undefined };
}
