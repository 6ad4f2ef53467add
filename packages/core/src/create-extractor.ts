import { autoBackend } from './auto/auto-backend.ts';
import type { AutoOptions, OcrPlan } from './auto/auto-options.ts';
import { chooseEngines } from './auto/choose-engines.ts';
import { chooseOcr, parseOcrSetting } from './auto/choose-ocr.ts';
import { importBackend } from './backend-ref.ts';
import type { Backend, BackendRef, DocumentReader } from './backend.ts';
import { ExtractorType } from './constants.ts';
import { abortedError, toUnifexError } from './errors.ts';
import { DocumentExtractor, type Extractor } from './extractor.ts';
import { checkMediaType, findBackend } from './find-backend.ts';
import { linkSignals, rejectOnAbort } from './link-signals.ts';
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
 *   Default: `auto`, the best installed ones for the media type.
 * @param options of the backend, and those of {@link CreateExtractorOptions}
 * @throws UnifexError `EXTRACTOR_UNKNOWN`, `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION` before any work; the errors of
 *   `loadSource`; `UNSUPPORTED_MEDIA_TYPE`; what the backend throws: `PASSWORD_REQUIRED`, `PASSWORD_WRONG`, `DOCUMENT_CORRUPT`;
 *   `ABORTED`, `RUNTIME_UNSUPPORTED` (Node.js is too old, or the backend runs elsewhere)
 */
export async function createExtractor<Options extends object = Record<string, unknown>>(
  input: SourceInput,
  type: string | Backend<Options> = ExtractorType.AUTO,
  options: (Partial<Options> & CreateExtractorOptions) | CreateExtractorOptions = {},
): Promise<Extractor> {
  assertRuntime();
  const { backendOptions, registry, signal, sourceOptions } = checkOwnOptions(options);
  using linked = linkSignals(signal, sourceOptions.signal);
  const load = (): Promise<Source> => loadSource(input, { ...sourceOptions, signal: linked.signal });

  if (type === ExtractorType.AUTO) {
    const source = await load();
    const { backend, parsed } = await autoWith(backendOptions, source, registry);
    return await open(backend, parsed, source, registry, signal);
  }
  const backend = await findBackend(type, registry);
  const parsed = backend.parseOptions(backendOptions);
  const source = await load();
  checkMediaType(backend, source.info);
  return await open(backend, parsed, source, registry, signal);
}

/** The options of `createExtractor` itself, checked, and those that are left for the backend. */
function checkOwnOptions(options: unknown): {
  backendOptions: object;
  registry: Registry;
  signal: AbortSignal;
  sourceOptions: SourceOptions;
} {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalidOption('options', options, 'an object');
  }
  const { source, registry, signal, ...backendOptions } = options as CreateExtractorOptions;
  const own = checkOptions({ registry, signal }, { registry: checkRegistry, signal: abortSignal() }, 'createExtractor');
  return {
    backendOptions,
    registry: own.registry ?? defaultRegistry,
    signal: own.signal ?? new AbortController().signal,
    sourceOptions: checkSourceOptions(source),
  };
}

/** The backend `auto` with the engines that the caller names, or with those that there are. */
async function autoWith(
  options: object,
  source: Source,
  registry: Registry,
): Promise<{ backend: Backend; parsed: object }> {
  const { ocr: setting, ...others } = options as Partial<AutoOptions>;
  // A plan names its engines; a setting has them found.
  const isPlan = (setting as Partial<OcrPlan> | undefined)?.engines !== undefined;
  const wishes = isPlan ? undefined : parseOcrSetting(setting);
  if (others.engines !== undefined) {
    const ocr = wishes ? await chooseOcr(wishes, {}, registry) : setting;
    return { backend: autoBackend, parsed: autoBackend.parseOptions({ ...others, ...(ocr ? { ocr } : {}) }) };
  }
  const { first, engines } = await chooseEngines(source.info, others, registry, wishes);
  const readsPixels = first.supports.ocr ?? false;
  const ocr = !wishes ? setting : readsPixels ? undefined : await chooseOcr(wishes, others, registry);
  const { concurrency } = first.supports;
  return {
    backend: { ...autoBackend, supports: { ...autoBackend.supports, concurrency } },
    parsed: autoBackend.parseOptions({ engines, ...(ocr ? { ocr } : {}) }),
  };
}

async function open(
  backend: Backend,
  options: object,
  source: Source,
  registry: Registry,
  signal: AbortSignal,
): Promise<Extractor> {
  if (signal.aborted) throw abortedError(signal);
  using aborted = rejectOnAbort(signal, abortedError);
  let opening: Promise<DocumentReader> | undefined;
  try {
    const resolve = async (ref: BackendRef): Promise<Backend> => registry.get(ref.type) ?? importBackend(ref);
    opening = backend.open(source, options, { signal, resolve });
    const reader = await Promise.race([opening, aborted.promise]);
    if (!signal.aborted) return new DocumentExtractor({ backend, options, source, reader, registry });
    throw abortedError(signal);
  } catch (error) {
    if (signal.aborted) {
      // A backend that does not heed the signal opens all the same, and nobody wants it any more.
      opening?.then((reader) => reader[Symbol.asyncDispose]()).catch(() => undefined);
      throw abortedError(signal);
    }
    const what = source.info.uri ?? source.info.name ?? 'The source';
    throw toUnifexError(error, 'DOCUMENT_CORRUPT', `${what} could not be opened by the extractor "${backend.type}"`);
  }
}

function checkRegistry(value: unknown, name: string): Registry {
  const { get, getExecutor } = (value ?? {}) as Partial<Registry>;
  if (!get || !getExecutor) throw invalidOption(name, value, 'a registry (see createRegistry)');
  return value as Registry;
}
