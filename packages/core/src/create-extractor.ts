import { autoBackend } from './auto/auto-backend.ts';
import { chooseEngines } from './auto/choose-engines.ts';
import { importBackend } from './backend-ref.ts';
import type { Backend, BackendRef, DocumentReader } from './backend.ts';
import { ExtractorType } from './constants.ts';
import { abortedError, toUnifexError } from './errors.ts';
import { DocumentExtractor, type Extractor } from './extractor.ts';
import { checkMediaType, findBackend } from './find-backend.ts';
import { checkSourceOptions, loadSource } from './load-source.ts';
import { abortSignal, checkOptions, invalidOption } from './options.ts';
import { registry as defaultRegistry, type Registry } from './registry.ts';
import { assertRuntime } from './runtime.ts';
import type { Source, SourceInput, SourceOptions } from './source.ts';

/** Options of `createExtractor` itself; the backend's own options stand beside them. */
export interface CreateExtractorOptions {
  /** How to read the source: limits, headers. */
  source?: SourceOptions;
  /** Backends and executors to choose from. Default: the registry of the process. */
  registry?: Registry;
  /** Stops the loading and opening with `ABORTED`. */
  signal?: AbortSignal;
}

/**
 * Opens a document.
 * @param input path, URL, bytes, Blob or stream. The media type is found out from the bytes.
 * @param type of the backend, or a backend itself. A known type that is not registered is imported from its package.
 * @param options of the backend, and those of {@link CreateExtractorOptions}
 * @throws UnifexError `EXTRACTOR_UNKNOWN`, `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION` before any work; the errors of
 *   `loadSource`; `UNSUPPORTED_MEDIA_TYPE`; what the backend throws: `PASSWORD_REQUIRED`, `PASSWORD_WRONG`, `DOCUMENT_CORRUPT`;
 *   `ABORTED`, `RUNTIME_UNSUPPORTED`
 */
export async function createExtractor<Options extends object = Record<string, unknown>>(
  input: SourceInput,
  type: string | Backend<Options>,
  options: Partial<Options> & CreateExtractorOptions = {},
): Promise<Extractor> {
  assertRuntime();
  if (typeof options !== 'object' || options === null) throw invalidOption('options', options, 'an object');
  const { source: sourceInput, registry: registryInput, signal: signalInput, ...backendOptions } = options;
  const { registry = defaultRegistry, signal } = checkOptions(
    { registry: registryInput, signal: signalInput },
    { registry: checkRegistry, signal: abortSignal() },
    'createExtractor',
  );
  const sourceOptions = { ...(signal ? { signal } : {}), ...checkSourceOptions(sourceInput) };

  if (type === ExtractorType.AUTO) {
    const source = await loadSource(input, sourceOptions);
    const { backend, parsed } = await autoWith(backendOptions, source, registry);
    return open(backend, parsed, source, registry, signal);
  }
  const backend = await findBackend(type, registry);
  const parsed = backend.parseOptions(backendOptions);
  const source = await loadSource(input, sourceOptions);
  checkMediaType(backend, source.info);
  return open(backend, parsed, source, registry, signal);
}

/** The backend `auto` with the engines that the caller names, or with those that there are. */
async function autoWith(
  options: Record<string, unknown>,
  source: Source,
  registry: Registry,
): Promise<{ backend: Backend; parsed: object }> {
  if (options['engines'] !== undefined) return { backend: autoBackend, parsed: autoBackend.parseOptions(options) };
  const { first, engines } = await chooseEngines(source.info, options, registry);
  const { concurrency } = first.supports;
  return { backend: { ...autoBackend, supports: { ...autoBackend.supports, concurrency } }, parsed: { engines } };
}

async function open(
  backend: Backend,
  options: object,
  source: Source,
  registry: Registry,
  signal: AbortSignal = new AbortController().signal,
): Promise<Extractor> {
  let reader: DocumentReader;
  try {
    const resolve = async (ref: BackendRef): Promise<Backend> => registry.get(ref.type) ?? importBackend(ref);
    reader = await backend.open(source, options, { signal, resolve });
  } catch (error) {
    if (signal.aborted) throw abortedError(signal);
    const what = source.info.uri ?? source.info.name ?? 'The source';
    throw toUnifexError(error, 'DOCUMENT_CORRUPT', `${what} could not be opened by the extractor "${backend.type}"`);
  }
  if (signal.aborted) {
    await reader[Symbol.asyncDispose]();
    throw abortedError(signal);
  }
  return new DocumentExtractor({ backend, options, source, reader, registry });
}

function checkRegistry(value: unknown, name: string): Registry {
  const { get, getExecutor } = (value ?? {}) as Partial<Registry>;
  if (!get || !getExecutor) throw invalidOption(name, value, 'a registry (see createRegistry)');
  return value as Registry;
}
