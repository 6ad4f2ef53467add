import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OcrOptions } from '@unifex/core';
import type { Flags } from '../read-flags.ts';
import { UsageError } from '../usage-error.ts';

/** Flags of every command that reads pixels with the engine that is built in. */
export const LANGUAGE_FLAGS = {
  languages: { type: 'string' },
  'language-data': { type: 'string' },
  'download-languages': { type: 'boolean' },
} as const;

/** Flags of every command that reads pixels. */
export const OCR_FLAGS: typeof LANGUAGE_FLAGS & { readonly 'ocr-server': { readonly type: 'string' } } = {
  ...LANGUAGE_FLAGS,
  'ocr-server': { type: 'string' },
};

/** What the flags ask of the OCR engine. @throws UsageError */
export function ocrEngine(flags: Flags<keyof typeof OCR_FLAGS>): OcrOptions {
  const languages = readLanguages(flags.last('languages'));
  const url = flags.last('ocr-server');
  if (url !== undefined && !/^https?:\/\//i.test(url)) {
    throw new UsageError(`--ocr-server "${url}" is not the address of a server, such as http://localhost:8080/ocr.`);
  }
  const places = languagePlaces(flags);
  if (url !== undefined && Object.keys(places).length > 0) {
    throw new UsageError(
      '--language-data and --download-languages are for the engine that is built in, not for --ocr-server.',
    );
  }
  return {
    ...(languages ? { languages } : {}),
    ...places,
    ...(url === undefined ? {} : { engine: 'ocr-server', url }),
  };
}

/** Where the data of languages come from. @throws UsageError for a folder that is not there */
export function languagePlaces(flags: Flags<keyof typeof LANGUAGE_FLAGS>): { dataPath?: string; allowDownload?: true } {
  const folder = flags.last('language-data');
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--language-data "${folder}" is not a folder.`);
  return {
    ...(folder === undefined ? {} : { dataPath: resolve(folder) }),
    ...(flags.has('download-languages') ? { allowDownload: true } : {}),
  };
}

/** `en,de` */
export function readLanguages(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const codes = text.split(/[,+]/).map((code) => code.trim());
  if (codes.every((code) => /^[a-z]{2,3}(?:[-_][a-z]+)?$/i.test(code))) return codes;
  throw new UsageError(`--languages "${text}" is not a list of ISO 639-1 codes, such as en or en,de.`);
}
