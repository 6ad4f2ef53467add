import { linkSignals } from '@unifex/core';
import { checkStructuredOptions } from './run/check-options.ts';
import { approxTextTokens } from './run/approx-tokens.ts';
import { pageText } from './run/page-content.ts';
import { prepareRun } from './run/prepare-run.ts';
import { systemPrompt, taskPart } from './run/prompt.ts';
import { approxPageTokens, planWindows } from './run/windows.ts';
import type { DocumentModeOptions, ExtractStructuredOptions, Schema, StructuredSource } from './types.ts';

/** What a run would come to, if every first answer were valid. */
export interface Estimate {
  requests: number;
  /** By the vendors' rules of thumb: text within a third, images within a few per cent. */
  approxInputTokens: number;
  /** Of the input alone: how much a model writes is not known before. Present where prices are given. */
  approxInputCost?: number;
}

/**
 * How many requests an extraction would send, and about how many tokens, without sending one.
 * @throws as `extractStructured` does before its first request
 */
export async function estimate(
  source: StructuredSource,
  input: ExtractStructuredOptions<Schema | undefined> & ({ mode?: 'page' } | DocumentModeOptions),
): Promise<Estimate> {
  const options = checkStructuredOptions(input);
  using linked = linkSignals(new AbortController().signal, options.signal);
  await using prepared = await prepareRun(source, options, linked.signal);
  const { run } = prepared;
  const { prompt, pages, document, pricing } = run;
  const pageTokens: number[] = [];
  for (const page of pages) pageTokens.push(approxPageTokens(run, await pageText(run, page, 1)));
  const task = taskPart(prompt, 'json_schema');
  const fixed = approxTextTokens(
    systemPrompt(prompt) + (task.type === 'text' ? task.text : '') + JSON.stringify(run.asking.schema.strict ?? ''),
  );
  const whole = run.input === 'pdf';
  const windows = options.mode === 'document' ? planWindows(run, pageTokens, options) : pages.map((_, i) => [i]);
  // A PDF goes along whole with every question.
  const perWindow = (window: readonly number[]): number =>
    whole ? (document.pageCount * sum(pageTokens)) / Math.max(pages.length, 1) : sum(window.map((i) => pageTokens[i]!));
  const approxInputTokens = Math.ceil(sum(windows.map((window) => fixed + perWindow(window))));
  return {
    requests: windows.length,
    approxInputTokens,
    ...(pricing ? { approxInputCost: (approxInputTokens * pricing.input) / 1e6 } : {}),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
