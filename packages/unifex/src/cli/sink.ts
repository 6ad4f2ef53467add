import { type FileHandle, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { systemReason } from '../system-reason.ts';
import { makeFolder } from './make-folder.ts';
import { OutputError } from './output-error.ts';
import { UsageError } from './usage-error.ts';

/** Where a result is written, a page at a time. Waiting for `write` is what keeps memory bounded. */
export interface Sink {
  write(content: string | Uint8Array): Promise<void>;
  /** Everything has been written: the file gets its name. */
  commit(): Promise<void>;
  /** It came to nothing: a half-written file is taken away. */
  discard(): Promise<void>;
}

/** Writes to a stream that outlives us, at the pace at which it is read. A stream that closes (`| head`) makes writing a no-op. */
export function streamSink(stream: Writable, beforeWrite: () => void): Sink {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    write: async (content) => {
      beforeWrite();
      if (stream.destroyed || stream.write(content)) return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          stream.off('drain', done).off('close', done).off('error', done);
          resolve();
        };
        stream.on('drain', done).on('close', done).on('error', done);
      });
    },
    commit: nothing,
    discard: nothing,
  };
}

/**
 * Writes a file under a name of its own and renames it at the end, so that an interrupted run leaves no half a result and no lost old one.
 * What is not a plain file (`/dev/null`, a pipe) is written to directly.
 *
 * @param flag that names the file, for messages
 * @throws UsageError where the file cannot be created, or is a folder
 */
export async function fileSink(path: string, flag = '--output'): Promise<Sink> {
  if (await isFolder(path)) throw new UsageError(`${flag} "${path}" is a folder: name a file in it.`);
  const existing = await lstat(path).then(
    (stats) => stats,
    (): undefined => undefined,
  );
  const direct = existing !== undefined && !existing.isFile();
  const partPath = direct ? path : `${path}.${process.pid}.part`;
  const handle = await create(path, partPath, flag);
  return {
    write: async (content) => {
      await handle.writeFile(content).catch((error: unknown) => {
        throw new OutputError(path, error, flag);
      });
    },
    commit: async () => {
      await handle.close();
      if (direct) return;
      await rename(partPath, path).catch((error: unknown) => {
        throw new OutputError(path, error, flag);
      });
    },
    discard: async () => {
      await handle.close();
      // One that has its name already is not there any more.
      if (!direct) await rm(partPath, { force: true });
    },
  };
}

/** Whether there is a folder of this name, or a slash says that it is to be one. */
async function isFolder(path: string): Promise<boolean> {
  if (/[/\\]$/.test(path)) return true;
  return await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function create(path: string, partPath: string, flag: string): Promise<FileHandle> {
  try {
    await makeFolder(dirname(path));
    return await open(partPath, 'w');
  } catch (error) {
    throw new UsageError(`${flag} "${path}" cannot be written: ${systemReason(error)}.`);
  }
}
