import type { LlmWarning } from '../types.ts';

/** Every warning once, where it was told first: pages and windows of a run have many in common. */
export function distinctWarnings(warnings: readonly LlmWarning[]): LlmWarning[] {
  const seen = new Map<string, LlmWarning>();
  for (const item of warnings) seen.set(JSON.stringify([item.code, item.pointer, item.message]), item);
  return [...seen.values()];
}
