import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createExtractor } from 'unifex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeasuredFigure } from './figures.ts';
import { ROOT } from './paths.ts';

const run = promisify(execFile);

function bench(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  // No evaluation data: the generated document is read.
  return benchOn(join(ROOT, 'no-such-folder'), ...args);
}

function benchOn(evalFolder: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run(
    process.execPath,
    [join(ROOT, 'tools', 'run.mjs'), join(ROOT, 'tools', 'bench', 'src', 'bench.ts'), ...args],
    { env: { ...process.env, UNIFEX_EVAL_DIR: evalFolder } },
  );
}

describe('npm run bench', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unifex-bench-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('measures, prints the table with its targets, and writes the figures', async () => {
    const json = join(folder, 'out', 'parallel.json');
    const { stdout, stderr } = await bench('parallel', '--rounds', '1', '--pages', '2', '--json', json);
    expect(stdout).toMatch(/^its time against pdf\.js +\d+\.\d+ x +<= 1\.15 +(met|MISSED)$/m);
    expect(stdout).toMatch(/^2 threads against 1 +\d+\.\d+ x +>= 1\.7 +(met|MISSED)$/m);
    expect(stderr).toContain('workers: round 1 of 1');
    const { figures, runs, machine } = JSON.parse(await readFile(json, 'utf8')) as {
      figures: MeasuredFigure[];
      runs: Record<string, { unifex: { pages: number; characters: number }[] }>;
      machine: { node: string };
    };
    expect(machine.node).toMatch(/^v\d+/);
    expect(figures.every(({ median }) => median > 0)).toBe(true);
    expect(Object.keys(runs)).toEqual(['single', 'workers', 'start-up', 'streaming', 'cold-start']);
    // Two pages were read, and there was text on them.
    expect(runs['single']?.unifex[0]?.pages).toBe(2);
    expect(runs['single']?.unifex[0]?.characters).toBeGreaterThan(1000);
  }, 300_000);

  it('asks a language model that is not there', async () => {
    const json = join(folder, 'llm.json');
    const { stdout } = await bench('llm', '--only', 'speed', '--rounds', '1', '--pages', '4', '--json', json);
    expect(stdout).toMatch(/^text: wall time against the ideal +\d+\.\d+ x +<= 1\.1 +(met|MISSED)$/m);
    expect(stdout).toMatch(/^image: pages in work at a time +\d\.\d+ +<= 20 +met$/m);
    const { runs } = JSON.parse(await readFile(json, 'utf8')) as {
      runs: { speed: { text: { result: { pages: number; verified: number } }[] } };
    };
    // Both values of every page stand there.
    expect(runs.speed.text[0]?.result).toMatchObject({ pages: 4, verified: 8 });
  }, 300_000);

  it('reads images beside what else reads them here', async () => {
    const images = join(folder, 'eval', 'ocr', 'dev', 'images');
    await mkdir(images, { recursive: true });
    await using extractor = await createExtractor(join(ROOT, 'samples', 'scanned.pdf'), 'pdfium');
    const { data } = await extractor.renderPage(0, { dpi: 100, format: 'png' });
    await writeFile(join(images, 'letter.png'), data);
    const json = join(folder, 'ocr.json');
    const { stdout } = await benchOn(join(folder, 'eval'), 'ocr', '--only', 'speed', '--rounds', '1', '--json', json);
    expect(stdout).toMatch(/^a page, @unifex\/ocr, 2 workers +\d+\.\d+ s$/m);
    expect(stdout).toMatch(/^CPU time of a page, @unifex\/ocr, 1 worker +\d+\.\d+ s$/m);
    const { runs } = JSON.parse(await readFile(json, 'utf8')) as {
      runs: { speed: Record<string, { result: { pages: number; characters: number } }[]> };
    };
    // Whatever is installed here has read the letter.
    for (const [{ result }] of Object.values(runs.speed) as [{ result: { pages: number; characters: number } }][]) {
      expect(result.pages).toBe(1);
      expect(result.characters).toBeGreaterThan(100);
    }
  }, 300_000);

  it('says that there are no receipts', async () => {
    await expect(bench('ocr', '--only', 'speed')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The evaluation corpora are not here'),
    });
  });

  it('says how it is used', async () => {
    expect((await bench('--help')).stdout).toContain('parallel');
  });

  it.each([
    [['parallel', '--only', 'sigle'], 'There is no part "sigle". There is single, workers,'],
    [[], 'Which benchmark?'],
  ])('refuses %j in one line', async (args, message) => {
    await expect(bench(...args)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(new RegExp(`^${message.replaceAll('?', '\\?')}.*\\n$`)),
    });
  });
});
