import { UnifexError } from '@unifex/core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LanguageData } from '../engine/job.ts';
import { tesseractCode } from './codes.ts';
import { defaultCachePath, downloadData } from './download.ts';

export interface DataPlaces {
  /** Folder of `.traineddata` files, packed with gzip or not. Asked first. */
  readonly dataPath?: string;
  readonly allowDownload: boolean;
  /** Folder in which downloaded data are kept. */
  readonly cachePath?: string;
}

/** Versions of the data in a package, best first: those of the LSTM engine alone are a quarter of the size. */
const VERSIONS = ['4.0.0_best_int', '4.0.0'];

const unpack = promisify(gunzip);
const loaded = new Map<string, Promise<LanguageData>>();

/**
 * The data of languages: of `dataPath`, of an installed package `@tesseract.js-data/*`, or of the cache; else downloaded, where that is
 * allowed. Loaded once for the process.
 * @throws UnifexError `INVALID_OPTION` with what to install, `PROVIDER_ERROR` for a download that fails
 */
export function languageData(
  languages: readonly string[],
  places: DataPlaces,
  signal: AbortSignal,
): Promise<LanguageData[]> {
  return Promise.all([...new Set(languages)].map((language) => cached(language, places, signal)));
}

function cached(language: string, places: DataPlaces, signal: AbortSignal): Promise<LanguageData> {
  const key = JSON.stringify([language, places.dataPath, places.cachePath, places.allowDownload]);
  let data = loaded.get(key);
  if (!data) {
    loaded.set(key, (data = load(key, language, places, signal)));
    // What failed once may work the next time: a package was installed, the network is back.
    data.catch(() => loaded.delete(key));
  }
  return data;
}

async function load(id: string, language: string, places: DataPlaces, signal: AbortSignal): Promise<LanguageData> {
  const code = tesseractCode(language);
  const bytes = await find(language, code, places, signal);
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpack(bytes) : bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(plain.length));
  shared.set(plain);
  return { code, id, data: shared };
}

async function find(language: string, code: string, places: DataPlaces, signal: AbortSignal): Promise<Uint8Array> {
  const cachePath = places.cachePath ?? defaultCachePath();
  const folders = [...(places.dataPath === undefined ? [] : [places.dataPath]), ...packageFolders(code), cachePath];
  for (const folder of folders) {
    for (const name of [`${code}.traineddata`, `${code}.traineddata.gz`]) {
      const bytes = await readIfThere(join(folder, name));
      if (bytes) return bytes;
    }
  }
  if (places.allowDownload) return downloadData(code, cachePath, signal);
  throw new UnifexError(
    'INVALID_OPTION',
    `The data for reading "${language}" are not installed. Run: npm install @tesseract.js-data/${code}. ` +
      'Or name in `dataPath` a folder that has the file ' +
      `${code}.traineddata (of github.com/tesseract-ocr/tessdata_best), or set \`allowDownload: true\`.`,
    { details: { option: 'languages', value: language, package: `@tesseract.js-data/${code}` } },
  );
}

/** As seen from here, and from the app, which with isolated installs is the only one that sees what it has installed. */
function packageFolders(code: string): string[] {
  const main = process.argv[1];
  const viewpoints = [import.meta.url, join(process.cwd(), 'package.json'), ...(main ? [resolve(main)] : [])];
  for (const viewpoint of viewpoints) {
    try {
      const manifest = createRequire(viewpoint).resolve(`@tesseract.js-data/${code}/package.json`);
      return VERSIONS.map((version) => join(dirname(manifest), version));
    } catch {
      // Not to be seen from there.
    }
  }
  return [];
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UnifexError('INVALID_OPTION', `The language data ${path} cannot be read. Check who may read it.`, {
      cause: error,
    });
  }
}
