/* Reads one document and prints what became of it: what `eval-robust.ts` runs for each file, in a process of its own. */
import { isUnifexError } from '@unifex/core';
import type { Page } from '@unifex/core';
import { createExtractor } from 'unifex';

export interface RobustOutcome {
  readonly ok: boolean;
  readonly pages: number;
  readonly words: number;
  /** Code of the error that kept the document shut. */
  readonly error?: string;
  /** Codes of the pages that failed. */
  readonly pageErrors: readonly string[];
  /** What a page must never be. */
  readonly problems: readonly string[];
  /** How many pages each engine has read. */
  readonly engines: Readonly<Record<string, number>>;
  /** Whether the file was repaired to open it. */
  readonly repaired: boolean;
  /** What the process printed where nothing is to be printed; filled in by the parent. */
  readonly printed?: string;
}

/** As the corpus counts them. */
const MAX_PAGES = 200;
const [extractorType, file, password] = process.argv.slice(2);

async function read(): Promise<RobustOutcome> {
  let pages = 0;
  let words = 0;
  const pageErrors: string[] = [];
  const problems = new Set<string>();
  const engines: Record<string, number> = {};
  let repaired = false;
  const outcome = (): Omit<RobustOutcome, 'ok'> => ({
    pages,
    words,
    pageErrors,
    problems: [...problems],
    engines,
    repaired,
  });
  try {
    await using extractor = await createExtractor(file!, extractorType, password ? { password } : {});
    pages = extractor.pageCount;
    const wanted = Array.from({ length: Math.min(pages, MAX_PAGES) }, (_, i) => i);
    const result = await extractor.extract({ pages: wanted, executor: 'inline' });
    for (const page of result.pageResults) if (!page.success) pageErrors.push(page.error.code);
    for (const page of result.document.pages) {
      const seen = page.texts.filter(({ hidden }) => hidden === undefined || hidden === 'invisible');
      const text = seen.map((block) => block.text).join('\n');
      words += text
        .normalize('NFKC')
        .split(/\s+/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      for (const problem of problemsOf(page)) problems.add(problem);
      const engine = page.provenance?.engine ?? extractorType!;
      engines[engine] = (engines[engine] ?? 0) + 1;
      repaired ||= page.provenance?.repaired !== undefined;
    }
    await extractor.metadata();
    await extractor.outline();
    return { ok: true, ...outcome() };
  } catch (error) {
    const code = isUnifexError(error) ? error.code : `not coded: ${String(error)}`;
    return { ok: false, error: code, ...outcome() };
  }
}

function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  const { coverage } = page;
  if (coverage) {
    const omitted = coverage.omitted.reduce((sum, { glyphs }) => sum + glyphs, 0);
    if (coverage.inTexts + omitted !== coverage.glyphs) problems.push('coverage does not add up');
  }
  const boxes = page.texts.flatMap(({ bbox, words = [] }) => [bbox, ...words.map((word) => word.bbox)]);
  if (boxes.some(({ x0, y0, x1, y1 }) => ![x0, y0, x1, y1].every(Number.isFinite)))
    problems.push('a box is not finite');
  if (boxes.some(({ x0, y0, x1, y1 }) => x0 > x1 || y0 > y1)) problems.push('a box is inside out');
  const outside = page.texts.some(
    ({ hidden, bbox }) =>
      hidden === undefined && (bbox.x0 < 0 || bbox.y0 < 0 || bbox.x1 > page.width || bbox.y1 > page.height),
  );
  if (outside) problems.push('visible text stands outside the page');
  if (page.texts.some(({ text }) => !text.isWellFormed())) problems.push('text is not well-formed');
  return problems;
}

process.stdout.write(JSON.stringify(await read()));
