import type { OcrOptions } from '@unifex/core';
import type { Flags } from '../read-flags.ts';
import { UsageError } from '../usage-error.ts';

/** Flags of every command that reads pixels. */
export const OCR_FLAGS = {
  languages: { type: 'string' },
  'ocr-server': { type: 'string' },
} as const;

/** What the flags ask of the OCR engine. @throws UsageError */
export function ocrEngine(flags: Flags<keyof typeof OCR_FLAGS>): OcrOptions {
  const languages = readLanguages(flags.last('languages'));
  const url = flags.last('ocr-server');
  if (url !== undefined && !/^https?:\/\//i.test(url)) {
    throw new UsageError(`--ocr-server "${url}" is not the address of a server, such as http://localhost:8080/ocr.`);
  }
  return { ...(languages ? { languages } : {}), ...(url === undefined ? {} : { engine: 'ocr-server', url }) };
}

/** `en,de` */
export function readLanguages(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const codes = text.split(/[,+]/).map((code) => code.trim());
  if (codes.every((code) => /^[a-z]{2,3}(?:[-_][a-z]+)?$/i.test(code))) return codes;
  throw new UsageError(`--languages "${text}" is not a list of ISO 639-1 codes, such as en or en,de.`);
}
