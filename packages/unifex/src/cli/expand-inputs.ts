import { stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnifexError } from '@unifex/core';
import { glob } from 'tinyglobby';

/** One document to read. */
export interface InputItem {
  readonly kind: 'file' | 'url' | 'stdin';
  /** The path or URL as the library takes it; `-` for standard input. */
  readonly uri: string;
  /** What messages call it. */
  readonly label: string;
  /** Where it goes below an output folder, without the extension of the output: `sub/report.pdf`. Always `/`, never `..`. */
  readonly outputName: string;
}

/** Something on the command line that gives nothing to read. */
export interface InputFailure {
  readonly kind: 'failure';
  readonly label: string;
  readonly error: UnifexError;
}

export interface ExpandedInputs {
  readonly items: readonly (InputItem | InputFailure)[];
  /** More than one document may come of it: more than one input, or a folder, however many files it happens to hold. */
  readonly several: boolean;
}

const IMAGES = ['png', 'jpg', 'jpeg', 'tif', 'tiff'];

/** What is taken from a folder where no `--glob` says otherwise. */
export function defaultGlob(extractor: string): string {
  const pdfOnly = extractor === 'pdf' || extractor === 'pdfium';
  return pdfOnly ? '**/*.pdf' : `**/*.{${['pdf', ...IMAGES].join(',')}}`;
}

/**
 * Turns the inputs of the command line into documents: files and URLs as they are, folders by their files (recursive, sorted by path, hidden
 * ones left out), and patterns that the shell left alone (`"*.pdf"`). A path that is not there stays an item: reading it says so.
 */
export async function expandInputs(
  inputs: readonly string[],
  options: { readonly extractor: string; readonly glob?: string },
): Promise<ExpandedInputs> {
  const pattern = options.glob ?? defaultGlob(options.extractor);
  const groups = await Promise.all(inputs.map((input) => expandOne(input, pattern)));
  return {
    items: groups.flatMap((group) => group.items),
    several: inputs.length > 1 || groups.some((group) => group.several),
  };
}

async function expandOne(input: string, pattern: string): Promise<ExpandedInputs> {
  if (input === '-') return one({ kind: 'stdin', uri: '-', label: 'standard input', outputName: 'stdin' });
  if (/^https?:/i.test(input)) return one({ kind: 'url', uri: input, label: input, outputName: nameFromUrl(input) });
  const path = /^file:/i.test(input) ? pathOfFileUrl(input) : input;
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    (): undefined => undefined,
  );
  if (isFolder === false) return one(fileItem(path, basename(resolve(path))));
  if (isFolder) return expandFolder(path, pattern);
  if (/[*?{[]/.test(path)) return expandPattern(path);
  return one(fileItem(path, basename(resolve(path))));
}

function one(item: InputItem | InputFailure): ExpandedInputs {
  return { items: [item], several: false };
}

function fileItem(path: string, outputName: string): InputItem {
  return { kind: 'file', uri: path, label: path, outputName };
}

async function expandFolder(folder: string, pattern: string): Promise<ExpandedInputs> {
  const names = await glob(pattern, { cwd: folder, caseSensitiveMatch: false, expandDirectories: false });
  if (names.length === 0)
    return nothingFound(folder, `No file in this folder matches ${pattern}. Choose others with --glob.`);
  const prefix = folder.endsWith(sep) || folder.endsWith('/') ? folder : `${folder}/`;
  return { items: names.sort().map((name) => fileItem(prefix + name, belowFolder(name))), several: true };
}

async function expandPattern(pattern: string): Promise<ExpandedInputs> {
  const names = await glob(pattern.replaceAll('\\', '/'), { expandDirectories: false });
  if (names.length === 0)
    return nothingFound(pattern, 'There is no such file or folder, and as a pattern it matches no file.');
  return { items: names.sort().map((name) => fileItem(name, belowFolder(relative('.', name)))), several: true };
}

function nothingFound(label: string, message: string): ExpandedInputs {
  const error = new UnifexError('SOURCE_NOT_FOUND', message, { details: { uri: label } });
  return { items: [{ kind: 'failure', label, error }], several: true };
}

/** A pattern such as `../*.pdf` reaches outside; what is written must not. */
function belowFolder(name: string): string {
  const parts = name.split(/[/\\]/).filter((part) => part !== '..' && part !== '.' && part !== '');
  return parts.join('/');
}

function pathOfFileUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    // Not a local file URL (`file://host/…`): the library's own error says so when it is opened.
    return url;
  }
}

/** The last part of the URL's path, safe as a file name; the host where the path is empty. */
function nameFromUrl(url: string): string {
  if (!URL.canParse(url)) return 'document';
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname;
  const safe = last
    .replace(/%20/g, ' ')
    .replace(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^\.+/, '_');
  return safe.slice(0, 120) || 'document';
}
