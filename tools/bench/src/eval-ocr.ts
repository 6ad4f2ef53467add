import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus, EvalError } from './eval-corpus.ts';
import { OCR_READERS, type OcrReader, type OcrSet } from './eval-ocr-readers.ts';
import { renderTable } from './table.ts';

interface Rates {
  readonly p: number;
  readonly r: number;
  readonly f1: number;
}

/** What the corpus's scorer says. */
interface Report {
  readonly result: {
    readonly word: Rates;
    readonly alnum: Rates;
    readonly cer: number;
    readonly lineCer: number;
    readonly lineExact: number;
    readonly localised: number;
  };
  readonly docs: readonly { readonly doc: string; readonly word: number; readonly cer: number }[];
}

interface Outcome {
  readonly report: Report;
  readonly secondsPerPage: number;
  readonly cpuPerPage: number;
}

const SETS: Readonly<Record<OcrSet, { folder: string; documents: string }>> = {
  receipts: { folder: 'ocr/dev', documents: 'images' },
  scans: { folder: 'ocr/scans/dev', documents: 'pdf' },
};

const HELP = `npm run eval -- ocr [--set receipts|scans] [--reader a,b] [--only NAME] [--pages] [--keep DIR]
  Scores what @unifex/ocr reads from 60 receipts and 10 degraded scans, and what others read in the same run, two pages at once.
  --set     one of the sets. Default: both.
  --reader  ${Object.keys(OCR_READERS).join(', ')}. Default: all that are installed.
  --only    documents whose name contains NAME; the others count as not read.
  --pages   the word F1 of every page.
  --keep    keeps what every reader read, in this folder, as SET/READER/DOCUMENT.json.
`;

export async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: { type: 'string' },
      reader: { type: 'string' },
      only: { type: 'string', default: '' },
      pages: { type: 'boolean' },
      keep: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = corpus('ocr/dev/gt', 'ocr/scans/dev/gt', 'ocr/score-ocr.mjs');
  const readers = chosenReaders(values.reader);
  const output = path.resolve(values.keep ?? mkdtempSync(path.join(tmpdir(), 'unifex-eval-')));
  try {
    for (const set of chosenSets(values.set)) {
      const outcomes = new Map<string, Outcome>();
      for (const [name, reader] of readers) {
        const predictions = path.join(output, set, name.replaceAll(' ', '-'));
        outcomes.set(name, await score(folder, set, predictions, reader, values.only));
      }
      print(set, outcomes, values.pages === true);
    }
  } finally {
    if (values.keep === undefined) rmSync(output, { recursive: true });
  }
}

function chosenSets(name: string | undefined): OcrSet[] {
  if (name === undefined) return Object.keys(SETS) as OcrSet[];
  if (!Object.hasOwn(SETS, name)) throw new EvalError(`There is no set ${JSON.stringify(name)}.\n${HELP}`);
  return [name as OcrSet];
}

function chosenReaders(names: string | undefined): [string, OcrReader][] {
  const wanted = names?.split(',') ?? Object.keys(OCR_READERS);
  const unknown = wanted.find((name) => !Object.hasOwn(OCR_READERS, name));
  if (unknown !== undefined) throw new EvalError(`There is no reader ${JSON.stringify(unknown)}.\n${HELP}`);
  const missing = wanted.filter((name) => OCR_READERS[name]!.available?.() === false);
  if (missing.length > 0) process.stdout.write(`Not installed, and left out: ${missing.join(', ')}.\n`);
  return wanted.filter((name) => !missing.includes(name)).map((name) => [name, OCR_READERS[name]!]);
}

async function score(
  folder: string,
  set: OcrSet,
  predictions: string,
  reader: OcrReader,
  only: string,
): Promise<Outcome> {
  mkdirSync(predictions, { recursive: true });
  const documents = path.join(folder, SETS[set].folder, SETS[set].documents);
  const files = readdirSync(documents)
    .filter((file) => file.includes(only))
    .sort()
    .map((file) => path.join(documents, file));
  const start = performance.now();
  const { pages, cpuSeconds } = await reader.read(files, set);
  const seconds = (performance.now() - start) / 1000;
  for (const [file, words] of pages) {
    writeFileSync(path.join(predictions, `${path.parse(file).name}.json`), JSON.stringify({ words }));
  }
  const json = `${predictions}.scores.json`;
  const scorer = path.join(folder, 'ocr/score-ocr.mjs');
  const truth = path.join(folder, SETS[set].folder, 'gt');
  const run = spawnSync(process.execPath, [scorer, truth, predictions, '--json', json], { encoding: 'utf8' });
  if (run.status !== 0) throw new EvalError(`The scorer failed: ${run.stderr}`);
  const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
  return { report, secondsPerPage: seconds / files.length, cpuPerPage: cpuSeconds / files.length };
}

function print(set: OcrSet, outcomes: ReadonlyMap<string, Outcome>, pages: boolean): void {
  const header = [
    '',
    'word F1',
    '(P / R)',
    'alnum F1',
    'CER',
    'line CER',
    'exact',
    'localised',
    's/page',
    'CPU s/page',
  ];
  const rows = [...outcomes].map(([name, { report, secondsPerPage, cpuPerPage }]) => {
    const { word, alnum, cer, lineCer, lineExact, localised } = report.result;
    return [
      name,
      word.f1.toFixed(3),
      `${word.p.toFixed(3)} / ${word.r.toFixed(3)}`,
      ...[alnum.f1, cer, lineCer, lineExact, localised].map((value) => value.toFixed(3)),
      secondsPerPage.toFixed(2),
      cpuPerPage.toFixed(2),
    ];
  });
  process.stdout.write(`\n${set}, two pages at once\n${renderTable(header, rows)}`);
  if (!pages) return;
  const names = [...outcomes.keys()];
  const [first] = outcomes.values();
  const byPage = first!.report.docs.map(({ doc }, i) => [
    doc,
    ...names.map((name) => {
      const page = outcomes.get(name)!.report.docs[i]!;
      return `${page.word.toFixed(3)} ${page.cer.toFixed(3)}`;
    }),
  ]);
  process.stdout.write(`\nEach page: word F1 and CER\n${renderTable(['', ...names], byPage)}`);
}
