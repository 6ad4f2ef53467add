import { randomUUID } from 'node:crypto';
import type { LlmPart } from '../adapter.ts';
import type { Question } from './ask.ts';
import type { PageContent } from './page-content.ts';
import { pageParts, systemPrompt, taskPart } from './prompt.ts';
import type { Run } from './settings.ts';

/** The question about some pages: what is the same for all of a run comes first, so that vendors can cache it. */
export function questionAbout(run: Run, contents: readonly PageContent[]): Question {
  // Node.js keeps entropy for these, and asks the system for every `randomBytes`.
  const nonce = randomUUID().replaceAll('-', '').slice(0, 16);
  const { prompt, document, input, asking } = run;
  const shown = pageParts(contents, document.pageCount, asking.schema.cites, nonce);
  const pdf: LlmPart[] = input === 'pdf' && document.pdf ? [{ type: 'pdf', ...document.pdf }] : [];
  const about: LlmPart[] = input === 'pdf' ? [{ type: 'text', text: aboutPages(run, contents) }] : [];
  const smaller = contents.some((content) => content.smaller) ? { smaller: () => smallerQuestion(run, contents) } : {};
  return {
    system: systemPrompt(prompt),
    parts: (mode) => [...pdf, taskPart(prompt, mode), ...about, ...shown],
    ...smaller,
  };
}

function aboutPages({ document: { pageCount } }: Run, contents: readonly PageContent[]): string {
  if (contents.length === pageCount) return 'Extract from the whole document.';
  const numbers = contents.map(({ page }) => page + 1).join(', ');
  return `Extract from page ${numbers} of ${pageCount} of the document alone, as if the other pages were not there.`;
}

async function smallerQuestion(run: Run, contents: readonly PageContent[]): Promise<Question | undefined> {
  const smaller = await Promise.all(
    contents.map(async (content) => ({ ...content, image: await content.smaller?.(), smaller: undefined })),
  );
  return smaller.every(({ image }) => image) ? questionAbout(run, smaller) : undefined;
}
