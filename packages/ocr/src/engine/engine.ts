import { abortedError, UnifexError } from '@unifex/core';
import { Worker } from 'node:worker_threads';
import type { EngineAnswer, EngineRequest, Job, Reading } from './job.ts';
import { workerFile } from './worker-file.ts';

interface Task {
  readonly id: number;
  settle(outcome: Reading | UnifexError): void;
}

/** One thread with Tesseract in it, which reads one page at a time. */
export class Engine {
  readonly #worker: Worker;
  readonly #onGone: (engine: Engine) => void;
  #task: Task | undefined;
  #pages = 0;
  #memoryBytes = 0;
  #failure: unknown;
  /** Why it is being ended, for the page that it was on. */
  #aborted: UnifexError | undefined;
  #gone = false;

  /** @param onGone called once, when the thread has ended, for whatever reason */
  constructor(module: WebAssembly.Module, onGone: (engine: Engine) => void) {
    this.#onGone = onGone;
    this.#worker = new Worker(workerFile, { name: 'unifex ocr', workerData: { module } });
    this.#worker.on('message', (message: EngineAnswer) => this.#receive(message));
    this.#worker.on('messageerror', (error: unknown) => this.#break(error));
    this.#worker.on('error', (error: unknown) => (this.#failure ??= error));
    this.#worker.on('exit', () => this.#ended());
    // A thread that has nothing to do keeps no program alive.
    this.#worker.unref();
  }

  get idle(): boolean {
    return this.#task === undefined && !this.#gone;
  }

  /** Pages that it has read. */
  get pages(): number {
    return this.#pages;
  }

  /** Of the engine's own memory, after the last page. It never shrinks. */
  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /**
   * Reads a page. When the signal aborts, the thread is ended: a page cannot be stopped in any other way. The page is over when the thread is.
   * @throws UnifexError `PAGE_FAILED`, `INVALID_OPTION`, `WORKER_CRASHED`, `ABORTED`
   */
  async read(job: Job, signal: AbortSignal): Promise<Reading> {
    const id = this.#pages;
    this.#pages += 1;
    const outcome = await new Promise<Reading | UnifexError>((settle) => {
      const onAbort = (): void => {
        this.#aborted = abortedError(signal);
        void this.kill();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#task = {
        id,
        settle: (result) => {
          signal.removeEventListener('abort', onAbort);
          settle(result);
        },
      };
      this.#worker.ref();
      this.#worker.postMessage({ id, job } satisfies EngineRequest);
      if (signal.aborted) onAbort();
    });
    if (outcome instanceof UnifexError) throw outcome;
    return outcome;
  }

  async kill(): Promise<void> {
    this.#gone = true;
    await this.#worker.terminate();
  }

  #receive(message: EngineAnswer): void {
    if (message.kind === 'ready' || message.id !== this.#task?.id) return;
    this.#memoryBytes = message.memoryBytes;
    this.#finish(message.kind === 'done' ? message.reading : new UnifexError(message.code, message.message));
  }

  #break(error: unknown): void {
    this.#failure ??= error;
    void this.kill();
  }

  #ended(): void {
    this.#gone = true;
    this.#finish(this.#aborted ?? this.#crash());
    this.#onGone(this);
  }

  #crash(): UnifexError {
    const reason = this.#failure instanceof Error ? ` (${this.#failure.message})` : '';
    return new UnifexError(
      'WORKER_CRASHED',
      `The OCR engine broke down on the page${reason}. The other pages are read by a new one.`,
      { cause: this.#failure },
    );
  }

  #finish(outcome: Reading | UnifexError): void {
    const task = this.#task;
    this.#task = undefined;
    if (!task) return;
    this.#worker.unref();
    task.settle(outcome);
  }
}
