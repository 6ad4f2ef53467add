import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvalError } from './eval-corpus.ts';
import { robustPage } from './eval-robust-page.ts';
import { readInChild } from './eval-robust-read.ts';
import { errorRows, PEERS, scoreRows, type ManifestEntry, type Outcomes } from './eval-robust-score.ts';
import { ROOT } from './paths.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unifex-robust-'));
  mkdirSync(path.join(folder, 'robust'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function script(name: string, code: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, code);
  return file;
}

describe('a document in a process of its own', () => {
  it('is read, and counted', async () => {
    const invoice = path.join(ROOT, 'samples/invoice.pdf');
    const outcome = await readInChild(['pdf', invoice, ''], 300);
    expect(outcome).toMatchObject({ ok: true, pages: 2, pageErrors: [], problems: [], engines: { pdf: 2 } });
    expect(outcome.repaired).toBe(false);
    expect(outcome.words).toBeGreaterThan(100);
    expect(outcome).not.toHaveProperty('printed');
  });

  it('takes its password', async () => {
    const locked = path.join(ROOT, 'samples/encrypted.pdf');
    expect(await readInChild(['pdf', locked, ''], 300)).toMatchObject({ ok: false, error: 'PASSWORD_REQUIRED' });
    expect(await readInChild(['pdf', locked, 'secret'], 300)).toMatchObject({ ok: true, pages: 1 });
  });

  it('has the code of its error', async () => {
    const file = script('words.pdf', 'just some words');
    expect(await readInChild(['pdfium', file, ''], 300)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^[A-Z_]+$/),
    });
  });

  it('counts as a crash where the process ends with an error', async () => {
    const rejects = script('rejects.mjs', `void Promise.reject(new Error('left alone'));`);
    expect(await readInChild([], 300, rejects)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^crash: exit code 1: [^]*left alone/),
    });
  });

  it('is given up when its time is over', async () => {
    const hangs = script('hangs.mjs', 'setInterval(() => undefined, 1000);');
    expect(await readInChild([], 0.5, hangs)).toMatchObject({ ok: false, error: 'timeout (SIGKILL)' });
  });

  it('is told what it printed beside its answer', async () => {
    const prints = script('prints.mjs', `console.error('Warning: odd'); console.log('{"ok":true}');`);
    expect(await readInChild([], 300, prints)).toMatchObject({ ok: true, printed: 'Warning: odd\n' });
  });
});

const engines = Object.fromEntries(PEERS.map((peer, at) => [peer, { ok: true, words: 10 * at }]));
const manifest: ManifestEntry[] = [
  { file: 'whole.pdf', engines, expect: { maxWords: 40 } },
  { file: 'damaged__cut__a|b.pdf', engines, expect: { maxWords: 40, sourceWords: 50 } },
];
const outcomes: Outcomes = new Map([
  [
    'pdf',
    {
      'whole.pdf': { ok: true, ms: 5, words: 40, pageErrors: ['PAGE_FAILED', 'PAGE_FAILED'], printed: 'Warning' },
      'damaged__cut__a|b.pdf': { ok: true, ms: 7, words: 45, repaired: true, problems: ['a box is not finite'] },
    },
  ],
  [
    'auto',
    {
      'whole.pdf': { ok: false, ms: 1, error: 'DOCUMENT_CORRUPT' },
      'damaged__cut__a|b.pdf': { ok: true, ms: 2, words: 48, engines: { pdf: 1, pdfium: 2 } },
    },
  ],
]);

describe('the tables', () => {
  it('count each file once for each thing that is wrong with it', () => {
    expect(errorRows(outcomes)).toEqual([
      ['page: PAGE_FAILED', 'pdf', '1', 'whole.pdf'],
      ['printed on standard error', 'pdf', '1', 'whole.pdf'],
      ['a box is not finite', 'pdf', '1', 'damaged__cut__a|b.pdf'],
      ['DOCUMENT_CORRUPT', 'auto', '1', 'whole.pdf'],
    ]);
  });

  it('have the scores of the corpus’s own scorer, of ours and of the peers', () => {
    const scorer = (ending: string): void =>
      void script(
        'robust/score-robust.mjs',
        `import { existsSync, readFileSync } from 'node:fs';
         const [, , manifest, which] = process.argv;
         const opened = existsSync(which) ? Object.values(JSON.parse(readFileSync(which))).filter(({ ok }) => ok).length : 9;
         const readable = manifest.endsWith('robust/manifest.json') ? 2 : -1;
         console.log(JSON.stringify({ opened, readable, pagesRight: 1, wordsOk: 2, crashes: 3, damaged: 0.5, best: 0.75, ms: 1234 }));
         ${ending}`,
      );
    scorer('');
    const rest = ['1', '2', '3', '0.500 (best 0.750)', '1.2'];
    expect(scoreRows(folder, outcomes, false)).toEqual([
      ['pdf', '2/2', ...rest],
      ['auto', '1/2', ...rest],
      ...PEERS.map((peer) => [`${peer} (as measured then)`, '9/2', ...rest]),
    ]);
    scorer(`console.error('no such file'); process.exitCode = 1;`);
    expect(() => scoreRows(folder, outcomes, false)).toThrow(EvalError);
    expect(() => scoreRows(folder, outcomes, false)).toThrow('no such file');
  });
});

describe('the page of the docs', () => {
  const scores = [['pdf', '2/2', '1', '2', '3', '0.500', '1.2']];

  it('says of every damaged file what is left of it, and by whom', async () => {
    const page = await robustPage({ manifest, outcomes, scores, seconds: 20 });
    expect(page).toContain('2 PDFs, each read in a process of its own that has 20 seconds for it.');
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) =>
        line
          .split(/(?<!\\)\|/)
          .map((cell) => cell.trim())
          .slice(1, -1),
      );
    expect(rows).toContainEqual(['file', 'before', 'pdf', 'auto', 'by', 'best of the others']);
    expect(rows).toContainEqual(['cut\\_\\_a\\|b.pdf', '50', '45\\*', '48', 'pdf, pdfium', '40']);
    expect(rows).toContainEqual(['`DOCUMENT_CORRUPT`', 'auto', '1', 'whole.pdf']);
    expect(rows).toContainEqual(scores[0]);
    expect(page).not.toContain('undefined');
  });

  it('is not written of a corpus without damaged files', async () => {
    await expect(robustPage({ manifest: manifest.slice(0, 1), outcomes, scores, seconds: 20 })).rejects.toThrow(
      EvalError,
    );
  });
});
