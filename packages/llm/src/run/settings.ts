import type { GroundingOptions, InputMode, LlmWarning, Pricing } from '../types.ts';
import type { Asking } from './ask.ts';
import type { OpenedDocument } from './open-document.ts';
import type { PageCache } from './page-cache.ts';
import type { ImageSettings } from './page-image.ts';
import type { PromptSetup } from './prompt.ts';

/** Everything that a run has found out and checked before its first page. */
export interface Run {
  readonly document: OpenedDocument;
  readonly pages: readonly number[];
  readonly asking: Asking;
  readonly prompt: PromptSetup;
  readonly input: InputMode;
  readonly image: ImageSettings;
  readonly grounding: false | GroundingOptions;
  readonly cache: PageCache | undefined;
  readonly pricing: Pricing | undefined;
  readonly maxWorkers: number;
  readonly signal: AbortSignal;
  /** What else of the caller's options changes answers: a part of every key of the cache. */
  readonly optionsKey: unknown;
  /** What is known of the whole run, and told with every page. */
  readonly warnings: readonly LlmWarning[];
}
