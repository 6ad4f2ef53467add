import assert from 'node:assert/strict';
import { fakeBackend } from '../fake-backends.ts';
import type { FakePage } from '../fake/document.ts';
import { group, soon, type Runner } from '../runner.ts';
import type { Lab } from './lab.ts';
import { inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';
import { isAlive, runProgram, type Ended } from './run-program.ts';
import { setTimeout as delay } from 'node:timers/promises';

/** What a program has at hand: an executor, a task, and a way to wait until a page is under way. */
const PRELUDE = `
  const { module, fakeModule, type, pages, journal } = JSON.parse(process.argv[1]);
  const executor = (await import(module)).default.get(type);
  const { fakeTask, readJournal } = await import(fakeModule);
  const task = fakeTask({ pages }, { journal });
  const untilStarted = async () => {
    while (!readJournal(journal).some(({ event }) => event === 'start')) await new Promise((go) => setTimeout(go, 10));
  };
`;

const READ_ALL = `
  let read = 0;
  for await (const result of executor.run(task, { maxWorkers: 2 })) if (result.success) read += 1;
  console.log('read ' + read);
`;
const LEAVE = `for await (const { index } of executor.run(task)) { console.log('left at ' + index); break; }`;
const EXIT = `void executor.run(task).next(); await untilStarted(); process.exit(5);`;
const DIE = `void executor.run(task).next(); await untilStarted(); process.kill(process.pid, 'SIGKILL');`;

/** Programs of their own that use the executor of a published module. */
export function testPrograms(runner: Runner, subject: ExecutorSubject, module: string): void {
  const { isolation } = subject.supports;
  const run = (lab: Lab, pages: readonly FakePage[], code: string): Promise<Ended> => {
    const { type } = lab.executor;
    const setting = { module, fakeModule: fakeBackend.module, type, pages, journal: lab.journal };
    return runProgram(PRELUDE + code, JSON.stringify(setting), runner.timeoutMs / 2);
  };

  group(runner, 'programs', (add) => {
    const test = inLab(add, subject);

    test('end by themselves when all is read, with nothing closed', async (lab) => {
      assert.deepEqual(await run(lab, repeat('ok', 3), READ_ALL), { code: 0, stdout: 'read 3\n', stderr: '' });
    });

    test('end by themselves when the reading is left early', async (lab) => {
      assert.deepEqual(await run(lab, repeat('ok', 20), LEAVE), { code: 0, stdout: 'left at 0\n', stderr: '' });
    });

    test('take their workers along when they end in the middle', async (lab) => {
      const { code, stderr } = await run(lab, [isolation ? 'busy' : 'hangs'], EXIT);
      assert.equal(code, 5, `exit code of the program, which said: ${stderr}`);
      await assertAllGone(lab, soon(runner));
    });

    test('take their workers along when they are killed', async (lab) => {
      const { code, stderr } = await run(lab, ['hangs'], DIE);
      assert.notEqual(code, 0, `the program was not killed, and said: ${stderr}`);
      await assertAllGone(lab, soon(runner));
    });

    if (isolation) {
      test('have their output to themselves', async (lab) => {
        const { code, stdout, stderr } = await run(lab, ['prints', 'ok', 'prints'], READ_ALL);
        assert.equal(code, 0, `exit code of the program, which said: ${stderr}`);
        assert.equal(stdout, 'read 3\n', 'what stands on the output of the program');
      });
    }
  });
}

/** Waits until no process that wrote to the journal is there any more; ends those that stay. */
async function assertAllGone(lab: Lab, waitMs: number): Promise<void> {
  const pids = [...new Set(lab.entries().map((entry) => entry.pid))];
  assert.ok(pids.length > 0, 'the program read nothing');
  const deadline = performance.now() + waitMs;
  while (pids.some(isAlive) && performance.now() < deadline) await delay(20);
  const left = pids.filter(isAlive);
  for (const pid of left) process.kill(pid, 'SIGKILL');
  assert.deepEqual(left, [], 'processes that outlived the program');
}
