import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const INVOICE = fileURLToPath(new URL('../../../samples/invoice.pdf', import.meta.url));

it('finds a phrase, and draws the pages with its places', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unifex-example-'));
  try {
    const output = join(folder, 'found.html');
    const args = ['--conditions=@unifex/source', MAIN, INVOICE, 'achromatic DOUBLET', output];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toContain('page 0, 88.0 368.3: Achromatic doublet');
    const html = await readFile(output, 'utf8');
    const marks = [...html.matchAll(/<rect class="mark" x="88" y="[\d.]+"/g)];
    expect(marks.length).toBeGreaterThanOrEqual(2);
    expect(html).toContain('>Halden &#38; Voss</text>');
  } finally {
    await rm(folder, { recursive: true });
  }
});
