import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Backend, Executor, PageResult, PageTask, RunOptions } from '@unifex/core';
import { assertSame } from '../assertions.ts';
import { fakeBackend, fakeSharedBackend, fakeTask } from '../fake-backends.ts';
import type { FakeDocument, FakePage } from '../fake/document.ts';
import { readJournal, type JournalEntry } from '../fake/journal.ts';
import type { FakeOptions } from '../fake/options.ts';
import { fakePageContent } from '../fake/page.ts';
import type { AddTest } from '../runner.ts';
import type { ExecutorSubject } from './subject.ts';

export const BACKENDS: readonly Backend<FakeOptions>[] = [fakeBackend, fakeSharedBackend];

/** Nothing happens any more when nothing happened for so long. */
const QUIET_MS = 150;
const POLL_MS = 10;

/** An executor for one test, and the journal of what its readers do. */
export class Lab implements AsyncDisposable {
  readonly executor: Executor;
  readonly journal: string;
  readonly #folder: string;

  private constructor(executor: Executor, folder: string) {
    this.executor = executor;
    this.#folder = folder;
    this.journal = join(folder, 'journal');
  }

  /** @param executor that the lab disposes of in the end */
  static async open(executor: Executor): Promise<Lab> {
    return new Lab(executor, await mkdtemp(join(tmpdir(), 'unifex-testkit-')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.executor[Symbol.asyncDispose]();
    } finally {
      await this.close();
    }
  }

  /** Leaves the executor alone. */
  async close(): Promise<void> {
    // A worker may be writing its last line meanwhile.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }

  /** A task on a fake document whose readers write to the journal. */
  task(
    pages: readonly FakePage[],
    more: { label?: string; backend?: Backend<FakeOptions>; opening?: FakeDocument['opening']; ask?: number[] } = {},
  ): PageTask {
    const { label = 'fake', backend, opening = 'ok', ask } = more;
    const task = fakeTask({ pages, opening }, { label, journal: this.journal }, backend);
    return ask ? { ...task, pages: ask } : task;
  }

  /** Reads all pages of a task. */
  async collect(task: PageTask, options?: RunOptions): Promise<PageResult[]> {
    const results: PageResult[] = [];
    for await (const result of this.executor.run(task, options)) results.push(result);
    return results;
  }

  entries(label?: string): JournalEntry[] {
    return readJournal(this.journal).filter((entry) => label === undefined || entry.label === label);
  }

  /** Pages that a reader has begun with, in the order in which it did. */
  started(label?: string): number[] {
    return this.entries(label).flatMap((entry) => (entry.event === 'start' ? [entry.page as number] : []));
  }

  /** Waits until a document is being opened. */
  async untilOpened(): Promise<void> {
    while (this.entries().length === 0) await delay(POLL_MS);
  }

  /** Waits until a page is being read. */
  async untilStarted(page: number, label?: string): Promise<void> {
    while (!this.started(label).includes(page)) await delay(POLL_MS);
  }

  /** Waits until the readers do nothing any more. */
  async untilQuiet(): Promise<void> {
    for (let before = -1, now = this.entries().length; now !== before; now = this.entries().length) {
      before = now;
      await delay(QUIET_MS);
    }
  }

  /** Waits until every reader that was opened is closed, but for those that were killed. */
  async untilClosed(what: string, waitMs: number): Promise<void> {
    const open = (): number =>
      this.entries().reduce((sum, { event }) => sum + (event === 'open' ? 1 : event === 'close' ? -1 : 0), 0);
    for (let waited = 0; open() > 0; waited += POLL_MS) {
      assert.ok(waited < waitMs, `${what}: ${open()} opened documents were never closed`);
      await delay(POLL_MS);
    }
  }
}

/** Adds a test that runs on the shared executor. */
export type AddLabTest = (name: string, body: (lab: Lab) => Promise<void>) => void;

/** Tests that share the subject's executor. */
export function inLab(add: AddTest, subject: ExecutorSubject): AddLabTest {
  return (name, body) => {
    add(name, async (over) => {
      const lab = await Lab.open(await subject.take());
      // A test that hangs does not get to its end: what it left is cleared away, as far as that goes.
      const abandon = (): void => void Promise.allSettled([lab.executor[Symbol.asyncDispose](), lab.close()]);
      over.addEventListener('abort', abandon);
      try {
        await body(lab);
      } catch (error) {
        await lab[Symbol.asyncDispose]();
        throw error;
      } finally {
        over.removeEventListener('abort', abandon);
      }
      await lab.close();
      subject.giveBack(lab.executor);
    });
  };
}

/** Fails unless there is a result for every page of the task, in its order, and each is of its kind. */
export function assertResults(
  results: readonly PageResult[],
  task: PageTask,
  label = 'fake',
  failed: FailedPages = {},
): void {
  assert.deepEqual(
    results.map((result) => result.index),
    task.pages,
    'the indices of the results',
  );
  for (const result of results) {
    const { index, durationMs } = result;
    assert.ok(Number.isFinite(durationMs) && durationMs >= 0, `durationMs of page ${index} is ${durationMs}`);
    const code = failed[index];
    if (result.success) {
      assert.equal(code, undefined, `page ${index} ought to fail with ${code}, and was read`);
      assertSame(fakePageContent(label, index), result.page, `page ${index}`);
    } else {
      const { error } = result;
      assert.equal(error.code, code, `page ${index} failed: ${error.message}`);
      assert.ok(error.message !== '', `page ${index} failed without a message`);
    }
  }
}

/** Which pages ought to fail, and with what. */
export type FailedPages = Readonly<Record<number, string>>;

/** So many pages of a kind. */
export function repeat(page: FakePage, count: number): FakePage[] {
  return Array.from({ length: count }, () => page);
}
