import { UnifexError, type Source } from '@unifex/core';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a document's bytes get to a worker: as shared memory (threads), or as a file that the worker reads (processes). */
export type TravellingSource =
  | { readonly kind: 'shared'; readonly source: Source }
  | { readonly kind: 'file'; readonly path: string; readonly info: Source['info'] };

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
 * only this user may read.
 */
export async function fileSource(source: Source): Promise<PreparedSource> {
  const { file, info, bytes } = source;
  if (file && (await isUnchanged(file))) return prepared({ kind: 'file', path: file.path, info });
  const folder = await mkdtemp(join(tmpdir(), 'unifex-'));
  const path = join(folder, 'document');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(path, bytes, { mode: 0o600 });
  } catch (error) {
    await remove();
    throw new UnifexError(
      'SOURCE_UNREADABLE',
      `The document could not be copied to ${path} for the worker processes. Free some space there, or use the executor 'thread'.`,
      { cause: error, details: { path } },
    );
  }
  return { ...prepared({ kind: 'file', path, info }), [Symbol.asyncDispose]: remove };
}

/** The worker's side. @throws UnifexError `SOURCE_UNREADABLE` when the file is gone or another one by now */
export async function receiveSource(message: TravellingSource): Promise<Source> {
  if (message.kind === 'shared') return message.source;
  const { path, info } = message;
  let bytes: Uint8Array;
  try {
    const file = await readFile(path);
    // As a plain Uint8Array: pdf.js refuses a Buffer.
    bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  } catch (error) {
    throw new UnifexError('SOURCE_UNREADABLE', `A worker process cannot read ${path}.`, {
      cause: error,
      details: { path },
    });
  }
  if (bytes.length !== info.size) {
    throw new UnifexError(
      'SOURCE_UNREADABLE',
      `${path} changed while it was read: it had ${info.size} bytes and has ${bytes.length} now. Read it again.`,
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

function prepared(message: TravellingSource): PreparedSource {
  return { message, [Symbol.asyncDispose]: async () => undefined };
}
