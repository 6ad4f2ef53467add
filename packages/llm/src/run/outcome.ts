import { createHash } from 'node:crypto';
import { toUnifexError, UnifexError } from '@unifex/core';
import { llmErrorInfo, type LlmErrorInfo } from '../errors.ts';
import { noSpending } from '../transport/send.ts';
import type { LlmWarning, WindowExtraction } from '../types.ts';
import { noUsage, priced } from '../usage.ts';
import { ask, type Account } from './ask.ts';
import { distinctWarnings } from './distinct-warnings.ts';
import { groundAnswer } from './ground-answer.ts';
import { PageCache, type CachedAnswer } from './page-cache.ts';
import { pageContent, pageText, type PageContent, type PageText } from './page-content.ts';
import { systemPrompt, taskPart } from './prompt.ts';
import { questionAbout } from './question.ts';
import type { Run } from './settings.ts';

/** What became of a question about some pages. */
export interface Outcome extends WindowExtraction<unknown> {
  /** The answer before the schema's transforms, in the shape that evidence points into. */
  readonly value: unknown;
}

/** Failures that the next page would meet as well: after the first, nothing more is asked. */
const HOPELESS: ReadonlySet<string> = new Set(['AUTHENTICATION', 'PERMISSION', 'MODEL_NOT_FOUND', 'QUOTA_EXCEEDED']);

/** Keeps the first hopeless failure of a run. */
export interface Stop {
  error?: LlmErrorInfo;
}

/**
 * Asks about some pages, or finds the answer in the cache. What goes wrong is in the outcome.
 * @param texts of these pages, where they have been read already
 * @throws UnifexError `ABORTED`
 */
export async function outcomeOf(
  run: Run,
  pages: readonly number[],
  stop: Stop,
  texts?: readonly PageText[],
): Promise<Outcome> {
  const account: Account = { ...noSpending(), finishReason: null, rawText: null, warnings: [...run.warnings] };
  try {
    return await answered(run, pages, stop, account, texts);
  } catch (error) {
    if (run.signal.aborted) throw error;
    return failed(run, pages, stop, account, error);
  }
}

async function answered(
  run: Run,
  pages: readonly number[],
  stop: Stop,
  account: Account,
  given: readonly PageText[] | undefined,
): Promise<Outcome> {
  const { document, cache, asking, signal } = run;
  let contents: PageContent[] | undefined;
  let key: string | undefined;
  if (cache) {
    // Known by the bytes of the document, an answer is found without reading or drawing a page.
    if (document.hash === undefined) contents = await contentsOf(run, pages, given);
    key = keyOf(run, pages, contents);
    const kept = await cache.read(key, account.warnings);
    const outcome = kept && (await fromCache(run, pages, kept, account.warnings));
    if (outcome) return outcome;
  }
  if (stop.error) return stopped(pages, account, stop.error);
  contents ??= await contentsOf(run, pages, given);
  account.warnings.push(...contents.flatMap(({ warnings }) => warnings));
  // Somebody may have been told meanwhile that there is no hope.
  if (stop.error) return stopped(pages, account, stop.error);
  const answer = await ask(asking, questionAbout(run, contents), account, signal);
  account.warnings.push(...asking.ways.warnings());
  const { grounding } = run;
  const rows = contents.flatMap(({ text }) => text ?? []);
  const grounded = grounding === false ? undefined : groundAnswer(answer, asking.schema, rows, grounding);
  account.warnings.push(...(grounded?.warnings ?? []));
  const { value, data } = answer;
  const { rawText, finishReason } = account;
  const evidence = grounded?.evidence ?? null;
  // What could not be checked is asked for again: kept, it would pass for what is not looked for.
  if (cache && key !== undefined && !grounded?.failed) {
    // What this run had with the cache itself is not the next one's.
    const kept = account.warnings.filter(({ code }) => !code.startsWith('cache_'));
    await cache.write(key, { value, evidence, rawText, finishReason, warnings: kept }, account.warnings);
  }
  return { ...told(run, pages, account), data, value, error: null, evidence, cached: false };
}

async function textsOf(run: Run, pages: readonly number[]): Promise<PageText[]> {
  const texts: PageText[] = [];
  let nextId = 1;
  for (const page of pages) {
    const text = await pageText(run, page, nextId);
    nextId += text.rows?.rows.length ?? 0;
    texts.push(text);
  }
  return texts;
}

async function contentsOf(
  run: Run,
  pages: readonly number[],
  given: readonly PageText[] | undefined,
): Promise<PageContent[]> {
  const texts = given ?? (await textsOf(run, pages));
  const contents: PageContent[] = [];
  // One after the other: pages are drawn in this thread anyway.
  for (const [i, page] of pages.entries()) contents.push(await pageContent(run, page, texts[i]!));
  return contents;
}

/** Everything that the answer depends on. Never a key, a header, or the user of a URL. */
function keyOf(run: Run, pages: readonly number[], contents: readonly PageContent[] | undefined): string {
  const { document, asking, prompt, input, image, grounding } = run;
  const { schema, transport, maxOutputTokens } = asking;
  const { provider, model, dialect, endpoint } = transport.adapter;
  const content = contents
    ? contents.map(({ image: drawn, text }) => [drawn && sha(drawn.data), text?.rows.map((row) => row.text)])
    : [document.hash, document.extractor?.type];
  return PageCache.key({
    content,
    pages,
    provider,
    model,
    dialect,
    endpoint: endpoint === undefined || !URL.canParse(endpoint) ? endpoint : placeOf(new URL(endpoint)),
    schema: [schema.strict, schema.plain, schema.cites],
    prompt: [systemPrompt(prompt), taskPart({ ...prompt, shared: false }, 'json_schema')],
    options: [input, image, grounding, maxOutputTokens, asking.ways.settings, run.optionsKey],
  });
}

function placeOf({ origin, pathname }: URL): string {
  return origin + pathname;
}

function sha(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A kept answer, if the schema still takes it: its own checks are not in the key. */
async function fromCache(
  { asking }: Run,
  pages: readonly number[],
  kept: CachedAnswer,
  warnings: readonly LlmWarning[],
): Promise<Outcome | undefined> {
  const validated = await asking.schema.validate(kept.value);
  if (!validated.success) return undefined;
  const { value, evidence, rawText, finishReason } = kept;
  return {
    pages: [...pages],
    data: validated.value,
    value,
    error: null,
    evidence,
    usage: noUsage(),
    attempts: 0,
    finishReason,
    cached: true,
    warnings: distinctWarnings([...kept.warnings, ...warnings]),
    rawText,
  };
}

function told(
  run: Run,
  pages: readonly number[],
  account: Account,
): Omit<Outcome, 'data' | 'value' | 'error' | 'evidence' | 'cached'> {
  const { usage, requests, finishReason, rawText, warnings } = account;
  return {
    pages: [...pages],
    usage: priced(usage, run.pricing),
    attempts: requests,
    finishReason,
    rawText,
    warnings: distinctWarnings(warnings),
  };
}

function failed(run: Run, pages: readonly number[], stop: Stop, account: Account, thrown: unknown): Outcome {
  const error =
    thrown instanceof UnifexError ? thrown : toUnifexError(thrown, 'PAGE_FAILED', `Page ${pages.join(', ')} failed`);
  const base = told(run, pages, account);
  const info = llmErrorInfo(error, {
    ...(pages.length === 1 ? { page: pages[0]! } : {}),
    attempts: base.attempts,
    usage: base.usage,
    ...(base.rawText === null ? {} : { rawText: base.rawText }),
  });
  if (HOPELESS.has(info.code)) stop.error ??= info;
  return { ...base, data: null, value: null, error: info, evidence: null, cached: false };
}

/** A page that was not asked about, because it would have fared no better. */
function stopped(pages: readonly number[], account: Account, first: LlmErrorInfo): Outcome {
  const { page: _, requestId: _id, rawText: _text, ...rest } = first;
  const error = { ...rest, ...(pages.length === 1 ? { page: pages[0]! } : {}), attempts: 0, usage: noUsage() };
  return {
    pages: [...pages],
    data: null,
    value: null,
    error,
    evidence: null,
    usage: noUsage(),
    attempts: 0,
    finishReason: null,
    cached: false,
    warnings: distinctWarnings(account.warnings),
    rawText: null,
  };
}
