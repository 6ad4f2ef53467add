import { invalidOption } from '@unifex/core';
import { modelAccess } from '../adapters/create-adapter.ts';
import type { PreparedSchema } from '../contracts.ts';
import { prepareSchema } from '../schema/index.ts';
import type { GroundingOptions, StructuredSource } from '../types.ts';
import { checkPages, type CheckedOptions } from './check-options.ts';
import { openDocument } from './open-document.ts';
import { PageCache } from './page-cache.ts';
import type { Run } from './settings.ts';
import { Ways } from './ways.ts';

const DEFAULT_DPI = 200;
/** What vendors scale images down to at the latest. */
const DEFAULT_MAX_DIMENSION = 2048;
const DEFAULT_WORKERS = 4;
const DEFAULT_VALIDATION_RETRIES = 3;
const DEFAULT_TRANSPORT_RETRIES = 4;
const DEFAULT_TIMEOUT_MS = 120_000;
const DEFAULT_MAX_RETRY_AFTER_MS = 120_000;

/** A run, and the same with the schema for a part of a document. */
export interface PreparedRun extends AsyncDisposable {
  readonly run: Run;
  /** For windows, where there are several. */
  readonly partial: () => Run;
}

/**
 * Checks everything that can be checked before the first request: options, model, key, SDK and schema first, then the document.
 * @throws LlmError `INVALID_MODEL`, `MISSING_CREDENTIALS`, `MISSING_DEPENDENCY`, `UNSUPPORTED_SCHEMA`
 * @throws UnifexError `INVALID_OPTION`, `PAGE_OUT_OF_RANGE`, and what opening a document throws
 */
export async function prepareRun(
  source: StructuredSource,
  options: CheckedOptions,
  signal: AbortSignal,
): Promise<PreparedRun> {
  const access = await modelAccess(options);
  const { adapter, gate, redactor } = access;
  const grounding: false | GroundingOptions = options.grounding ?? { mode: 'search' };
  const request = { dialect: adapter.dialect, grounding } as const;
  const schema = prepareSchema(options.schema, request);
  const { transport = {}, input = 'auto', image = {}, temperature, structuredOutput = 'auto' } = options;
  if (input === 'pdf' && adapter.takesPdf !== true) {
    throw invalidOption('input', input, `another one: ${adapter.provider} takes no PDF here`);
  }
  if (transport.rpm !== undefined) gate.limitRpm(transport.rpm);
  const document = await openDocument(source, { ...options, signal });
  try {
    const pages = checkPages(options.pages, document.pageCount);
    if (input === 'pdf' && !document.pdf) {
      throw invalidOption('input', input, 'another one: the source is no PDF, or an extractor that was opened before');
    }
    const asking = {
      transport: {
        adapter,
        gate,
        redactor,
        retries: transport.retries ?? DEFAULT_TRANSPORT_RETRIES,
        maxRetryAfterMs: transport.maxRetryAfterMs ?? DEFAULT_MAX_RETRY_AFTER_MS,
      },
      maxRetries: options.maxRetries ?? DEFAULT_VALIDATION_RETRIES,
      maxOutputTokens: options.maxOutputTokens,
      timeoutMs: transport.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    };
    const runFor = (prepared: PreparedSchema, partial: boolean): Run => ({
      document,
      pages,
      asking: {
        ...asking,
        schema: prepared,
        ways: new Ways(adapter, prepared, { temperature, structuredOutput, maxOutputTokens: options.maxOutputTokens }),
      },
      prompt: {
        schema: prepared,
        prompt: options.prompt,
        partial,
        shared: pages.length > 1 && (partial || options.mode !== 'document'),
      },
      input,
      image: {
        dpi: options.dpi ?? DEFAULT_DPI,
        format: image.format ?? 'png',
        maxDimension: image.maxDimension ?? DEFAULT_MAX_DIMENSION,
      },
      grounding,
      cache: options.cache === undefined ? undefined : new PageCache(options.cache),
      pricing: options.pricing,
      maxWorkers: options.maxWorkers ?? DEFAULT_WORKERS,
      signal,
      optionsKey: [options.providerOptions, withoutSecrets(options.extractorOptions)],
      warnings: prepared.warnings,
    });
    let partial: Run | undefined;
    return {
      run: runFor(schema, false),
      // One for all windows: what a server does not take, it is to be asked once.
      partial: () => (partial ??= runFor(prepareSchema(options.schema, { ...request, partial: true }), true)),
      [Symbol.asyncDispose]: () => document[Symbol.asyncDispose](),
    };
  } catch (error) {
    await document[Symbol.asyncDispose]();
    throw error;
  }
}

/** What opens a document says nothing of its content, and is nobody's business. */
function withoutSecrets(options: CheckedOptions['extractorOptions'] = {}): Record<string, unknown> {
  const { password: _, source: _source, ...rest } = options;
  return rest;
}
