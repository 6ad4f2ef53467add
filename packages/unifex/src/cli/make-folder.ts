import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are not there yet. Not `mkdir` with `recursive`, which never ends on a file system that
 * says ENOENT of a folder whose parent is there (`/proc` on Linux, an automounter): it makes the parent and tries again for ever.
 * @throws the system's error
 */
export async function makeFolder(path: string): Promise<void> {
  const first = await tryFolder(path);
  if (first === undefined) return;
  const parent = dirname(path);
  if (first.code !== 'ENOENT' || parent === path) throw first;
  await makeFolder(parent);
  const second = await tryFolder(path);
  if (second !== undefined) throw second;
}

/** @returns why there is no folder */
async function tryFolder(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path);
    return undefined;
  } catch (thrown) {
    // EEXIST, but also EISDIR, EROFS or EPERM where there is one already: the root, a drive, what is mounted.
    const isThere = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    return isThere ? undefined : (thrown as NodeJS.ErrnoException);
  }
}
