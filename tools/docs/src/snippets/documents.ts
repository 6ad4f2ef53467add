import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';
import { drawManual } from './manual.ts';

/** The names that pages use for documents, and the samples that these are. */
const SAMPLES: Readonly<Record<string, string>> = {
  'document.pdf': 'invoice.pdf',
  'invoice.pdf': 'invoice.pdf',
  'report.pdf': 'article.pdf',
  'form.pdf': 'form.pdf',
  'locked.pdf': 'encrypted.pdf',
  'rotated.pdf': 'rotated.pdf',
  'japanese.pdf': 'cjk.pdf',
  'hebrew.pdf': 'right-to-left.pdf',
  'tables.pdf': 'tables.pdf',
  'scans/january.pdf': 'invoice.pdf',
  'scans/2025/december.pdf': 'article.pdf',
};

/** Puts the documents that pages read into a folder. */
export async function writeDocuments(folder: string): Promise<void> {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(ROOT, 'samples', sample), path);
  }
  writeFileSync(join(folder, 'empty.pdf'), '');
  writeFileSync(join(folder, 'manual.pdf'), await drawManual());
}
