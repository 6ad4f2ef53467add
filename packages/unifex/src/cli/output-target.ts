import { stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Where results go: standard output, one file for all, or a folder with a file for each document. */
export type OutputTarget =
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

/**
 * What `-o` means: a folder where it is one, ends in a slash, or several documents come and it has no extension
 * (`-o out`); a file otherwise. `-` and nothing are standard output.
 */
export async function outputTarget(output: string | undefined, several: boolean): Promise<OutputTarget> {
  if (output === undefined || output === '-') return { kind: 'stdout' };
  const endsInSlash = /[/\\]$/.test(output);
  // Without the slash, which would hide a plain file of that name (ENOTDIR).
  const existing = await stat(output.replace(/(?<=.)[/\\]+$/, '')).then(
    (stats) => stats,
    (): undefined => undefined,
  );
  if (existing?.isDirectory()) return { kind: 'folder', path: output };
  if (existing && endsInSlash)
    throw new UsageError(`--output "${output}" is to be a folder, but there is a file of that name.`);
  const folder = endsInSlash || (!existing && several && extname(output) === '');
  return { kind: folder ? 'folder' : 'file', path: output };
}

/** @throws UsageError where a file to write is one of the files to read. */
export function checkNotAnInput(target: OutputTarget, inputPaths: readonly string[], flag = '--output'): void {
  if (target.kind !== 'file') return;
  // Some file systems ignore case.
  const path = resolve(target.path).toLowerCase();
  if (inputPaths.some((input) => resolve(input).toLowerCase() === path)) {
    throw new UsageError(
      `${flag} "${target.path}" is one of the inputs, and would be overwritten. Choose another name.`,
    );
  }
}

/**
 * Names the files in an output folder: the input's name with `.json` or `.txt` added (`report.pdf.json`), so that `report.pdf` and
 * `report.png` stay apart; the second of two equal names becomes `report.pdf-2.json`. Case is ignored, as some file systems do.
 */
export function outputNamer(folder: string, format: 'text' | 'json'): (outputName: string) => string {
  const taken = new Set<string>();
  const extension = format === 'json' ? '.json' : '.txt';
  return (outputName) => {
    let name = outputName + extension;
    for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${outputName}-${copy}${extension}`;
    taken.add(name.toLowerCase());
    return join(folder, name);
  };
}
