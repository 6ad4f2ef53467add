import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';

/** The names that pages use for documents, and the samples that these are. */
const SAMPLES: Readonly<Record<string, string>> = {
  'document.pdf': 'invoice.pdf',
  'form.pdf': 'form.pdf',
  'hidden.pdf': 'hidden-text.pdf',
  'invoice.pdf': 'invoice.pdf',
  'japanese.pdf': 'cjk.pdf',
  'locked.pdf': 'encrypted.pdf',
  'manual.pdf': 'navigation.pdf',
  'report.pdf': 'article.pdf',
  'rotated.pdf': 'rotated.pdf',
  'scans/2025/december.pdf': 'searchable-scan.pdf',
  'scans/january.pdf': 'scanned.pdf',
  'signed.pdf': 'signed.pdf',
};

/** Puts the documents that pages read into a folder. */
export function writeDocuments(folder: string): void {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(ROOT, 'samples', sample), path);
  }
  writeFileSync(join(folder, 'empty.pdf'), '');
}
