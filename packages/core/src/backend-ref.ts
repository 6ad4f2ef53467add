import { importPackage } from '#platform';
import type { Backend, BackendRef } from './backend.ts';
import { toUnifexError, UnifexError } from './errors.ts';
import { invalidOption } from './options.ts';
import { findNotPlain } from './plain-data.ts';

/**
 * Declares a backend: checks its shape and freezes it and its manifest. What a backend package exports by default.
 * @throws UnifexError `INVALID_OPTION` when a part of the contract is missing
 */
export function defineBackend<Options extends object>(backend: Backend<Options>): Backend<Options> {
  checkBackend(backend, 'backend');
  const supports = Object.freeze({
    ...backend.supports,
    mediaTypes: Object.freeze([...backend.supports.mediaTypes]),
    environments: Object.freeze([...backend.supports.environments]),
  });
  return Object.freeze({ ...backend, supports });
}

/** The backend, if it is one of the contract's version 1. @throws UnifexError `INVALID_OPTION` */
export function checkBackend(value: unknown, name: string): Backend {
  const backend = (value ?? {}) as Partial<Backend>;
  if (backend.apiVersion !== undefined && backend.apiVersion !== 1) {
    throw new UnifexError(
      'INVALID_OPTION',
      `The backend ${JSON.stringify(backend.type)} is written for version ${String(backend.apiVersion)} of the contract; ` +
        'this is version 1. Install versions of @unifex/core and of the backend that fit together.',
      { details: { option: name, apiVersion: backend.apiVersion } },
    );
  }
  const missing = [
    ...(backend.apiVersion === 1 ? [] : ['apiVersion: 1']),
    ...(typeof backend.type === 'string' && backend.type !== '' ? [] : ['type']),
    ...(typeof backend.module === 'string' && backend.module !== '' ? [] : ['module']),
    ...(isManifest(backend.supports) ? [] : ['supports { mediaTypes, environments, concurrency }']),
    ...(typeof backend.parseOptions === 'function' ? [] : ['parseOptions()']),
    ...(typeof backend.open === 'function' ? [] : ['open()']),
  ];
  if (missing.length > 0) throw invalidOption(name, value, `a backend; it lacks ${missing.join(', ')}`);
  return value as Backend;
}

function isManifest(supports: Partial<Backend['supports']> | undefined): boolean {
  return (
    Array.isArray(supports?.mediaTypes) &&
    Array.isArray(supports.environments) &&
    (supports.concurrency === 'exclusive' || supports.concurrency === 'shared')
  );
}

/**
 * A backend and its options as plain data, for workers and queues.
 * @param options what the user gave, or what `parseOptions` made of it
 * @throws UnifexError `INVALID_OPTION`, `NOT_CLONEABLE` when an option is no plain data (a function, a class instance)
 */
export function refOf<Options extends object>(backend: Backend<Options>, options?: unknown): BackendRef {
  const parsed = backend.parseOptions(options);
  const found = findNotPlain(parsed, 'options');
  if (found) {
    throw new UnifexError(
      'NOT_CLONEABLE',
      `${found.path} of the extractor "${backend.type}" is ${found.what}, which cannot travel to a worker. ` +
        "Use plain data instead, or the executor 'inline'.",
      { details: { path: found.path } },
    );
  }
  return { apiVersion: 1, type: backend.type, module: backend.module, options: parsed };
}

/**
 * Imports the backend that a reference names: what a worker does that this process started itself. A queue worker must not
 * use it, because a message would then choose what is imported.
 * @throws UnifexError `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION` when the module's default export is not that backend
 */
export async function importBackend(ref: BackendRef): Promise<Backend> {
  if (ref.apiVersion !== 1) {
    throw new UnifexError(
      'INVALID_OPTION',
      `The task was written for version ${String(ref.apiVersion)} of the contract, and this side has version 1. ` +
        'Install the same version of @unifex/core on both sides.',
    );
  }
  return importBackendPackage(ref.module, ref.type);
}

/** `@scope/name/sub` is a part of the package `@scope/name`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('file:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Imports a package whose default export is the backend of that type. @throws as {@link importBackend} */
export async function importBackendPackage(specifier: string, type: string): Promise<Backend> {
  let loaded: { default?: unknown } | undefined;
  try {
    loaded = (await importPackage(specifier)) as { default?: unknown } | undefined;
  } catch (error) {
    throw toUnifexError(error, 'EXTRACTOR_NOT_INSTALLED', `${specifier} is installed, but does not load`);
  }
  if (!loaded) {
    throw new UnifexError(
      'EXTRACTOR_NOT_INSTALLED',
      specifier.startsWith('file:')
        ? `The extractor "${type}" is not at ${specifier}. Check the backend's \`module\`.`
        : `The extractor "${type}" is not installed. Run: npm install ${packageOf(specifier)}`,
      { details: { type, package: packageOf(specifier) } },
    );
  }
  const backend = checkBackend(loaded.default, `default export of ${specifier}`);
  if (backend.type !== type) {
    throw new UnifexError(
      'INVALID_OPTION',
      `${specifier} exports the extractor "${backend.type}" and not "${type}". Check the backend's \`module\`.`,
      { details: { type, package: specifier } },
    );
  }
  return backend;
}
