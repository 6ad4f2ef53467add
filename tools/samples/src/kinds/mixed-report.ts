import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { ensureLongSample } from '../long-sample.ts';
import { GENERATED_FOLDER, samplePath } from '../paths.ts';

/** Changes when the report is put together differently, so that nobody reads an old one. */
const VERSION = 1;

/** A report among whose pages some are scans. */
export interface MixedReport {
  readonly path: string;
  readonly pageCount: number;
  /** Indices of the pages that are pixels only. */
  readonly scanned: readonly number[];
}

/** A report of 100 pages of which five are scans of a letter, put together when it is first asked for. */
export async function ensureMixedReport(): Promise<MixedReport> {
  const report = { pageCount: 100, scanned: [9, 29, 49, 69, 89] };
  const path = join(GENERATED_FOLDER, `mixed-report-v${VERSION}.pdf`);
  if (existsSync(path)) return { path, ...report };
  const pdf = await PDFDocument.load(readFileSync(await ensureLongSample(report.pageCount - report.scanned.length)));
  const scan = await PDFDocument.load(readFileSync(samplePath('scanned')));
  for (const index of report.scanned) {
    const [page] = await pdf.copyPages(scan, [0]);
    pdf.insertPage(index, page);
  }
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, await pdf.save());
  renameSync(draft, path);
  return { path, ...report };
}
