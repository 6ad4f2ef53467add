import type { Page } from '@unifex/core';
import type { Ground, PageRows } from '../contracts.ts';
import { ground } from '../grounding/ground.ts';
import { pageRows } from '../grounding/visual-rows.ts';

/** What the loop needs of `grounding/`. */
export interface Grounder {
  readonly rows: (page: Page, firstId: number) => PageRows;
  readonly ground: Ground;
}

export const grounder: Grounder = {
  rows: pageRows,
  ground,
};
