import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeasuredFigure } from './figures.ts';
import { ROOT } from './paths.ts';

const run = promisify(execFile);

function bench(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run(
    process.execPath,
    [join(ROOT, 'tools', 'run.mjs'), join(ROOT, 'tools', 'bench', 'src', 'bench.ts'), ...args],
    {
      // No evaluation data: the generated document is read.
      env: { ...process.env, UNIFEX_EVAL_DIR: join(ROOT, 'no-such-folder') },
    },
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
