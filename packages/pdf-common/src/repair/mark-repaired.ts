import type { Page } from '@unifex/core';

/** Says on a page that its file had to be repaired: in `provenance`, and before all other warnings. */
export function markRepaired(page: Page, engine: string, repaired: string): void {
  page.provenance = { ...page.provenance, engine, repaired };
  page.warnings = [repairWarning(repaired), ...(page.warnings ?? [])];
}

/** Says on a page that something of it is damaged, so that some of it may be missing: in `provenance`, and among the warnings. */
export function markDamaged(page: Page, engine: string, damaged: string): void {
  page.provenance = { ...page.provenance, engine, damaged };
  page.warnings = [...(page.warnings ?? []), `The page is damaged: ${damaged}. What comes behind is missing or wrong.`];
}

/** The warning of a document whose file had to be repaired. */
export function repairWarning(repaired: string): string {
  return `The file is damaged and was repaired: ${repaired}.`;
}
