import { EvalError } from './eval-corpus.ts';

/** An evaluation: prints our figures on documents with ground truth, beside a peer's from the same run. */
export type Evaluation = (args: readonly string[]) => Promise<void>;

const EVALUATIONS: Readonly<Record<string, { what: string; load: () => Promise<{ evaluate: Evaluation }> }>> = {
  text: { what: 'the text of 30 born-digital PDFs, against pdf.js', load: () => import('./eval-text.ts') },
  ocr: {
    what: '60 receipts and 10 degraded scans, against tesseract and LiteParse',
    load: () => import('./eval-ocr.ts'),
  },
  robust: { what: '173 odd and damaged PDFs, each in a process of its own', load: () => import('./eval-robust.ts') },
  llm: { what: 'where values stand on 60 receipts, true ones and wrong ones', load: () => import('./eval-llm.ts') },
};

const [name, ...args] = process.argv.slice(2);
const evaluation = name === undefined ? undefined : EVALUATIONS[name];
if (!evaluation) {
  const names = Object.entries(EVALUATIONS).map(([key, { what }]) => `  ${key.padEnd(10)}${what}\n`);
  process.stderr.write(`Usage: npm run eval -- <name> [options]\n${names.join('')}`);
  process.exitCode = 2;
} else {
  try {
    await (await evaluation.load()).evaluate(args);
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}
