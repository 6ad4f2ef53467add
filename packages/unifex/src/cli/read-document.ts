import { createExtractor, loadSource, type ErrorInfo, type ExtractOptions, type Extractor } from '../index.ts';
import { defaultExecutor } from './default-workers.ts';
import type { DocumentWriter } from './document-writer.ts';
import type { InputItem } from './expand-inputs.ts';
import type { JsonHead } from './format-json.ts';
import type { CliOptions } from './options.ts';
import { completeResults } from './complete-results.ts';
import { pagesOf } from './pages-of.ts';
import type { ItemContext, ReadOutcome } from './run-items.ts';
import { workersFor } from './workers-for.ts';

export interface ReadContext extends ItemContext {
  readonly options: CliOptions;
  /** Called once there is something to write. */
  readonly openWriter: () => Promise<DocumentWriter>;
}

/**
 * Reads one document from its opening to the last page asked for and writes every page as it comes.
 *
 * @throws UnifexError where the document cannot be opened, has no such page, or the signal aborts.
 */
export async function readDocument(item: InputItem, context: ReadContext): Promise<ReadOutcome> {
  const { options, signal } = context;
  const input = item.kind === 'stdin' ? context.stdin : item.uri;
  const headers = item.kind === 'url' && options.headers ? { headers: { ...options.headers } } : {};
  const source = await loadSource(input, { ...headers, signal });
  await using extractor = await createExtractor(source, options.extractor, { ...backendOptions(options), signal });
  const pages = pagesOf(options.pages, extractor.pageCount);
  context.onProgress({ done: 0, total: pages.length, failed: 0, pagesPerSecond: 0 });
  const maxWorkers =
    options.maxWorkers ?? (pages.length > 1 ? await workersFor(source, () => pages, { ...options, signal }) : 1);
  const head = await documentHead(extractor, options.format);
  // Opened with the first result: what fails before it leaves no half of a JSON document behind.
  let writer: DocumentWriter | undefined;
  const start = async (): Promise<DocumentWriter> => {
    const opened = await context.openWriter();
    await opened.start(head);
    return opened;
  };
  const errors: { page: number; error: ErrorInfo }[] = [];
  const results = extractor.pageResults(extractOptions(context, pages, maxWorkers));
  for await (const result of completeResults(results, pages)) {
    writer ??= await start();
    if (!result.success) {
      errors.push({ page: result.index, error: result.error });
      context.onPageError(result.index, result.error);
    } else if (options.format === 'text') {
      // JSON has them with the page.
      for (const warning of result.page.warnings ?? []) context.onPageWarning(result.index, warning);
    }
    await writer.page(result);
  }
  writer ??= await start();
  await writer.end(errors);
  return { pages: pages.length, failed: errors.length };
}

/** Text needs nothing but the number of pages; the rest of the metadata is read only where it is printed. */
async function documentHead(extractor: Extractor, format: CliOptions['format']): Promise<JsonHead> {
  const { source, pageCount } = extractor;
  if (format === 'text') return { source, metadata: { pageCount } };
  const outline = await extractor.outline();
  return { source, metadata: await extractor.metadata(), ...(outline.length > 0 ? { outline } : {}) };
}

/** Only what was asked for: a backend refuses options that it does not know. */
function backendOptions({ granularity, password, extractor, ocr }: CliOptions): object {
  const { mode: _mode, textLayer: _textLayer, engine: _engine, ...engineOptions } = ocr ?? {};
  return {
    ...(granularity ? { granularity } : {}),
    ...(password === undefined ? {} : { password }),
    // An engine that was named reads all the pixels there are, in the languages that are named.
    ...(extractor === 'auto' ? (ocr ? { ocr } : {}) : engineOptions),
  };
}

function extractOptions(
  { options, signal, onProgress }: ReadContext,
  pages: number[],
  maxWorkers: number,
): ExtractOptions {
  const { executor, unit, dpi, pageTimeout } = options;
  const by = defaultExecutor(executor, pageTimeout);
  return {
    pages,
    maxWorkers,
    signal,
    onProgress,
    ...(by === undefined ? {} : { executor: by }),
    ...(unit === undefined ? {} : { unit }),
    ...(dpi === undefined ? {} : { dpi }),
    ...(pageTimeout === undefined ? {} : { pageTimeoutMs: pageTimeout }),
  };
}
