import { spawnSync } from 'node:child_process';
import type { HouseReading, Pass, Program, Reading } from '../child-tasks.ts';
import { runChild, type ChildRun } from '../run-child.ts';

/** Something that reads PDFs, in a fresh process for each run. */
export interface Contender {
  readonly name: string;
  /** `house`: ours. `native`: machine code, and it gives places. `script`: JavaScript. */
  readonly kind: 'house' | 'native' | 'script';
  /** A program that is started for every document: it has no part in what is measured in one process. */
  readonly program?: Program;
  readonly run: (reading: Reading) => Promise<ChildRun<Pass>>;
}

const PDFTOTEXT: Program = {
  command: 'pdftotext',
  args: ['-bbox', '{file}', '-'],
  limited: ['-bbox', '-l', '{pages}', '{file}', '-'],
};

/** Structured text: lines, and in them every character with its box. */
const MUTOOL: Program = {
  command: 'mutool',
  args: ['draw', '-q', '-F', 'stext', '-o', '-', '{file}'],
  limited: ['draw', '-q', '-F', 'stext', '-o', '-', '{file}', '1-{pages}'],
};

export const PDFTOPPM: Program = {
  command: 'pdftoppm',
  args: ['-r', '{dpi}', '{file}'],
  limited: ['-r', '{dpi}', '-l', '{pages}', '{file}'],
};

/** The one whose figures have targets: lines and words with boxes, as its peers give them, by one thread. */
export const OURS = '@unifex/pdfium, text only';

export const TWO_THREADS = '@unifex/pdfium, text only, 2 threads';

/** All that can run here. The programs that are not installed are named in `absent`. */
export function contenders(): { readonly present: readonly Contender[]; readonly absent: readonly string[] } {
  const all = [...HOUSE, ...PEERS];
  const missing = (contender: Contender): boolean => !!contender.program && !installed(contender.program.command);
  return {
    present: all.filter((contender) => !missing(contender)),
    absent: all.filter(missing).map(({ name }) => name),
  };
}

export function installed(command: string): boolean {
  return spawnSync(command, ['-v']).error === undefined;
}

const HOUSE: readonly Contender[] = [
  house(OURS, { extractor: 'pdfium', textOnly: true }),
  house('@unifex/pdfium', { extractor: 'pdfium' }),
  house('@unifex/pdf, text only', { extractor: 'pdf', textOnly: true }),
  house(TWO_THREADS, { extractor: 'pdfium', textOnly: true }, 2),
  house('@unifex/pdfium, 2 threads', { extractor: 'pdfium' }, 2),
];

const PEERS: readonly Contender[] = [
  {
    name: 'LiteParse, items and words',
    kind: 'native',
    run: (reading) => runChild('read-with-liteparse', { ...reading, words: true }),
  },
  {
    name: 'LiteParse, items',
    kind: 'native',
    run: (reading) => runChild('read-with-liteparse', { ...reading, words: false }),
  },
  { name: 'pdf-inspector, items', kind: 'native', run: (reading) => runChild('read-with-pdf-inspector', reading) },
  byProgram('pdftotext -bbox', PDFTOTEXT),
  byProgram('mutool draw -F stext', MUTOOL),
  { name: 'unpdf, items', kind: 'script', run: (reading) => runChild('read-with-unpdf', reading) },
  { name: 'pdf-parse, no places', kind: 'script', run: (reading) => runChild('read-with-pdf-parse', reading) },
  { name: 'pdf.js getTextContent', kind: 'script', run: (reading) => runChild('read-with-pdfjs', reading) },
];

function house(name: string, what: HouseReading, workers = 1): Contender {
  const executor = workers === 1 ? 'inline' : 'thread';
  return {
    name,
    kind: 'house',
    run: (reading) => runChild('read-with-unifex', { ...reading, ...what, executor, workers }),
  };
}

function byProgram(name: string, program: Program): Contender {
  return { name, kind: 'native', program, run: (reading) => runChild('read-with-program', { ...reading, program }) };
}
