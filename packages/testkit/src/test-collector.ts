import type { Describe, It } from './runner.ts';

/** A test as a suite has written it, and the group that it stands in. */
export interface CollectedTest {
  readonly group: string;
  readonly name: string;
  run(): Promise<void>;
}

export interface Failure {
  readonly group: string;
  readonly name: string;
  readonly message: string;
}

/** Test helper: a runner that keeps what a suite writes, to be run at will. */
export class Collector {
  readonly tests: CollectedTest[] = [];
  readonly #path: string[] = [];

  readonly describe: Describe = (name, body) => {
    this.#path.push(name);
    body();
    this.#path.pop();
  };

  readonly it: It = (name, body) => {
    this.tests.push({ group: this.#path.at(-1) ?? '', name, run: body });
  };

  /** Names of the groups, in order. */
  get groups(): string[] {
    return [...new Set(this.tests.map((test) => test.group))];
  }

  /** Runs the tests one after the other. @param only these groups; default all */
  async run(only?: readonly string[]): Promise<Failure[]> {
    const failures: Failure[] = [];
    for (const test of this.tests) {
      const { group, name } = test;
      if (only && !only.includes(group)) continue;
      try {
        await test.run();
      } catch (error) {
        failures.push({ group, name, message: error instanceof Error ? error.message : String(error) });
      }
    }
    return failures;
  }
}
