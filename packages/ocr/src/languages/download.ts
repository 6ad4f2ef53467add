import { abortedError, UnifexError } from '@unifex/core';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where tesseract.js itself takes its data from: the packages of the npm registry, as files. */
const SOURCE = 'https://cdn.jsdelivr.net/npm';
const TIMEOUT_MS = 120_000;

/** `$XDG_CACHE_HOME/unifex/tessdata`, by default in `~/.cache`. */
export function defaultCachePath(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'unifex', 'tessdata');
}

/**
 * Downloads the data of a language into the cache. The file is there whole or not at all: it is written under another name first.
 * @param source where from; for tests
 * @throws UnifexError `PROVIDER_ERROR`, `ABORTED`
 */
export async function downloadData(
  code: string,
  cachePath: string,
  signal: AbortSignal,
  source: string = SOURCE,
): Promise<Uint8Array> {
  const url = `${source}/@tesseract.js-data/${code}/4.0.0_best_int/${code}.traineddata.gz`;
  const bytes = await fetchBytes(url, signal);
  const part = join(cachePath, `${code}.${randomUUID()}.part`);
  try {
    await mkdir(cachePath, { recursive: true });
    await writeFile(part, bytes);
    await rename(part, join(cachePath, `${code}.traineddata.gz`));
  } catch (cause) {
    await rm(part, { force: true });
    throw new UnifexError(
      'PROVIDER_ERROR',
      `The language data were downloaded, and cannot be kept in ${cachePath}. Check the folder, or name another in \`cachePath\`.`,
      { cause },
    );
  }
  return bytes;
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    if (signal.aborted) throw abortedError(signal);
    throw new UnifexError('PROVIDER_ERROR', `${url} cannot be downloaded. Check the network.`, { cause });
  }
  // A proxy may answer with a page of its own.
  if (!response.ok || bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    throw new UnifexError(
      'PROVIDER_ERROR',
      `${url} gave no language data (HTTP ${response.status}, ${bytes.length} bytes). Check that the language has data there.`,
      { details: { status: response.status } },
    );
  }
  return bytes;
}
