import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus, EvalError } from './eval-corpus.ts';
import type { RobustOutcome } from './eval-robust-child.ts';
import { renderTable } from './table.ts';

interface ManifestEntry {
  readonly file: string;
  readonly password?: string;
}
type Prediction = Partial<RobustOutcome> & { ok: boolean; ms: number; error?: string };

const HELP = `npm run eval -- robust [--only NAME] [--timeout SECONDS] [--verbose]
  Reads the odd and damaged PDFs of robust/dev with @unifex/pdf, each in a process of its own, and scores what became of them
  beside what other engines made of them (as measured in the corpus's manifest).
  --only     files whose name contains NAME.
  --timeout  seconds that a file may take. Default 60.
  --verbose  every file that is not read as well as most engines read it.
`;
/** What the corpus's manifest has figures of. */
const PEERS = ['poppler', 'mupdf', 'pdfium', 'pdfjs', 'liteparse'];
const PARALLEL = 2;

export async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      timeout: { type: 'string', default: '60' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const seconds = Number(values.timeout);
  if (!(seconds > 0)) throw new EvalError(`--timeout is ${values.timeout}; it takes a number of seconds above 0.`);
  const folder = corpus('robust/dev', 'robust/manifest.json', 'robust/score-robust.mjs');
  const manifest = JSON.parse(readFileSync(path.join(folder, 'robust/manifest.json'), 'utf8')) as ManifestEntry[];
  const chosen = manifest.filter(({ file }) => file.includes(values.only));
  const predictions: Record<string, Prediction> = {};
  const waiting = [...chosen];
  const work = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      predictions[entry.file] = await readInChild(path.join(folder, 'robust/dev', entry.file), entry.password, seconds);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  printErrors(predictions);
  if (values.only === '') printScores(folder, predictions, values.verbose);
  else process.stdout.write(`${JSON.stringify(predictions, null, 2)}\n`);
}

function readInChild(file: string, password: string | undefined, seconds: number): Promise<Prediction> {
  const child = path.join(import.meta.dirname, 'eval-robust-child.ts');
  const start = performance.now();
  return new Promise((resolve) => {
    const running = spawn(process.execPath, ['--conditions=@unifex/source', child, file, password ?? ''], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let complaints = '';
    running.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    running.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    running.on('close', (code, signal) => {
      const ms = performance.now() - start;
      if (signal !== null) resolve({ ok: false, ms, error: `timeout (${signal})` });
      else if (code !== 0)
        resolve({ ok: false, ms, error: `crash: exit code ${code ?? '?'}: ${complaints.slice(-500)}` });
      else resolve({ ...(JSON.parse(output) as RobustOutcome), ms, ...(complaints ? { printed: complaints } : {}) });
    });
  });
}

/** Every error has a code, or it is listed here as what it is. */
function printErrors(predictions: Readonly<Record<string, Prediction>>): void {
  const codes = new Map<string, string[]>();
  const add = (code: string, file: string): void => void codes.set(code, [...(codes.get(code) ?? []), file]);
  for (const [file, outcome] of Object.entries(predictions)) {
    if (outcome.error !== undefined) add(outcome.error, file);
    for (const code of new Set(outcome.pageErrors)) add(`page: ${code}`, file);
    if (outcome.printed !== undefined) add('printed on standard error', file);
    for (const problem of outcome.problems ?? []) add(problem, file);
  }
  const rows = [...codes].map(([code, files]) => [code, String(files.length), files.slice(0, 3).join(' ')]);
  process.stdout.write(`${renderTable(['errors', 'files', 'such as'], rows)}\n`);
}

function printScores(folder: string, predictions: Readonly<Record<string, Prediction>>, verbose: boolean): void {
  const temporary = mkdtempSync(path.join(tmpdir(), 'unifex-eval-'));
  try {
    const json = path.join(temporary, 'predictions.json');
    writeFileSync(json, JSON.stringify(predictions));
    const header = ['', 'opened', 'pages right', '>= 90 % of words', 'crashes', 'damaged: words kept', 'seconds'];
    const rows: string[][] = [];
    for (const name of ['unifex', ...PEERS]) {
      const scorer = [path.join(folder, 'robust/score-robust.mjs'), path.join(folder, 'robust/manifest.json')];
      const ours = name === 'unifex';
      const flags = ours && verbose ? ['--verbose'] : [];
      const run = spawnSync(process.execPath, [...scorer, ours ? json : name, ...flags], { encoding: 'utf8' });
      if (run.status !== 0) throw new EvalError(`The scorer failed: ${run.stderr}`);
      const lines = run.stdout.trim().split('\n');
      const s = JSON.parse(lines.pop()!) as Record<string, number>;
      process.stdout.write(lines.map((line) => `${line}\n`).join(''));
      rows.push([
        ours ? name : `${name} (as measured then)`,
        `${s['opened']}/${s['readable']}`,
        String(s['pagesRight']),
        String(s['wordsOk']),
        String(s['crashes']),
        `${s['damaged']} (best ${s['best']})`,
        (s['ms']! / 1000).toFixed(1),
      ]);
    }
    process.stdout.write(renderTable(header, rows));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
