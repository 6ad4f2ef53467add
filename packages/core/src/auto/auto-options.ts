import type { BackendRef } from '../backend.ts';
import { checkOptions, invalidOption, type OptionCheck } from '../options.ts';

export interface AutoOptions {
  /**
   * The engines to read with, the preferred one first, each with the options that it is to have. An engine is imported and
   * its options are checked when its turn comes; one that is not installed, or does not take its options, is passed over.
   */
  readonly engines: readonly BackendRef[];
}

/** @throws UnifexError `INVALID_OPTION` */
export function parseAutoOptions(input: unknown): AutoOptions {
  const { engines } = checkOptions(input, { engines: engineRefs }, 'the auto extractor');
  if (engines === undefined) throw invalidOption('engines', undefined, 'a list of at least one engine (see refOf)');
  return { engines };
}

const engineRefs: OptionCheck<readonly BackendRef[]> = (value, name) => {
  const valid = Array.isArray(value) && value.length > 0 && value.every(isBackendRef);
  if (!valid) throw invalidOption(name, value, 'a list of at least one engine (see refOf)');
  return value as BackendRef[];
};

function isBackendRef(value: unknown): boolean {
  const { apiVersion, type, module, options } = (value ?? {}) as Partial<BackendRef>;
  return apiVersion === 1 && typeof type === 'string' && typeof module === 'string' && typeof options === 'object';
}
