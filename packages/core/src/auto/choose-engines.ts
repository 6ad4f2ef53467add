import { importBackendPackage } from '../backend-ref.ts';
import type { Backend, BackendRef } from '../backend.ts';
import { KNOWN_BACKENDS } from '../constants.ts';
import { isUnifexError, type UnifexError } from '../errors.ts';
import { readsMediaType, runsHere, unsupportedMediaType } from '../find-backend.ts';
import type { SourceInfo } from '../model.ts';
import type { Registry } from '../registry.ts';

/** What `auto` reads a document with. */
export interface ChosenEngines {
  /** The preferred engine, whose options have been checked. */
  readonly first: Backend;
  /** That one and those after it, as the option `engines` of `auto` wants them. */
  readonly engines: readonly BackendRef[];
}

/** A backend that might read something. */
export interface Candidate {
  readonly type: string;
  readonly module: string;
  readonly readsPixels: boolean;
  readonly registered?: Backend;
}

/**
 * The engines for a document of which only the bytes are known: the registered ones that read its media type, in the order
 * of registration, then the known ones. The first that is installed and takes the options comes first; those after it are
 * not imported before they are needed. Those that read pixels come last, and only where nothing else reads the document.
 * @param ocr for the engines that read pixels: the type of the one that is wanted, and options beside `options`
 * @throws UnifexError `UNSUPPORTED_MEDIA_TYPE`, `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION` when no engine takes the options
 */
export async function chooseEngines(
  info: SourceInfo,
  options: object,
  registry: Registry,
  ocr: { engine?: string | undefined; engineOptions: object } = { engineOptions: {} },
): Promise<ChosenEngines> {
  // Reading pixels is for where there is nothing else to read: of a PDF, `auto` does that by itself, page by page.
  const all = candidatesFor(info.mediaType, registry, ocr.engine);
  const [pixelReaders, native] = partition(all, ({ readsPixels }) => readsPixels);
  const named = pixelReaders.filter(({ type }) => ocr.engine === undefined || type === ocr.engine);
  const candidates = [...native, ...named];
  const refusals: UnifexError[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const { type, module, registered, readsPixels } = candidate;
    const own = { ...options, ...(readsPixels ? ocr.engineOptions : {}) };
    try {
      const first = registered ?? (await importBackendPackage(module, type));
      const preferred = refTo(candidate, first.parseOptions(own));
      const others = readsPixels ? candidates.slice(i + 1) : native.slice(i + 1);
      return { first, engines: [preferred, ...others.map((other) => refTo(other, own))] };
    } catch (error) {
      if (!isUnifexError(error) || !PASSED_OVER.has(error.code)) throw error;
      refusals.push(error);
    }
  }
  // An option that no engine takes is the caller's mistake, and comes before what could be installed.
  throw refusals.find(({ code }) => code === 'INVALID_OPTION') ?? refusals[0] ?? unsupportedMediaType(info);
}

const PASSED_OVER: ReadonlySet<string> = new Set(['EXTRACTOR_NOT_INSTALLED', 'INVALID_OPTION']);

/**
 * The registered backends that read a media type, in the order of registration, then the known ones. One that sends documents
 * to another machine is among them only if it is the one that is `named`.
 */
export function candidatesFor(mediaType: string, registry: Registry, named?: string): Candidate[] {
  const candidates: Candidate[] = [];
  for (const type of registry.types()) {
    const registered = registry.get(type);
    const stays = registered?.supports.network !== true || type === named;
    if (registered && stays && runsHere(registered) && readsMediaType(registered, mediaType)) {
      const readsPixels = registered.supports.ocr ?? false;
      candidates.push({ type, module: registered.module, readsPixels, registered });
    }
  }
  for (const [type, { module, mediaTypes, ocr = false, network = false }] of Object.entries(KNOWN_BACKENDS)) {
    if (registry.get(type) || !mediaTypes.includes(mediaType) || (network && type !== named)) continue;
    candidates.push({ type, module, readsPixels: ocr });
  }
  return candidates;
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

export function refTo({ type, module }: Candidate, options: object): BackendRef {
  return { apiVersion: 1, type, module, options };
}
