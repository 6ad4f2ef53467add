import { abortedError } from '@unifex/core';
import pLimit from 'p-limit';
import { LlmError, type LlmErrorInfo } from '../errors.ts';
import type { DocumentModeOptions, DocumentStructuredResult, WindowExtraction } from '../types.ts';
import { addUsage, noUsage } from '../usage.ts';
import { distinctWarnings } from './distinct-warnings.ts';
import { mergeWindows } from './merge.ts';
import { outcomeOf, type Outcome, type Stop } from './outcome.ts';
import { pageText, type PageText } from './page-content.ts';
import type { PreparedRun } from './prepare-run.ts';
import type { Run } from './settings.ts';
import { approxPageTokens, planWindows } from './windows.ts';

/** Pages that one question is about. */
type Window = readonly number[];

type OnWindow = (result: WindowExtraction<unknown>) => void;

/**
 * One value for a document: its pages are packed into windows that the model can read at once, and what it says of them is merged.
 * A document that fits into one window is asked about with the schema as it is; else every field may be missing in a window, and
 * the merged value is checked by the whole schema.
 * @throws LlmError of the first window that failed, unless `allowPartial`; `VALIDATION_FAILED` for the merged value
 */
export async function runDocument(
  prepared: PreparedRun,
  options: Partial<Omit<DocumentModeOptions, 'mode'>>,
): Promise<DocumentStructuredResult<unknown>> {
  const { run } = prepared;
  const { merge = {}, onWindow = () => undefined } = options;
  const texts = await readTexts(run);
  const tokens = run.pages.map((page) => approxPageTokens(run, texts.get(page)!));
  const windows = planWindows(run, tokens, options).map((indices) => indices.map((i) => run.pages[i]!));
  const outcomes = await askAll(windows.length === 1 ? run : prepared.partial(), windows, texts, onWindow);
  return await finish(run, await askAgain(prepared, outcomes, texts, onWindow), merge);
}

async function readTexts(run: Run): Promise<Map<number, PageText>> {
  const texts = new Map<number, PageText>();
  let nextId = 1;
  for (const page of run.pages) {
    if (run.signal.aborted) throw abortedError(run.signal);
    const text = await pageText(run, page, nextId);
    nextId += text.rows?.rows.length ?? 0;
    texts.set(page, text);
  }
  return texts;
}

async function askAll(
  run: Run,
  windows: readonly Window[],
  texts: ReadonlyMap<number, PageText>,
  onWindow: OnWindow,
): Promise<Outcome[]> {
  const limit = pLimit(run.maxWorkers);
  const stop: Stop = {};
  return await Promise.all(
    windows.map((pages) =>
      limit(async () => {
        if (run.signal.aborted) throw abortedError(run.signal);
        const known = pages.map((page) => texts.get(page)!);
        const outcome = await outcomeOf(run, pages, stop, known);
        if (!isTooMuch(outcome)) onWindow(withoutValue(outcome));
        return outcome;
      }),
    ),
  );
}

/** Windows that were more than the model can read are asked about in halves, and these in theirs. The order stays. */
async function askAgain(
  prepared: PreparedRun,
  outcomes: readonly Outcome[],
  texts: ReadonlyMap<number, PageText>,
  onWindow: OnWindow,
): Promise<Outcome[]> {
  const all: Outcome[] = [];
  for (const outcome of outcomes) {
    if (!isTooMuch(outcome)) {
      all.push(outcome);
      continue;
    }
    const parts = await askAll(prepared.partial(), halves(outcome.pages), texts, onWindow);
    // What the refusal cost stays in the account, and no page is in it twice.
    all.push({ ...outcome, pages: [] }, ...(await askAgain(prepared, parts, texts, onWindow)));
  }
  return all;
}

function isTooMuch({ error, pages }: Outcome): boolean {
  return error?.code === 'CONTEXT_EXCEEDED' && pages.length > 1;
}

function halves(pages: Window): Window[] {
  const middle = Math.ceil(pages.length / 2);
  return [pages.slice(0, middle), pages.slice(middle)];
}

async function finish(
  run: Run,
  all: readonly Outcome[],
  policy: NonNullable<DocumentModeOptions['merge']>,
): Promise<DocumentStructuredResult<unknown>> {
  const { model, provider } = run.asking.transport.adapter;
  const usage = addUsage(noUsage(), ...all.map((outcome) => outcome.usage));
  const outcomes = all.filter(({ pages }) => pages.length > 0);
  const windows = outcomes.map(withoutValue);
  const failed = outcomes.find(({ error }) => error !== null);
  const answered = outcomes.filter(({ error }) => error === null);
  const attempts = all.reduce((sum, outcome) => sum + outcome.attempts, 0);
  const facts = { provider, model, usage, attempts };
  if (failed?.error && (policy.allowPartial !== true || answered.length === 0)) {
    throw windowError(failed.error, failed.pages, windows, facts);
  }
  const merged = mergeWindows(answered, policy);
  const validated = await run.asking.schema.validate(merged.value);
  if (!validated.success) {
    const { issues } = validated;
    const shown = issues.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
    const message = `What was merged from ${answered.length} windows does not fit the schema: ${shown.join('; ')}`;
    throw new LlmError('VALIDATION_FAILED', message, {
      ...facts,
      issues: [...issues],
      details: { windows: windows.map(plain) },
    });
  }
  return {
    data: validated.value,
    evidence: merged.evidence,
    conflicts: [...merged.conflicts],
    windows,
    model,
    provider,
    usage,
    warnings: distinctWarnings(outcomes.flatMap(({ warnings }) => warnings)),
  };
}

function withoutValue({ value: _, ...rest }: Outcome): WindowExtraction<object> {
  return rest as WindowExtraction<object>;
}

/** The window's error, with all windows in its details. */
function windowError(
  { code, message, name: _, stack: _stack, cause, details, ...own }: LlmErrorInfo,
  pages: readonly number[],
  windows: readonly WindowExtraction<unknown>[],
  facts: { provider: string; model: string },
): LlmError {
  return new LlmError(code, `Pages ${pages.join(', ')}: ${message}`, {
    ...own,
    ...facts,
    cause,
    details: { ...details, pages: [...pages], windows: windows.map(plain) },
  });
}

/** As it can be carried along in an error: without the data, which may be anything. */
function plain({ data: _, ...rest }: WindowExtraction<unknown>): object {
  return rest;
}
