import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from './test-results.ts';

const run = promisify(execFile);
const SOURCE = '--conditions=@unifex/source';
const PROLOGUE = `
  import { closePools, default as executors } from ${JSON.stringify(new URL('./index.ts', import.meta.url))};
  import { testTask, witnessOf } from ${JSON.stringify(new URL('./test-backend.ts', import.meta.url))};
  const read = async (type, task, options) => {
    const results = [];
    for await (const result of executors.get(type).run(task, options)) {
      results.push(result.success ? String(result.index) : result.error.code);
    }
    return results.join(' ');
  };
`;

/** Runs a program that reads on the pools of its process. It fails when the program does not end by itself. */
async function program(
  code: string,
  flags: readonly string[] = [SOURCE],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { stdout } = await run(process.execPath, [...flags, '--input-type=module', '--eval', PROLOGUE + code], {
    env: { ...process.env, ...env },
    timeout: 100_000,
    killSignal: 'SIGKILL',
  });
  return stdout;
}

describe.each(['thread', 'process'])('a program with the executor "%s"', (type) => {
  it('ends by itself, whatever became of its workers, and nothing is closed', async () => {
    const output = await program(`
      const type = '${type}';
      console.log(await read(type, testTask(3, { acts: { 1: 'exit' } }), { maxWorkers: 2 }));
      for await (const _ of executors.get(type).run(testTask(50, { every: 'sleep 1' }), { maxWorkers: 2 })) break;
      const signal = AbortSignal.timeout(50);
      console.log(await read(type, testTask(50, { every: 'loop' }), { maxWorkers: 2, signal }).catch(({ code }) => code));
      console.log(await read(type, testTask(3), { maxWorkers: 2 }));`);
    expect(output).toBe('0 WORKER_CRASHED 2\nABORTED\n0 1 2\n');
  });

  it('is kept alive by a run that goes on, and by nothing else', async () => {
    const output = await program(`
      void read('${type}', testTask(3, { every: 'sleep 50' })).then(console.log);`);
    expect(output).toBe('0 1 2\n');
  });

  it('has its output to itself', async () => {
    expect(await program(`console.log(await read('${type}', testTask(2, { every: 'print' })));`)).toBe('0 1\n');
  });

  it('leaves no process behind that is in the midst of a page, when it is killed', async () => {
    const code = `${PROLOGUE}
      for await (const { page } of executors.get('${type}').run(testTask(2, { acts: { 1: 'loop' } }))) {
        console.log(witnessOf(page).pid);
      }`;
    const child = spawn(process.execPath, [SOURCE, '--input-type=module', '--eval', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const pid = Number(value);
    expect(isAlive(pid)).toBe(true);
    // It loops by now, and hears nothing any more.
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGKILL');
    await ended;
    try {
      await expect.poll(() => isAlive(pid)).toBe(false);
    } finally {
      // So that a failure of this test does not leave behind what it is about.
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    }
  });
});

describe('workers find modules as the program does', () => {
  let app: string;
  beforeAll(async () => {
    app = await mkdtemp(join(tmpdir(), 'unifex-flags-'));
    await mkdir(join(app, 'node_modules/flagged'), { recursive: true });
    const exported = { special: './special.mjs', default: './plain.mjs' };
    await writeFile(join(app, 'node_modules/flagged/package.json'), JSON.stringify({ exports: exported }));
    const backend = (type: string): string => `
      import { testBackend } from ${JSON.stringify(new URL('./test-backend.ts', import.meta.url))};
      export default { ...testBackend, type: ${type} };`;
    await writeFile(join(app, 'node_modules/flagged/special.mjs'), backend("'special'"));
    await writeFile(join(app, 'node_modules/flagged/plain.mjs'), backend("globalThis.preloaded ?? 'plain'"));
    await writeFile(join(app, 'preload.mjs'), "globalThis.preloaded = 'preloaded';");
  });
  afterAll(() => rm(app, { recursive: true }));

  it.each([
    { flags: [SOURCE], found: 'plain' },
    { flags: [SOURCE, '-C', 'special'], found: 'special' },
    { flags: [SOURCE, '--import', './preload.mjs'], found: 'preloaded' },
    { flags: [SOURCE, '--no-warnings', '--enable-source-maps', '--max-old-space-size=300'], found: 'plain' },
  ])('with $flags', async ({ flags, found }) => {
    const code = `
      process.chdir(${JSON.stringify(app)});
      const task = testTask(1);
      for (const executor of ['thread', 'process']) {
        console.log(await read(executor, { ...task, backend: { ...task.backend, type: '${found}', module: 'flagged' } }));
      }`;
    const resolved = flags.map((flag) => (flag.startsWith('./') ? join(app, flag) : flag));
    expect(await program(code, resolved)).toBe('0\n0\n');
  });

  it('with NODE_OPTIONS', async () => {
    const code = `console.log(await read('thread', testTask(1)), await read('process', testTask(1)));`;
    expect(await program(code, [], { NODE_OPTIONS: SOURCE })).toBe('0 0\n');
  });
});
