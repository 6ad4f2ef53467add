import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const INVOICE = fileURLToPath(new URL('../../../samples/invoice.pdf', import.meta.url));

it('reads every file of a folder, and goes on after one that is no document', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unifex-example-'));
  try {
    await mkdir(join(folder, 'below'));
    await copyFile(INVOICE, join(folder, 'a.pdf'));
    await writeFile(join(folder, 'b.pdf'), '');
    await copyFile(INVOICE, join(folder, 'below/c.pdf'));
    const { code, stdout } = await run(folder);
    expect(stdout.replaceAll(folder, '').split('\n')).toEqual([
      expect.stringMatching(/^\/a\.pdf: 2 pages, \d{4} characters$/),
      expect.stringMatching(/^\/b\.pdf: .* is empty \(0 bytes\)\. .* \[SOURCE_EMPTY\]$/),
      expect.stringMatching(/^\/below\/c\.pdf: 2 pages, \d{4} characters$/),
      '',
    ]);
    expect(code).toBe(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('says how to call it', async () => {
  expect(await run()).toEqual({ code: 2, stdout: '', stderr: 'Usage: npm start -- <folder>\n' });
});

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@unifex/source', MAIN, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}
