import type { Executor } from '@unifex/core';
import type { ExecutorSupports } from '../executor-supports.ts';

/** The executor that is tested. One is shared by the tests, warm as in an app, until one of them fails or hangs on it. */
export class ExecutorSubject {
  readonly supports: ExecutorSupports;
  readonly makeExecutor: () => Executor | Promise<Executor>;
  #shared: Executor | undefined;

  constructor(makeExecutor: () => Executor | Promise<Executor>, supports: ExecutorSupports) {
    this.makeExecutor = makeExecutor;
    this.supports = supports;
  }

  /** The shared executor, for one test at a time. A test that fails does not give it back. */
  async take(): Promise<Executor> {
    const executor = this.#shared ?? (await this.makeExecutor());
    this.#shared = undefined;
    return executor;
  }

  giveBack(executor: Executor): void {
    this.#shared = executor;
  }
}
