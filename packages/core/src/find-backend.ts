import { environment } from '#platform';
import { checkBackend, importBackendPackage } from './backend-ref.ts';
import type { Backend } from './backend.ts';
import { ExtractorType, KNOWN_BACKENDS } from './constants.ts';
import { UnifexError } from './errors.ts';
import { describeMediaType } from './media-type.ts';
import type { SourceInfo } from './model.ts';
import { plainValue, printValue } from './print-value.ts';
import type { Registry } from './registry.ts';

const PLACES = { node: 'Node.js', browser: 'a browser' } as const;

/**
 * The backend of a type: the registered one, else that of the package that is known for it.
 * @throws UnifexError `EXTRACTOR_UNKNOWN`, `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION`, `RUNTIME_UNSUPPORTED` when it runs elsewhere
 */
export async function findBackend(type: string | Backend, registry: Registry): Promise<Backend> {
  const backend = await findAnywhere(type, registry);
  if (runsHere(backend)) return backend;
  const { environments } = backend.supports;
  const places = environments.map((name) => PLACES[name]);
  throw new UnifexError(
    'RUNTIME_UNSUPPORTED',
    `The extractor "${backend.type}" runs in ${places.join(' and ') || 'nothing'} only, and this is ${PLACES[environment]}. ` +
      'Use another extractor here.',
    { details: { type: backend.type, environment, environments: [...environments] } },
  );
}

async function findAnywhere(type: string | Backend, registry: Registry): Promise<Backend> {
  if (typeof type === 'object' && type !== null) return checkBackend(type, 'type');
  const registered = registry.get(type);
  if (registered) return registered;
  const known = Object.hasOwn(KNOWN_BACKENDS, type) ? KNOWN_BACKENDS[type] : undefined;
  if (known) return importBackendPackage(known.module, type);
  const allowed = extractorTypes(registry);
  throw new UnifexError(
    'EXTRACTOR_UNKNOWN',
    `There is no extractor ${printValue(type)}. Use one of ${allowed.join(', ')}, or register a backend of that type.`,
    { details: { type: plainValue(type), allowed } },
  );
}

/** The types that `createExtractor` takes with this registry. */
export function extractorTypes(registry: Registry): string[] {
  return [...new Set([ExtractorType.AUTO, ...registry.types(), ...Object.keys(KNOWN_BACKENDS)])];
}

/** The error for a document that no extractor reads. */
export function unsupportedMediaType(info: SourceInfo): UnifexError {
  return new UnifexError(
    'UNSUPPORTED_MEDIA_TYPE',
    `${nameOf(info)} is ${describeMediaType(info.mediaType)}, and no extractor reads that. ` +
      'Convert it to PDF, or register a backend that reads it.',
    { details: { mediaType: info.mediaType } },
  );
}

/** @throws UnifexError `UNSUPPORTED_MEDIA_TYPE` when the backend does not read what the source is */
export function checkMediaType(backend: Backend, info: SourceInfo): void {
  if (readsMediaType(backend, info.mediaType)) return;
  const { mediaTypes } = backend.supports;
  const others = Object.entries(KNOWN_BACKENDS).find(([, known]) => known.mediaTypes.includes(info.mediaType));
  const advice = others
    ? `Use the extractor "${others[0]}" (npm install ${others[1].module}).`
    : 'Convert it first, or check that it is the file that you meant.';
  throw new UnifexError(
    'UNSUPPORTED_MEDIA_TYPE',
    `${nameOf(info)} is ${describeMediaType(info.mediaType)} by its bytes, ` +
      `and the extractor "${backend.type}" reads ${mediaTypes.join(', ')}. ${advice}`,
    { details: { mediaType: info.mediaType, supported: [...mediaTypes] } },
  );
}

/** Whether the backend is for the kind of platform that this is. */
export function runsHere(backend: Backend): boolean {
  return backend.supports.environments.includes(environment);
}

/** A backend may name a whole family: `image/*`, or take everything. */
export function readsMediaType(backend: Backend, mediaType: string): boolean {
  const family = `${mediaType.split('/')[0] ?? ''}/*`;
  return backend.supports.mediaTypes.some((item) => item === mediaType || item === family || item === '*/*');
}

function nameOf(info: SourceInfo): string {
  return info.uri ?? info.name ?? 'The source';
}
