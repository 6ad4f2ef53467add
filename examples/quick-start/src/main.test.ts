import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const INVOICE = fileURLToPath(new URL('../../../samples/invoice.pdf', import.meta.url));

it('prints the pages, and each line of text with its place', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--conditions=@unifex/source',
    MAIN,
    INVOICE,
  ]);
  const [pages, ...lines] = stdout.split('\n');
  expect(pages).toBe('[ 0, 1 ]');
  expect(lines).toContain('page 0, 56.0 279.5: Invoice HV-2026-0412');
  expect(lines.filter((line) => line.startsWith('page 1, ')).length).toBeGreaterThan(5);
  expect(stderr).toBe('');
});
