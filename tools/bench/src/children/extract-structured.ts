/* Asks a language model about every page of a document, and counts the pages that are in work meanwhile. */
import { createExtractor, type Extractor } from '@unifex/core';
import { extractStructured, type ExtractStructuredOptions } from '@unifex/llm';
import { stolenMs } from '../stolen-time.ts';
import { readTask, sendResult, timed } from './child-task.ts';

const { path, pages, input, dpi, maxWorkers, slowUrl, fastUrl } = readTask('extract-structured');
/** Preparations that are measured, after one that warms up; the middle one counts. */
const ALONE = 9;

const SCHEMA = {
  type: 'object',
  properties: { title: { type: 'string' }, first: { type: 'string' } },
  required: ['title', 'first'],
} as const;

const inWork = new Set<number>();
let peakPrepared = 0;

/** The extractor, with an eye on its pages: each is in work from when it is read or drawn until its result is there. */
function watched(extractor: Extractor): Extractor {
  const begin = (page: number): void => {
    inWork.add(page);
    peakPrepared = Math.max(peakPrepared, inWork.size);
  };
  return new Proxy(extractor, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (name === 'renderPage') begin(args[0] as number);
        if (name === 'pages') for (const page of (args[0] as { pages: number[] }).pages) begin(page);
        return (value as (...args: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}

await using extractor = await createExtractor(path, 'pdfium');
const source = watched(extractor);
const options = (baseUrl: string, list: number[]): ExtractStructuredOptions<typeof SCHEMA> => ({
  model: 'openai/fake',
  baseUrl,
  schema: SCHEMA,
  pages: list,
  input,
  dpi,
  maxWorkers,
  onPage: ({ page }) => void inWork.delete(page),
});

const alone: number[] = [];
for (let round = 0; round <= ALONE; round++) {
  const start = performance.now();
  await extractStructured(source, options(fastUrl, [round % extractor.pageCount]));
  if (round > 0) alone.push(performance.now() - start);
}
peakPrepared = 0;

let verified = 0;
const list = Array.from({ length: Math.min(pages, extractor.pageCount) }, (_, page) => page);
const stolenBefore = stolenMs();
const { wallMs, cpuMs } = await timed(async () => {
  const { data, failedPages } = await extractStructured(source, options(slowUrl, list));
  if (failedPages.length > 0)
    throw new Error(`Pages failed: ${JSON.stringify(data.find(({ error }) => error)?.error)}`);
  for (const { evidence } of data) {
    for (const { status } of Object.values(evidence ?? {})) if (status === 'verified') verified += 1;
  }
  return { pages: data.length, characters: 0 };
});
const stolenAfter = stolenMs();
const stolen = stolenBefore === undefined || stolenAfter === undefined ? {} : { stolenMs: stolenAfter - stolenBefore };
const preparationMs = alone.sort((a, b) => a - b)[Math.floor(ALONE / 2)] ?? 0;
sendResult('extract-structured', {
  pages: list.length,
  verified,
  wallMs,
  cpuMs,
  preparationMs,
  peakPrepared,
  ...stolen,
});
