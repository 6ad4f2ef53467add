import type { PageRows } from '../contracts.ts';
import type { LlmWarning } from '../types.ts';

const REASONS = {
  invisible: 'drawn invisibly',
  'off-page': 'outside the page',
  clipped: 'cut away',
  covered: 'covered',
  tiny: 'smaller than 2 points',
  'same-colour': 'in the colour of its ground',
  'hidden-layer': 'in a layer that is switched off',
} as const;
const SAMPLE_LENGTH = 80;

/** What of the pages' text people do not see: one warning for every page and reason. Such text is no evidence. */
export function describeHidden(pages: readonly PageRows[]): LlmWarning[] {
  return pages.flatMap(({ page, rows }) => {
    const byReason = Map.groupBy(
      rows.filter(({ hidden }) => hidden !== undefined),
      ({ hidden }) => hidden!,
    );
    return [...byReason].map(([reason, hidden]): LlmWarning => {
      const text = hidden.map((row) => row.text).join(' ');
      const sample = text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH).toWellFormed()}…` : text;
      const count = hidden.length === 1 ? 'a row' : `${hidden.length} rows`;
      return {
        code: 'hidden_text',
        message: `Page ${page + 1} has ${count} of text that people do not see (${REASONS[reason]}), which is no evidence: ${JSON.stringify(sample)}.`,
      };
    });
  });
}
