import { importBackend } from '../backend-ref.ts';
import type { BackendRef, DocumentReader, OpenContext } from '../backend.ts';
import { abortedError, toUnifexError, type UnifexError } from '../errors.ts';
import type { Source } from '../source.ts';

/** One of the readers that `auto` chooses from: opens the document when it is first asked for, and once. */
export class Engine {
  readonly type: string;
  readonly #ref: BackendRef;
  readonly #source: Source;
  readonly #resolve: NonNullable<OpenContext['resolve']>;
  #opening: Promise<DocumentReader> | undefined;

  constructor(ref: BackendRef, source: Source, resolve: OpenContext['resolve']) {
    this.type = ref.type;
    this.#ref = ref;
    this.#source = source;
    this.#resolve = resolve ?? importBackend;
  }

  isOneOf(refs: readonly BackendRef[]): boolean {
    return refs.some(({ type }) => type === this.type);
  }

  /** @throws UnifexError `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION`, `ABORTED`, and what the engine throws at its opening */
  async reader(signal: AbortSignal): Promise<DocumentReader> {
    this.#opening ??= this.#open(signal);
    try {
      return await this.#opening;
    } catch (error) {
      // An abort says nothing of the document: the next one who asks may have it opened.
      if (signal.aborted) {
        this.#opening = undefined;
        throw abortedError(signal);
      }
      throw this.#coded(error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const reader = await this.#opening?.catch(() => undefined);
    await reader?.[Symbol.asyncDispose]();
  }

  async #open(signal: AbortSignal): Promise<DocumentReader> {
    const backend = await this.#resolve(this.#ref);
    const context = { signal, resolve: this.#resolve };
    return await backend.open(this.#source, backend.parseOptions(this.#ref.options), context);
  }

  #coded(error: unknown): UnifexError {
    return toUnifexError(error, 'DOCUMENT_CORRUPT', `The extractor "${this.type}" could not open the document`);
  }
}
