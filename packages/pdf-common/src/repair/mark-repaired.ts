import type { Page } from '@unifex/core';

/** Says on a page that its file had to be repaired: in `provenance`, and before all other warnings. */
export function markRepaired(page: Page, engine: string, repaired: string): void {
  page.provenance = { engine, repaired };
  page.warnings = [repairWarning(repaired), ...(page.warnings ?? [])];
}

/** The warning of a document whose file had to be repaired. */
export function repairWarning(repaired: string): string {
  return `The file is damaged and was repaired: ${repaired}.`;
}
