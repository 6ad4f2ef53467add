import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus, EvalError } from './eval-corpus.ts';
import { describeLosses } from './eval-text-diff.ts';
import { TEXT_READERS, type TextReader } from './eval-text-readers.ts';
import { renderTable } from './table.ts';

interface Scores {
  readonly f1: number;
  readonly loose: number;
  readonly adjacent: number | null;
  readonly order: number | null;
  readonly spaceMissing: number;
  readonly spaceSpurious: number;
}
interface Report {
  readonly result: Record<
    string,
    Scores & { readonly macro: Scores; readonly checks?: string; readonly msPerPage: number }
  >;
  readonly docs: readonly (Scores & { readonly doc: string; readonly kind: string })[];
}

const HELP = `npm run eval -- text [--reader a,b] [--only NAME] [--diff] [--keep DIR]
  Scores the text that @unifex/pdf reads from the PDFs of text/dev, and what others make of them in the same run.
  --reader  ${Object.keys(TEXT_READERS).join(', ')}. Default: all that are installed.
  --only    documents whose name contains NAME; their figures only.
  --diff    the words that the first reader has lost, and those that it has made up.
  --keep    keeps what every reader read, in this folder, as READER/DOCUMENT.json.
`;

export async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      reader: { type: 'string' },
      only: { type: 'string', default: '' },
      diff: { type: 'boolean' },
      keep: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = corpus('text/dev/pdf', 'text/dev/gt', 'text/score-text.mjs');
  const readers = chosenReaders(values.reader);
  const output = path.resolve(values.keep ?? mkdtempSync(path.join(tmpdir(), 'unifex-eval-')));
  try {
    const reports = new Map<string, Report>();
    for (const [name, reader] of readers) {
      reports.set(name, await score(folder, path.join(output, name), reader, values.only));
    }
    print(reports, values.only);
    if (values.diff)
      process.stdout.write(`\n${await describeLosses(folder, path.join(output, readers[0]![0]), values.only)}`);
  } finally {
    if (values.keep === undefined) rmSync(output, { recursive: true });
  }
}

function chosenReaders(names: string | undefined): [string, TextReader][] {
  const wanted = names?.split(',') ?? Object.keys(TEXT_READERS);
  const unknown = wanted.find((name) => !(name in TEXT_READERS));
  if (unknown !== undefined) {
    throw new EvalError(
      `There is no reader ${JSON.stringify(unknown)}. Readers: ${Object.keys(TEXT_READERS).join(', ')}.`,
    );
  }
  const missing = wanted.filter((name) => TEXT_READERS[name]!.available?.() === false);
  if (missing.length > 0) process.stdout.write(`Not installed, and left out: ${missing.join(', ')}.\n`);
  return wanted.filter((name) => !missing.includes(name)).map((name) => [name, TEXT_READERS[name]!]);
}

/** Reads every document with one reader and has the corpus's own scorer judge it. */
async function score(folder: string, predictions: string, reader: TextReader, only: string): Promise<Report> {
  mkdirSync(predictions, { recursive: true });
  const documents = path.join(folder, 'text/dev/pdf');
  for (const file of readdirSync(documents).sort()) {
    if (!file.endsWith('.pdf') || !file.includes(only)) continue;
    const start = performance.now();
    const pages = await reader.read(path.join(documents, file));
    const prediction = { pages: pages.map((text) => ({ text })), ms: performance.now() - start };
    writeFileSync(path.join(predictions, file.replace(/\.pdf$/, '.json')), JSON.stringify(prediction));
  }
  const json = path.join(predictions, '..', `${path.basename(predictions)}.scores.json`);
  const scorer = path.join(folder, 'text/score-text.mjs');
  const run = spawnSync(process.execPath, [scorer, path.join(folder, 'text/dev/gt'), predictions, '--json', json], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new EvalError(`The scorer failed: ${run.stderr}`);
  return JSON.parse(readFileSync(json, 'utf8')) as Report;
}

function print(reports: ReadonlyMap<string, Report>, only: string): void {
  const names = [...reports.keys()];
  const out: string[] = [];
  if (only === '') {
    out.push('All documents (macro) and the kinds of truth. Gaps: missing / spurious spaces per 1000 words.\n');
    const header = [
      '',
      'word F1',
      'loose',
      'adjacent',
      'order',
      'gaps',
      'source F1',
      'adj',
      'human F1',
      'consensus F1',
      'adj',
      'checks',
      'ms/page',
    ];
    const rows: string[][] = [];
    for (const [name, { result }] of reports) {
      const all = result['all']!;
      const source = result['source']!.macro;
      const consensus = result['consensus']!.macro;
      rows.push([
        name,
        ...[all.macro.f1, all.macro.loose, all.macro.adjacent, all.macro.order].map(share),
        `${(all.macro.spaceMissing * 1000).toFixed(1)}/${(all.macro.spaceSpurious * 1000).toFixed(1)}`,
        ...[source.f1, source.adjacent, result['human']!.macro.f1, consensus.f1, consensus.adjacent].map(share),
        result['consensus+checks']?.checks ?? '-',
        all.msPerPage.toFixed(1),
      ]);
    }
    out.push(renderTable(header, rows), '\n');
  }
  out.push('Each document: word F1 / adjacent pairs / order. A star where another reader has a better word F1.\n');
  const rows: string[][] = [];
  const [first] = reports.values();
  first!.docs.forEach(({ doc }, i) => {
    if (!doc.includes(only)) return;
    const scores = names.map((name) => reports.get(name)!.docs[i]!);
    const loses = scores.some(({ f1 }) => f1 > scores[0]!.f1 + 0.0005);
    rows.push([
      `${loses ? '* ' : '  '}${doc}`,
      ...scores.map(({ f1, adjacent, order }) => [f1, adjacent, order].map(share).join(' ')),
    ]);
  });
  out.push(renderTable(['', ...names], rows));
  process.stdout.write(out.join(''));
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
