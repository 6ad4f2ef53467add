import { describe, expect, it, vi } from 'vitest';
import { WorkerPool } from './pool.ts';
import type { Borrower, PoolWorker } from './pool-worker.ts';
import { FakeTransport } from './test-transport.ts';

class TestBorrower implements Borrower {
  readonly workers: PoolWorker[] = [];
  readonly exits: string[] = [];
  readonly #pool: WorkerPool;
  readonly #documentId: number;

  constructor(pool: WorkerPool, documentId = 0) {
    this.#pool = pool;
    this.#documentId = documentId;
  }

  ask(maxWorkers = 1): void {
    const grant = (worker: PoolWorker): void => void this.workers.push(worker);
    this.#pool.request({ borrower: this, documentId: this.#documentId, maxWorkers, grant });
  }

  give(): void {
    const worker = this.workers.shift();
    if (worker) this.#pool.release(worker);
  }

  onMessage(): void {}

  onExit(worker: PoolWorker, { reason }: { reason: string }): void {
    this.exits.push(reason);
    this.workers.splice(this.workers.indexOf(worker), 1);
  }
}

function setUp(cores: number): { transport: FakeTransport; pool: WorkerPool; borrower: (id?: number) => TestBorrower } {
  const transport = new FakeTransport();
  const pool = new WorkerPool(transport, cores);
  return { transport, pool, borrower: (id) => new TestBorrower(pool, id) };
}

describe('growth', () => {
  it('starts no worker before one is asked for', () => {
    const { transport, pool } = setUp(4);
    expect([pool.size, transport.started.length]).toEqual([0, 0]);
  });

  it('uses an idle worker again before it starts another', () => {
    const { transport, borrower } = setUp(4);
    const first = borrower();
    first.ask();
    first.give();
    borrower().ask();
    expect(transport.started).toHaveLength(1);
  });

  it('grows to the number of cores for runs that want one worker each', () => {
    const { pool, borrower } = setUp(2);
    const borrowers = [borrower(), borrower(), borrower()];
    for (const one of borrowers) one.ask();
    expect(pool.size).toBe(2);
    expect(borrowers.map(({ workers }) => workers.length)).toEqual([1, 1, 0]);
    borrowers[0]?.give();
    expect(borrowers[2]?.workers).toHaveLength(1);
  });

  it('grows beyond the cores for a run that wants more, and no further', () => {
    const { pool, borrower } = setUp(2);
    const one = borrower();
    for (let i = 0; i < 10; i++) one.ask(5);
    expect(pool.size).toBe(5);
    expect(one.workers).toHaveLength(5);
  });

  it('lets a run that may use more workers pass one that may not', () => {
    const { pool, borrower } = setUp(1);
    const [first, modest, greedy] = [borrower(), borrower(), borrower()];
    first.ask();
    modest.ask(1);
    greedy.ask(2);
    expect(pool.size).toBe(2);
    expect([modest.workers.length, greedy.workers.length]).toEqual([0, 1]);
  });

  it('prefers a worker that has the document open', () => {
    const { borrower } = setUp(2);
    const [first, second] = [borrower(1), borrower(2)];
    first.ask();
    second.ask();
    const [worker] = second.workers;
    worker?.documents.add(2);
    first.give();
    second.give();
    second.ask();
    expect(second.workers).toEqual([worker]);
  });

  it('starts ahead of need as many as are asked for, and says which are idle', () => {
    const { pool, borrower } = setUp(2);
    const one = borrower();
    one.ask();
    expect(pool.grow(3)).toHaveLength(2);
    expect(pool.size).toBe(3);
    expect(pool.grow(1)).toHaveLength(1);
  });
});

describe('fairness', () => {
  it('serves whoever holds fewest first, and among equals who asked first', () => {
    const { borrower } = setUp(3);
    const [rich, poor, late] = [borrower(), borrower(), borrower()];
    for (let i = 0; i < 5; i++) rich.ask(3);
    poor.ask();
    late.ask();
    expect(rich.workers).toHaveLength(3);
    rich.give();
    rich.give();
    expect([rich, poor, late].map(({ workers }) => workers.length)).toEqual([1, 1, 1]);
  });

  it('knows how many the neediest of the others holds', () => {
    const { pool, borrower } = setUp(2);
    const [first, second] = [borrower(), borrower()];
    first.ask();
    second.ask();
    expect(pool.fewestHeldByWaiting(first)).toBeUndefined();
    second.ask();
    expect(pool.fewestHeldByWaiting(first)).toBe(1);
    expect(pool.fewestHeldByWaiting(second)).toBeUndefined();
    borrower().ask();
    expect(pool.fewestHeldByWaiting(first)).toBe(0);
  });

  it('forgets wishes that are withdrawn', () => {
    const { pool, borrower } = setUp(1);
    const [first, second, third] = [borrower(), borrower(), borrower()];
    first.ask();
    second.ask();
    second.ask();
    third.ask();
    pool.withdraw(second);
    first.give();
    expect([second.workers.length, third.workers.length]).toEqual([0, 1]);
  });
});

describe('handles', () => {
  it('keeps the program alive only while a worker is lent', () => {
    const { transport, pool, borrower } = setUp(2);
    pool.grow(2);
    expect(transport.started.map(({ referenced }) => referenced)).toEqual([false, false]);
    const one = borrower();
    one.ask();
    expect(transport.started.map(({ referenced }) => referenced)).toEqual([true, false]);
    one.give();
    expect(transport.started.map(({ referenced }) => referenced)).toEqual([false, false]);
  });
});

describe('the end of a worker', () => {
  it('is told to its borrower, who may want another', async () => {
    const { transport, pool, borrower } = setUp(1);
    const [one, other] = [borrower(), borrower()];
    one.ask();
    other.ask();
    transport.at(0).exit('exit code 1');
    expect(one.exits).toEqual(['exit code 1']);
    expect(pool.size).toBe(0);
    await vi.waitFor(() => expect(other.workers).toHaveLength(1), { timeout: 60_000 });
  });

  it('takes an idle worker out of the pool', () => {
    const { transport, pool, borrower } = setUp(2);
    pool.grow(2);
    transport.at(0).exit('exit code 1');
    expect(pool.size).toBe(1);
    borrower().ask();
    expect(transport.at(1).referenced).toBe(true);
  });

  it('is told as well when a worker could not be started', async () => {
    const { transport, pool, borrower } = setUp(1);
    transport.refusal = new Error('no room');
    const one = borrower();
    one.ask();
    expect(one.workers).toHaveLength(1);
    await vi.waitFor(() => expect(one.exits).toEqual(['it could not be started (no room)']), { timeout: 60_000 });
    expect(pool.size).toBe(0);
  });

  it('is not waited for: a worker that is dying is not lent', async () => {
    const { transport, pool, borrower } = setUp(1);
    const one = borrower();
    one.ask();
    transport.at(0).diesAtOnce = false;
    const [worker] = one.workers;
    void worker?.kill();
    one.give();
    const other = borrower();
    other.ask();
    expect(other.workers).toEqual([]);
    expect(pool.grow(1)).toEqual([]);
    transport.at(0).exit('killed');
    await vi.waitFor(() => expect(other.workers).toHaveLength(1), { timeout: 60_000 });
    expect(other.workers[0]).not.toBe(worker);
  });
});

describe('close', () => {
  it('ends runs and workers, and starts anew with the next wish', async () => {
    const { transport, pool, borrower } = setUp(2);
    const user = { onPoolClosed: vi.fn() };
    pool.join(user);
    borrower().ask();
    pool.grow(2);
    await pool.close();
    expect(user.onPoolClosed).toHaveBeenCalledTimes(1);
    expect(transport.started.map(({ killed }) => killed)).toEqual([true, true]);
    expect([pool.size, pool.closings]).toEqual([0, 1]);
    borrower().ask();
    expect(pool.size).toBe(1);
    pool.leave(user);
    await pool.close();
    expect(user.onPoolClosed).toHaveBeenCalledTimes(1);
  });

  it('waits until the workers are gone', async () => {
    const { transport, pool } = setUp(1);
    pool.grow(1);
    transport.at(0).diesAtOnce = false;
    let closed = false;
    const closing = pool.close().then(() => (closed = true));
    await new Promise(setImmediate);
    expect(closed).toBe(false);
    transport.at(0).exit('killed');
    await closing;
  });

  it('lends no worker that it has just ended', async () => {
    const { transport, pool, borrower } = setUp(1);
    pool.grow(1);
    transport.at(0).diesAtOnce = false;
    const closing = pool.close();
    const one = borrower();
    one.ask();
    expect(one.workers).toEqual([]);
    transport.at(0).exit('killed');
    await closing;
    await vi.waitFor(() => expect(one.workers).toHaveLength(1), { timeout: 60_000 });
    expect(transport.started).toHaveLength(2);
  });
});

it('tells only workers that have a document open to close it', () => {
  const { transport, pool } = setUp(2);
  const [first] = pool.grow(2);
  first?.documents.add(7);
  pool.closeDocument(7);
  pool.closeDocument(7);
  expect(transport.started.map(({ sent }) => sent)).toEqual([[{ kind: 'close', documentId: 7 }], []]);
});
