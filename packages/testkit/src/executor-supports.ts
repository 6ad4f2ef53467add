import { checkOptions, optionsParser } from '@unifex/core';

/** What an executor promises, beyond what every executor does: the manifest that decides which groups of tests there are. */
export interface ExecutorSupports {
  /**
   * Pages are read apart from the caller: one that blocks, crashes or ends its thread or process is lost alone, and what a
   * backend prints stays off the program's standard output.
   */
  readonly isolation: boolean;
  /** Reads several pages of an `exclusive` backend at once, on a reader for each. */
  readonly parallel: boolean;
  /** The most pages, for each worker, that may be read ahead of the consumer: what bounds the memory of a run. */
  readonly window: number;
  /**
   * The specifier of the module whose default export is an `ExecutorModule` with this executor. With it, programs of their own
   * are run: they end by themselves, keep their output clean, and take their workers along.
   */
  readonly module?: string;
}

const { boolean, number, string } = optionsParser;
const CHECKS = {
  isolation: boolean(),
  parallel: boolean(),
  window: number({ integer: true, min: 1 }),
  module: string({ nonEmpty: true }),
};

/** A misspelt flag would leave out a group of tests without a word. @throws UnifexError `INVALID_OPTION` */
export function checkSupports(supports: ExecutorSupports): void {
  checkOptions(supports, CHECKS, 'the manifest of an executor');
}
