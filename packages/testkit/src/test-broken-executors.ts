import { InlineExecutor, type Executor, type ExecutorModule } from '@unifex/core';

/** Test helper: executors for programs of their own. What a page prints stands on the output of each: they read inline. */
class NamedExecutor extends InlineExecutor {
  override readonly type: string;

  constructor(type: string) {
    super();
    this.type = type;
    // A program with it never ends.
    if (type === 'lingers') setInterval(() => undefined, 60_000);
  }
}

const executors: ExecutorModule = {
  apiVersion: 1,
  types: ['prints', 'lingers'],
  get: (type): Executor => new NamedExecutor(type),
};
export default executors;
