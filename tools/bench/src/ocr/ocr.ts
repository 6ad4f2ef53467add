import type { Benchmark } from '../benchmark.ts';
import { BenchUsageError } from '../bench-options.ts';
import { EvalError } from '../eval-corpus.ts';
import type { Part } from '../parallel/part.ts';
import { OCR_CONTENDERS } from './contenders.ts';
import { hybrid } from './hybrid.ts';
import { speed } from './speed.ts';

/** What reading pixels costs. */
export const ocr: Benchmark = async (options, log) => {
  const parts: Readonly<Record<string, () => Promise<Part>>> = {
    speed: () => speed(options, log),
    hybrid: () => hybrid(options, log),
  };
  const results: Record<string, Part> = {};
  const notes: string[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (options.only && !options.only.includes(name)) continue;
    try {
      results[name] = await measure();
    } catch (error) {
      if (!(error instanceof EvalError)) throw error;
      if (options.only) throw new BenchUsageError(error.message);
      notes.push(`Not measured: ${name}. ${error.message}`);
    }
  }
  const absent = OCR_CONTENDERS.filter(({ available }) => !available).map(({ name }) => name);
  if (results['speed'] && absent.length > 0) {
    notes.push(`Not installed here, and so not measured: ${absent.join('; ')} (Debian: tesseract-ocr-eng).`);
  }
  return {
    documents: ['Documents: receipts; a report of 100 pages, of which five are scans of a letter.', ...notes].join(' '),
    figures: Object.values(results).flatMap(({ figures }) => figures),
    runs: Object.fromEntries(Object.entries(results).map(([name, { runs }]) => [name, runs])),
  };
};
