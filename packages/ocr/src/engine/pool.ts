import { abortedError } from '@unifex/core';
import { availableParallelism, totalmem } from 'node:os';
import { coreModule } from './core-module.ts';
import { Engine } from './engine.ts';
import type { Job, Reading } from './job.ts';

export interface PoolLimits {
  /** Threads at most. */
  readonly engines: number;
  /** Pages after which a thread is replaced: WebAssembly memory grows with the largest page, and never shrinks. */
  readonly pagesPerEngine: number;
  /** Memory of one engine's WebAssembly after which it is replaced. */
  readonly bytesPerEngine: number;
  /** How long a thread may have nothing to do before it is ended, in milliseconds. */
  readonly idleMs: number;
}

/** What a thread takes: 120 to 140 MB measured with English on a page of 4 megapixels, and room for a second language. */
const ENGINE_BYTES = 200 * 1024 * 1024;

export const DEFAULT_LIMITS: PoolLimits = {
  // As many as are asked for at once, within a quarter of the machine's memory.
  engines: Math.max(1, Math.min(availableParallelism() * 2, Math.floor(totalmem() / 4 / ENGINE_BYTES))),
  pagesPerEngine: 200,
  bytesPerEngine: 768 * 1024 * 1024,
  idleMs: 30_000,
};

interface Waiting {
  grant(engine: Promise<Engine>): void;
}

/**
 * The engines of a process, shared by all documents: started when pages wait for them, kept for the next, replaced when they are worn
 * out, broken, or killed at a deadline. Which one reads a page makes no difference to what is read.
 */
export class EnginePool {
  readonly #limits: PoolLimits;
  readonly #engines: Set<Engine> = new Set();
  readonly #queue: Waiting[] = [];
  #starting = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(limits: PoolLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Threads that there are now. */
  get size(): number {
    return this.#engines.size + this.#starting;
  }

  /** @throws UnifexError `PAGE_FAILED`, `INVALID_OPTION`, `WORKER_CRASHED`, `ABORTED` */
  async read(job: Job, signal: AbortSignal): Promise<Reading> {
    const engine = await this.#acquire(signal);
    try {
      if (signal.aborted) throw abortedError(signal);
      return await engine.read(job, signal);
    } finally {
      this.#release(engine);
    }
  }

  /** Ends all threads. What they were reading fails; the next page starts new ones. */
  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    await Promise.all([...this.#engines].map((engine) => engine.kill()));
  }

  readonly #lent: Set<Engine> = new Set();

  async #acquire(signal: AbortSignal): Promise<Engine> {
    if (signal.aborted) throw abortedError(signal);
    clearTimeout(this.#idleTimer);
    const free = this.#free();
    if (free) return free;
    return new Promise<Engine>((resolve, reject) => {
      const onAbort = (): void => {
        const at = this.#queue.indexOf(waiting);
        if (at === -1) return;
        this.#queue.splice(at, 1);
        reject(abortedError(signal));
      };
      const waiting: Waiting = {
        grant: (engine) => {
          signal.removeEventListener('abort', onAbort);
          engine.then(resolve, reject);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(waiting);
      this.#serve();
    });
  }

  /** Lends an idle engine. */
  #free(): Engine | undefined {
    for (const engine of this.#engines) {
      if (!engine.idle || this.#lent.has(engine)) continue;
      this.#lent.add(engine);
      return engine;
    }
    return undefined;
  }

  #serve(): void {
    while (this.#queue.length > 0) {
      const free = this.#free();
      if (free) this.#queue.shift()?.grant(Promise.resolve(free));
      else if (this.size < this.#limits.engines) this.#queue.shift()?.grant(this.#start());
      else return;
    }
  }

  async #start(): Promise<Engine> {
    this.#starting += 1;
    try {
      const engine = new Engine(await coreModule(), (gone) => {
        this.#engines.delete(gone);
        this.#lent.delete(gone);
        this.#serve();
      });
      this.#engines.add(engine);
      this.#lent.add(engine);
      return engine;
    } finally {
      this.#starting -= 1;
    }
  }

  #release(engine: Engine): void {
    this.#lent.delete(engine);
    const worn = engine.pages >= this.#limits.pagesPerEngine || engine.memoryBytes > this.#limits.bytesPerEngine;
    if (worn || !engine.idle) {
      this.#engines.delete(engine);
      void engine.kill();
    }
    this.#serve();
    if (this.#lent.size > 0) return;
    // Threads of which nothing has been asked for a while give their memory back.
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => void this.close(), this.#limits.idleMs);
    this.#idleTimer.unref();
  }
}

/** The engines of this process. */
export const enginePool: EnginePool = new EnginePool();
