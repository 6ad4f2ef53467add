import { defineBackend } from '../backend-ref.ts';
import type { Backend } from '../backend.ts';
import { ExtractorType } from '../constants.ts';
import { parseAutoOptions, type AutoOptions } from './auto-options.ts';
import { openWithEngines } from './auto-reader.ts';

/**
 * Reads with the first of several engines, and where that one cannot open the document, fails on a page or gives a damaged
 * one, with the next. Every page says in `provenance` which engine read it, and why it was not the first.
 *
 * `createExtractor(…, 'auto')` puts the engines together from what is registered and installed; to choose them by hand, give
 * the option `engines`.
 */
export const autoBackend: Backend<AutoOptions> = defineBackend({
  apiVersion: 1,
  type: ExtractorType.AUTO,
  module: '@unifex/core/auto',
  supports: {
    // Which ones it really reads depends on the engines.
    mediaTypes: ['*/*'],
    environments: ['node', 'browser'],
    concurrency: 'exclusive',
  },
  parseOptions: parseAutoOptions,
  open: openWithEngines,
});
