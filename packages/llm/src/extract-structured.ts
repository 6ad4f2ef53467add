import { abortedError, linkSignals } from '@unifex/core';
import { checkStructuredOptions } from './run/check-options.ts';
import { prepareRun } from './run/prepare-run.ts';
import { runDocument } from './run/run-document.ts';
import { runPages } from './run/run-pages.ts';
import type {
  DocumentModeOptions,
  DocumentStructuredResult,
  ExtractStructuredOptions,
  PageExtraction,
  Schema,
  SchemaOutput,
  StructuredResult,
  StructuredSource,
} from './types.ts';
import { addUsage, noUsage } from './usage.ts';

/**
 * Asks a language model for the data of a document, page by page or (`mode: 'document'`) as a whole, checks every answer against
 * the schema, and says for every value where on the page it stands.
 *
 * What the caller got wrong throws before any request. What goes wrong with a page is that page's `error`, and the others go on;
 * in `mode: 'document'` it throws when all windows are done, with them in `details.windows`, unless `merge.allowPartial`.
 *
 * @throws LlmError `INVALID_MODEL`, `MISSING_CREDENTIALS`, `MISSING_DEPENDENCY`, `UNSUPPORTED_SCHEMA`; `mode: 'document'`: any other
 * @throws UnifexError `INVALID_OPTION`, `PAGE_OUT_OF_RANGE`, `ABORTED`, and what opening a document throws
 */
export function extractStructured<S extends Schema | undefined = undefined>(
  source: StructuredSource,
  options: ExtractStructuredOptions<S> & DocumentModeOptions,
): Promise<DocumentStructuredResult<SchemaOutput<S>>>;
export function extractStructured<S extends Schema | undefined = undefined>(
  source: StructuredSource,
  options: ExtractStructuredOptions<S> & { mode?: 'page' },
): Promise<StructuredResult<SchemaOutput<S>>>;
export async function extractStructured(
  source: StructuredSource,
  input: object,
): Promise<StructuredResult<unknown> | DocumentStructuredResult<unknown>> {
  const options = checkStructuredOptions(input);
  // Ends what is under way when one of the pages throws, as `onPage` may make it.
  const own = new AbortController();
  using linked = linkSignals(own.signal, options.signal);
  const { signal } = linked;
  if (signal.aborted) throw abortedError(signal);
  await using prepared = await prepareRun(source, options, signal);
  const { run } = prepared;
  const { model, provider } = run.asking.transport.adapter;
  try {
    if (options.mode === 'document') return await runDocument(prepared, options);
    const data = await runPages(run, options.onPage ?? (() => undefined));
    return {
      data,
      model,
      provider,
      usage: addUsage(noUsage(), ...data.map(({ usage }) => usage)),
      failedPages: failedOf(data),
    };
  } catch (error) {
    own.abort(error);
    throw error;
  }
}

function failedOf(data: readonly PageExtraction<unknown>[]): number[] {
  return data.filter(({ error }) => error !== null).map(({ page }) => page);
}
