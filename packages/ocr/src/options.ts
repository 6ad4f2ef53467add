import { invalidOption, optionsParser, type BackendRef, type OptionCheck } from '@unifex/core';
import type { Granularity } from '@unifex/layout';
import { tesseractCode } from './languages/codes.ts';

/** Plain data, so that they travel to workers. */
export interface TesseractOptions {
  /** ISO 639-1 codes of the languages to expect, the most likely first. Default `['en']`. */
  readonly languages: readonly string[];
  /** What a text block is. Default `line`. */
  readonly granularity: Granularity;
  /** Whether line blocks carry their words with boxes. Default true. */
  readonly words: boolean;
  /** Pixels an inch: of the image of a PDF's page (default 200), and of images, in place of what they say of themselves. */
  readonly dpi?: number;
  /** Refuse images of more pixels than this, and draw the pages of PDFs with no more. Default 100,000,000. */
  readonly maxPixels: number;
  /** Words that the engine is less sure of are left out; those of one or two characters need 0.2 more. 0 to 1. Default 0.3. */
  readonly minConfidence: number;
  /** Find out which way up the text stands, and read it so. Default true. */
  readonly orientation: boolean;
  /** Make slanted lines level before they are read. Default true. */
  readonly deskew: boolean;
  /** Scale the image so that its print has the size that Tesseract reads best. Default true. */
  readonly scale: boolean;
  /** Smooth the grain of print and paper, and invert light print on a dark page. Default true. */
  readonly contrast: boolean;
  /** Read doubtful lines again, each by itself, and print of which no word came out. Default true. */
  readonly secondReading: boolean;
  /** Tesseract's page segmentation mode (`--psm`), 1 to 13. Default: 3 for text in columns, else 6. */
  readonly pageSegmentation?: number;
  /** The only characters to be read. */
  readonly whitelist?: string;
  /** Any of Tesseract's parameters, by its own name (`preserve_interword_spaces: '1'`). */
  readonly parameters: Readonly<Record<string, string>>;
  /** Those that Tesseract takes at its start only (`load_system_dawg: '0'`). */
  readonly initParameters: Readonly<Record<string, string>>;
  /** Folder of `.traineddata` files, asked before installed packages. */
  readonly dataPath?: string;
  /** Whether data of languages that are not installed may be downloaded. Default false. */
  readonly allowDownload: boolean;
  /** Folder in which downloaded data are kept. Default `~/.cache/unifex/tessdata`. */
  readonly cachePath?: string;
  /** User or owner password of an encrypted PDF. */
  readonly password?: string;
  /** The backend that draws the pages of PDFs. Default `@unifex/pdfium`. */
  readonly renderer?: BackendRef;
}

const { boolean, number, oneOf, string } = optionsParser;

const languages: OptionCheck<string[]> = (value, name) => {
  const list = optionsParser.arrayOf(string({ nonEmpty: true }))(value, name);
  if (list.length === 0) throw invalidOption(name, value, 'a list of at least one language');
  for (const language of list) tesseractCode(language);
  return list;
};

/** Tesseract reads its configuration line by line. */
const parameters: OptionCheck<Record<string, string>> = (value, name) => {
  const allowed = 'a plain object of parameter names and values (text, numbers, true or false)';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidOption(name, value, allowed);
  const entries = Object.entries(value as Record<string, unknown>).map(([key, item]) => {
    const plain = typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean';
    if (!plain || !/^\w+$/.test(key) || /[\r\n]/.test(String(item)))
      throw invalidOption(`${name}.${key}`, item, allowed);
    return [key, typeof item === 'boolean' ? String(Number(item)) : String(item)];
  });
  return Object.fromEntries(entries) as Record<string, string>;
};

/** Errors are printed and logged: the value is left out of them. */
const password: OptionCheck<string> = (value, name) => {
  if (typeof value !== 'string') throw invalidOption(name, '(hidden)', 'text');
  return value;
};

const renderer: OptionCheck<BackendRef> = (value, name) => {
  const ref = (value ?? {}) as Partial<BackendRef>;
  const fits =
    ref.apiVersion === 1 &&
    typeof ref.type === 'string' &&
    typeof ref.module === 'string' &&
    typeof ref.options === 'object';
  if (!fits) throw invalidOption(name, value, 'a reference to a backend, as refOf(pdfiumBackend) gives it');
  return value as BackendRef;
};

const CHECKS = {
  languages,
  granularity: oneOf('char', 'word', 'line'),
  words: boolean(),
  dpi: number({ min: 10, max: 2400 }),
  maxPixels: number({ integer: true, min: 1 }),
  minConfidence: number({ min: 0, max: 1 }),
  orientation: boolean(),
  deskew: boolean(),
  scale: boolean(),
  contrast: boolean(),
  secondReading: boolean(),
  pageSegmentation: number({ integer: true, min: 1, max: 13 }),
  whitelist: string({ nonEmpty: true }),
  parameters,
  initParameters: parameters,
  dataPath: string({ nonEmpty: true }),
  allowDownload: boolean(),
  cachePath: string({ nonEmpty: true }),
  password,
  renderer,
};

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parseTesseractOptions(input: unknown): TesseractOptions {
  const given = optionsParser.check(input, CHECKS, 'the tesseract extractor');
  return {
    languages: ['en'],
    granularity: 'line',
    words: true,
    maxPixels: 100_000_000,
    minConfidence: 0.3,
    orientation: true,
    deskew: true,
    scale: true,
    contrast: true,
    secondReading: true,
    parameters: {},
    initParameters: {},
    allowDownload: false,
    ...given,
  };
}
