import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { longDocument } from './long-document.ts';
import { ROOT } from './paths.ts';

/** The PDFs that are read for speed. */
export interface BenchDocuments {
  readonly paths: readonly string[];
  /** For people. */
  readonly description: string;
}

/** The PDFs of the evaluation data where they are there, else a generated one of 500 pages. */
export async function benchDocuments(
  evalFolder: string = process.env['UNIFEX_EVAL_DIR'] ?? join(ROOT, '..', 'shared', 'eval'),
): Promise<BenchDocuments> {
  const folder = join(evalFolder, 'perf');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pdf')) : [];
  if (names.length > 0) {
    return {
      paths: names.sort().map((name) => join(folder, name)),
      description: `${names.length} PDFs: ${names.join(', ')}`,
    };
  }
  return { paths: [await longDocument(500)], description: 'a generated PDF of 500 pages' };
}
