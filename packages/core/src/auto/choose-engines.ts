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

interface Candidate {
  readonly type: string;
  readonly module: string;
  readonly registered?: Backend;
}

/**
 * The engines for a document of which only the bytes are known: the registered ones that read its media type, in the order
 * of registration, then the known ones. The first that is installed and takes the options comes first; those after it are
 * not imported before they are needed.
 * @throws UnifexError `UNSUPPORTED_MEDIA_TYPE`, `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION` when no engine takes the options
 */
export async function chooseEngines(info: SourceInfo, options: object, registry: Registry): Promise<ChosenEngines> {
  const candidates = candidatesFor(info.mediaType, registry);
  const refusals: UnifexError[] = [];
  for (const [i, { type, module, registered }] of candidates.entries()) {
    try {
      const first = registered ?? (await importBackendPackage(module, type));
      const preferred = refTo(candidates[i]!, first.parseOptions(options));
      return { first, engines: [preferred, ...candidates.slice(i + 1).map((other) => refTo(other, options))] };
    } catch (error) {
      if (!isUnifexError(error) || !PASSED_OVER.has(error.code)) throw error;
      refusals.push(error);
    }
  }
  // An option that no engine takes is the caller's mistake, and comes before what could be installed.
  throw refusals.find(({ code }) => code === 'INVALID_OPTION') ?? refusals[0] ?? unsupportedMediaType(info);
}

const PASSED_OVER: ReadonlySet<string> = new Set(['EXTRACTOR_NOT_INSTALLED', 'INVALID_OPTION']);

function candidatesFor(mediaType: string, registry: Registry): Candidate[] {
  const candidates: Candidate[] = [];
  for (const type of registry.types()) {
    const registered = registry.get(type);
    if (registered && runsHere(registered) && readsMediaType(registered, mediaType)) {
      candidates.push({ type, module: registered.module, registered });
    }
  }
  for (const [type, { module, mediaTypes }] of Object.entries(KNOWN_BACKENDS)) {
    if (!registry.get(type) && mediaTypes.includes(mediaType)) candidates.push({ type, module });
  }
  return candidates;
}

function refTo({ type, module }: Candidate, options: object): BackendRef {
  return { apiVersion: 1, type, module, options };
}
