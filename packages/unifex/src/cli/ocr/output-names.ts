import { extname, join, resolve } from 'node:path';
import type { InputFailure, InputItem } from '../expand-inputs.ts';
import type { OutputTarget } from '../output-target.ts';
import { UsageError } from '../usage-error.ts';
import type { OcrFormat } from './recognise.ts';

/** How the files that are written may end. hOCR is XHTML, and many programs want it to be called so. */
const ENDINGS: Readonly<Record<string, OcrFormat>> = {
  '.pdf': 'pdf',
  '.hocr': 'hocr',
  '.htm': 'hocr',
  '.html': 'hocr',
  '.xhtml': 'hocr',
};

/**
 * The format to write: what `--format` says, or else the ending of the file; PDF where there is neither.
 * @throws UsageError for an ending of something else where no format is named, or where the two contradict each other
 */
export function formatOf(target: OutputTarget, wanted: OcrFormat | undefined): OcrFormat {
  const ending = target.kind === 'file' ? extname(target.path).toLowerCase() : '';
  if (target.kind !== 'file' || ending === '') return wanted ?? 'pdf';
  const format = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending]! : undefined;
  if (format === undefined && wanted !== undefined) return wanted;
  if (format === undefined) {
    throw new UsageError(
      `--output "${target.path}" ends in ${ending}, and what is written is PDF (.pdf) or hOCR (.hocr, .html, .xhtml).`,
    );
  }
  if (wanted !== undefined && wanted !== format) {
    throw new UsageError(`--output "${target.path}" and --format ${wanted} contradict each other: leave one out.`);
  }
  return format;
}

/**
 * What is written of each input: `scan.pdf` stays in another folder, `scan.png` becomes `scan.png.pdf`; the second of two equal names gets
 * a number. Case is ignored, as some file systems do. Undefined is standard output.
 * @throws UsageError where a file to write is one of the files to read
 */
export function outputPaths(
  target: OutputTarget,
  format: OcrFormat,
  items: readonly (InputItem | InputFailure)[],
): Map<InputItem, string> {
  const read = new Set(items.flatMap((item) => (item.kind === 'file' ? [folded(item.uri)] : [])));
  const taken = new Set<string>();
  const paths = new Map<InputItem, string>();
  for (const item of items) {
    if (item.kind === 'failure' || target.kind === 'stdout') continue;
    const path = target.kind === 'file' ? target.path : join(target.path, unused(item.outputName, format, taken));
    if (read.has(folded(path))) {
      throw new UsageError(`--output "${path}" is one of the inputs, and would be overwritten. Choose another name.`);
    }
    paths.set(item, path);
  }
  return paths;
}

/** Case is ignored, as some file systems do. */
function folded(path: string): string {
  return resolve(path).toLowerCase();
}

function unused(outputName: string, format: OcrFormat, taken: Set<string>): string {
  const extension = `.${format}`;
  const base = outputName.toLowerCase().endsWith(extension) ? outputName.slice(0, -extension.length) : outputName;
  let name = base + extension;
  for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${base}-${copy}${extension}`;
  taken.add(name.toLowerCase());
  return name;
}
