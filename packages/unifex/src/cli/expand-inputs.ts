import { stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnifexError } from '@unifex/core';
import { UsageError } from './usage-error.ts';

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
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(input)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'file') return one(urlItem(input, scheme));
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

/** Checked here, before any document is read: a wrong address among ten inputs is a typing error, and not a failed file. */
function urlItem(input: string, scheme: string): InputItem {
  if (scheme !== 'http' && scheme !== 'https') {
    throw new UsageError(`an input is a URL of the scheme "${scheme}"; only http, https and file can be read.`);
  }
  if (!URL.canParse(input)) throw new UsageError(`"${input}" is not a valid URL.`);
  const url = new URL(input);
  const hasCredentials = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  // As it was typed, unless that would show a password.
  return { kind: 'url', uri: input, label: hasCredentials ? url.href : input, outputName: nameFromUrl(url) };
}

function fileItem(path: string, outputName: string): InputItem {
  return { kind: 'file', uri: path, label: path, outputName };
}

async function findFiles(pattern: string, options: { cwd?: string; caseSensitiveMatch?: boolean }): Promise<string[]> {
  // Loaded only where there is something to search: most runs name their files.
  const { glob } = await import('tinyglobby');
  const names = await glob(pattern, { ...options, expandDirectories: false });
  return names.sort();
}

async function expandFolder(folder: string, pattern: string): Promise<ExpandedInputs> {
  const names = await findFiles(pattern, { cwd: folder, caseSensitiveMatch: false });
  if (names.length === 0)
    return nothingFound(folder, `No file in ${folder} matches ${pattern}. Choose others with --glob.`);
  const prefix = folder.endsWith(sep) || folder.endsWith('/') ? folder : `${folder}/`;
  return { items: names.map((name) => fileItem(prefix + name, belowFolder(name))), several: true };
}

async function expandPattern(pattern: string): Promise<ExpandedInputs> {
  const names = await findFiles(pattern.replaceAll('\\', '/'), {});
  if (names.length === 0)
    return nothingFound(pattern, 'There is no such file or folder, and as a pattern it matches no file.');
  return { items: names.map((name) => fileItem(name, belowFolder(relative('.', name)))), several: true };
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
function nameFromUrl({ pathname, hostname }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname;
  const safe = last
    .replace(/%20/g, ' ')
    .replace(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^\.+/, '_');
  return safe.slice(0, 120) || 'document';
}
