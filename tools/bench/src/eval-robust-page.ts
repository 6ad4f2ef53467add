import { format } from 'prettier';
import { EvalError } from './eval-corpus.ts';
import {
  ERROR_HEADER,
  errorRows,
  PEERS,
  SCORE_HEADER,
  type ManifestEntry,
  type Outcomes,
} from './eval-robust-score.ts';

export interface RobustFigures {
  readonly manifest: readonly ManifestEntry[];
  readonly outcomes: Outcomes;
  readonly scores: readonly (readonly string[])[];
  /** What a file may take. */
  readonly seconds: number;
}

/** The page of the docs that keeps the figures: what an evaluation has measured, and nothing that is written by hand. */
export async function robustPage({ manifest, outcomes, scores, seconds }: RobustFigures): Promise<string> {
  const damaged = manifest.filter(({ expect }) => expect.sourceWords !== undefined);
  if (damaged.length === 0) throw new EvalError('The manifest of the corpus has no damaged files.');
  const page = [
    '# Odd, damaged and encrypted PDFs',
    '<!-- Written by `npm run eval -- robust --write`. Changes made by hand are lost. -->',
    `${manifest.length} PDFs, each read in a process of its own that has ${seconds} seconds for it. "Opened" counts the files that at least ` +
      "two engines read; the corpus's own scorer counts. The figures of the other engines were measured when the corpus was made, on " +
      'another run of the machine: their seconds are of their own processes, and are not to be compared with ours.',
    table(SCORE_HEADER, scores),
    '## What did not end as text',
    'The errors by their codes, of the files that did not end as text. `page:` is a page that failed in a document that was opened.',
    table(
      ERROR_HEADER,
      errorRows(outcomes).map(([what, ...rest]) => [code(what!), ...rest]),
    ),
    '## Files damaged on purpose',
    'Words that are left, of those that were there before the damage. `*`: the file was repaired to open it. "By" says which engines ' +
      '`auto` took the pages from.',
    table(
      ['file', 'before', ...outcomes.keys(), 'by', 'best of the others'],
      damaged.map((entry) => damagedRow(entry, outcomes)),
    ),
  ];
  return format(page.join('\n\n'), { parser: 'markdown' });
}

function damagedRow({ file, engines, expect }: ManifestEntry, outcomes: Outcomes): string[] {
  const words = [...outcomes.values()].map((predictions) => {
    const outcome = predictions[file];
    if (!outcome?.ok) return outcome?.error ?? 'not read';
    return `${outcome.words ?? 0}${outcome.repaired ? '*' : ''}`;
  });
  const by = Object.keys(outcomes.get('auto')?.[file]?.engines ?? {}).join(', ');
  const best = Math.max(...PEERS.map((peer) => engines[peer]?.words ?? 0));
  return [file.replace('damaged__', ''), String(expect.sourceWords), ...words, by, String(best)];
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function escape(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('\n', ' ').replaceAll('__', '\\_\\_');
}

function code(what: string): string {
  return /^[A-Z_]+$/.test(what) ? `\`${what}\`` : what;
}
