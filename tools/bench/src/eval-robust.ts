import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus, EvalError } from './eval-corpus.ts';
import { robustPage } from './eval-robust-page.ts';
import { readInChild } from './eval-robust-read.ts';
import {
  errorRows,
  ERROR_HEADER,
  scoreRows,
  SCORE_HEADER,
  type ManifestEntry,
  type Prediction,
} from './eval-robust-score.ts';
import { ROOT } from './paths.ts';
import { renderTable } from './table.ts';

const EXTRACTORS = ['pdf', 'pdfium', 'auto'];
const PARALLEL = 2;
const PAGE = path.join(ROOT, 'docs/robustness.md');

const HELP = `npm run eval -- robust [--extractor a,b] [--only NAME] [--timeout SECONDS] [--verbose] [--write]
  Reads the odd and damaged PDFs of robust/dev, each in a process of its own, and scores what became of them beside what other
  engines made of them (as measured in the corpus's manifest).
  --extractor  ${EXTRACTORS.join(', ')}. Default: all of them.
  --only       files whose name contains NAME; what became of each is printed, and nothing is scored.
  --timeout    seconds that a file may take. Default 20.
  --verbose    every file that is not read as well as most engines read it.
  --write      keeps the tables in docs/robustness.md.
`;

export async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      extractor: { type: 'string', default: EXTRACTORS.join(',') },
      only: { type: 'string', default: '' },
      timeout: { type: 'string', default: '20' },
      verbose: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new EvalError(`--timeout is ${values.timeout}; it takes a number of seconds above 0.`);
  const extractors = values.extractor.split(',');
  const unknown = extractors.find((name) => !EXTRACTORS.includes(name));
  if (unknown !== undefined)
    throw new EvalError(`There is no extractor ${JSON.stringify(unknown)}. Use ${EXTRACTORS.join(', ')}.`);
  if (values.write && (values.only !== '' || extractors.length < EXTRACTORS.length))
    throw new EvalError(
      '--write keeps the figures of all files and extractors; it goes with neither --only nor --extractor.',
    );

  const folder = corpus('robust/dev', 'robust/manifest.json', 'robust/score-robust.mjs');
  const manifest = JSON.parse(readFileSync(path.join(folder, 'robust/manifest.json'), 'utf8')) as ManifestEntry[];
  const chosen = manifest.filter(({ file }) => file.includes(values.only));
  const outcomes = new Map<string, Record<string, Prediction>>();
  for (const extractor of extractors) outcomes.set(extractor, await readAll(extractor, chosen, folder, seconds));

  process.stdout.write(`${renderTable(ERROR_HEADER, errorRows(outcomes))}\n`);
  if (values.only !== '') {
    process.stdout.write(`${JSON.stringify(Object.fromEntries(outcomes), null, 2)}\n`);
    return;
  }
  const scores = scoreRows(folder, outcomes, values.verbose);
  process.stdout.write(renderTable(SCORE_HEADER, scores));
  if (values.write) writeFileSync(PAGE, await robustPage({ manifest, outcomes, scores, seconds }));
}

async function readAll(
  extractor: string,
  entries: readonly ManifestEntry[],
  folder: string,
  seconds: number,
): Promise<Record<string, Prediction>> {
  const predictions: Record<string, Prediction> = {};
  const waiting = [...entries];
  const work = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      const file = path.join(folder, 'robust/dev', entry.file);
      predictions[entry.file] = await readInChild([extractor, file, entry.password ?? ''], seconds);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return predictions;
}
