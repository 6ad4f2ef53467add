import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EvalError } from './eval-corpus.ts';
import type { RobustOutcome } from './eval-robust-child.ts';

/** What the corpus knows of a file. */
export interface ManifestEntry {
  readonly file: string;
  readonly password?: string;
  /** What each engine made of it, by its name. */
  readonly engines: Readonly<Record<string, { readonly ok: boolean; readonly words?: number }>>;
  readonly expect: {
    /** Words before the file was damaged on purpose. */
    readonly sourceWords?: number;
    /** The most that an engine reads. */
    readonly maxWords: number;
  };
}

export type Prediction = Partial<RobustOutcome> & { ok: boolean; ms: number; error?: string };
/** What became of each file, by extractor. */
export type Outcomes = ReadonlyMap<string, Readonly<Record<string, Prediction>>>;

/** What the corpus's manifest has figures of. */
export const PEERS: readonly string[] = ['poppler', 'mupdf', 'pdfium', 'pdfjs', 'liteparse'];

export const ERROR_HEADER: readonly string[] = ['errors', 'extractor', 'files', 'such as'];
export const SCORE_HEADER: readonly string[] = [
  '',
  'opened',
  'pages right',
  '>= 90 % of words',
  'crashes',
  'damaged: words kept',
  'seconds',
];

/** Every error has a code, or it is listed here as what it is. */
export function errorRows(outcomes: Outcomes): string[][] {
  const rows: string[][] = [];
  for (const [extractor, predictions] of outcomes) {
    const found = new Map<string, string[]>();
    const add = (what: string, file: string): void => void found.set(what, [...(found.get(what) ?? []), file]);
    for (const [file, outcome] of Object.entries(predictions)) {
      if (outcome.error !== undefined) add(outcome.error, file);
      for (const code of new Set(outcome.pageErrors)) add(`page: ${code}`, file);
      if (outcome.printed !== undefined) add('printed on standard error', file);
      for (const problem of outcome.problems ?? []) add(problem, file);
    }
    for (const [what, files] of found) rows.push([what, extractor, String(files.length), files.slice(0, 3).join(' ')]);
  }
  return rows;
}

/** The figures of the corpus's own scorer, for us and for the peers. */
export function scoreRows(folder: string, outcomes: Outcomes, verbose: boolean): string[][] {
  const temporary = mkdtempSync(path.join(tmpdir(), 'unifex-eval-'));
  try {
    const rows: string[][] = [];
    for (const [extractor, predictions] of outcomes) {
      const json = path.join(temporary, `${extractor}.json`);
      writeFileSync(json, JSON.stringify(predictions));
      rows.push(scoreRow(folder, extractor, json, verbose));
    }
    for (const peer of PEERS) rows.push(scoreRow(folder, `${peer} (as measured then)`, peer, false));
    return rows;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function scoreRow(folder: string, name: string, predictions: string, verbose: boolean): string[] {
  const scorer = [path.join(folder, 'robust/score-robust.mjs'), path.join(folder, 'robust/manifest.json'), predictions];
  const run = spawnSync(process.execPath, [...scorer, ...(verbose ? ['--verbose'] : [])], { encoding: 'utf8' });
  if (run.status !== 0) throw new EvalError(`The scorer failed: ${run.stderr}`);
  const lines = run.stdout.trim().split('\n');
  const s = JSON.parse(lines.pop()!) as Record<string, number>;
  if (lines.length > 0) process.stdout.write(`${name}:\n${lines.join('\n')}\n\n`);
  return [
    name,
    `${s['opened']}/${s['readable']}`,
    String(s['pagesRight']),
    String(s['wordsOk']),
    String(s['crashes']),
    `${s['damaged']!.toFixed(3)} (best ${s['best']!.toFixed(3)})`,
    (s['ms']! / 1000).toFixed(1),
  ];
}
