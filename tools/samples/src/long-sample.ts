import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED_FOLDER } from './paths.ts';

/** Changes when the report is drawn differently, so that nobody reads an old one. */
const VERSION = 1;

/**
 * A report of many pages, drawn when it is first asked for and kept in `samples/.generated`. Beyond 500 pages it repeats its
 * first 500.
 * @returns the file's path.
 */
export async function ensureLongSample(pages = 500): Promise<string> {
  if (!Number.isInteger(pages) || pages < 1) throw new RangeError(`A report has 1 page or more, not ${pages}.`);
  const path = join(GENERATED_FOLDER, `report-${pages}-v${VERSION}.pdf`);
  if (existsSync(path)) return path;
  // Fonts and pdfkit are loaded only by whoever draws.
  const { drawLongSample } = await import('./long/draw-long-sample.ts');
  const bytes = await drawLongSample(pages);
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  // Two processes may draw it at once: each writes a file of its own, and the last rename wins.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, bytes);
  renameSync(draft, path);
  return path;
}
