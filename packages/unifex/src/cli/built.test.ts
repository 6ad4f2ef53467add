import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT, runCli } from './test-cli.ts';
import { makePdf } from './test-documents.ts';

// `npm test` and the continuous integration build first: this is what a user has installed.
describe.concurrent('the built command', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unifex-built-'));
    await writeFile(join(folder, 'a.pdf'), await makePdf('built', 2));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([['inline'], ['thread'], ['process']])('reads a document (%s)', async (executor) => {
    const args = ['a.pdf', 'missing.pdf', '--max-workers', '2', '--executor', executor, '--json'];
    const { code, stdout, stderr } = await runCli(args, { cwd: folder, start: BUILT });
    expect(stderr).toMatch(/^unifex: There is no file missing\.pdf .* \[SOURCE_NOT_FOUND\]\nunifex: 1 of 2 files read/);
    expect(JSON.parse(stdout)).toMatchObject({ success: true, document: { pages: [{ index: 0 }, { index: 1 }] } });
    expect(code).toBe(1);
  });

  it.each([
    [['--help'], 0, false],
    [['--version'], 0, false],
    [['a.pdf', '--quiet'], 0, true],
  ])('loads no more than it needs: %j', async (args, code, reads) => {
    const watch = `import { registerHooks } from 'node:module';
      registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;
    const start = ['--import', `data:text/javascript,${encodeURIComponent(watch)}`, ...BUILT];
    const { stderr, ...outcome } = await runCli(args, { cwd: folder, start });
    expect(outcome.code).toBe(code);
    const loaded = (part: string): boolean => stderr.includes(part);
    expect([loaded('packages/core/'), loaded('packages/pdfium/')]).toEqual([reads, reads]);
    // Heavy, and not for two pages of a sound PDF.
    expect(['packages/executors/', 'pdfjs-dist', 'zod', 'tinyglobby'].filter(loaded)).toEqual([]);
  });

  it.each([['inline'], ['thread'], ['process']])('draws a document (%s)', async (executor) => {
    const args = ['render', 'a.pdf', '-o', executor, '--dpi', '20', '-j', '2', '--executor', executor];
    expect(await runCli(args, { cwd: folder, start: BUILT })).toEqual({
      code: 0,
      stdout: [0, 1].map((page) => `${join(executor, `a.pdf-${page}.png`)}\n`).join(''),
      stderr: '',
    });
  });

  it('refuses a Node.js that is too old in one line', async () => {
    // As an old Node.js would see it: the file itself, told another version.
    const pretend = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.19.0' })`;
    const start = ['--import', pretend, ...BUILT];
    expect(await runCli(['a.pdf'], { cwd: folder, start })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'unifex: Node.js 22.13 or newer is needed, this is 20.19.0. ' +
        'Get one from https://nodejs.org, or run: npx -p node@24 -p unifex unifex [RUNTIME_UNSUPPORTED]\n',
    });
  });

  it('has an entry that even Node.js 12 can parse', () => {
    const [file = ''] = BUILT;
    // What came after ES2017 and dynamic import: optional chaining, nullish operators, private names, top-level await.
    expect(readFileSync(file, 'utf8')).not.toMatch(/\?\.|\?\?|\|\|=|&&=|^\s*await |^import .* from/m);
  });
});
