import { abortedError } from '@unifex/core';
import { backoffMs } from './sleep.ts';

/** Leave to send one request. Exactly one of the three ends it. */
export interface GatePass {
  /** Requests that had succeeded through the gate when this one was let in: a queue that moves is worth waiting in. */
  readonly successesBefore: number;
  succeeded(): void;
  /** The server wants fewer requests, after `retryAfterMs` if it says so. */
  limited(retryAfterMs?: number): void;
  /** It failed for another reason, which says nothing of the rate. */
  failed(): void;
}

interface Waiting {
  readonly enter: () => void;
  readonly leave: (error: unknown) => void;
}

/** How far back accepted requests are counted where the server does not say how long its window is. */
const WINDOW_MS = 1000;
const MAX_WINDOW_MS = 60_000;
/** Successes after which one more request may be under way. */
const GROW_AFTER = 10;
/** Spacing below this is none. */
const MIN_SPACING_MS = 10;

/**
 * Lets requests to one server through, one after the other, and slows down when the server says so: nobody goes in before
 * the time that it asked for, half as many are under way, and they start as far apart as the server has shown that it takes.
 * With every success it opens again. Shared by all that use the same server and key; waiting costs no timeout.
 */
export class RateGate {
  #pausedUntil = 0;
  #nextStart = 0;
  #spacingMs = 0;
  #minSpacingMs = 0;
  #limit = Infinity;
  #underWay = 0;
  #successes = 0;
  #successesSinceChange = 0;
  #limitedRounds = 0;
  /** How often it was slowed down. */
  #round = 0;
  /** When requests started that the server took. */
  #accepted: number[] = [];
  readonly #queue: Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  get successes(): number {
    return this.#successes;
  }

  /** At most so many requests a minute; the strictest of all that share the gate holds. */
  limitRpm(rpm: number): void {
    this.#minSpacingMs = Math.max(this.#minSpacingMs, 60_000 / rpm);
  }

  /** Waits for its turn. @throws UnifexError `ABORTED` */
  async enter(signal: AbortSignal): Promise<GatePass> {
    if (signal.aborted) throw abortedError(signal);
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(abortedError(signal));
        this.#pump();
      };
      const waiting: Waiting = {
        enter: () => {
          signal.removeEventListener('abort', abort);
          resolve();
        },
        leave: reject,
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#queue.push(waiting);
      this.#pump();
    });
    return this.#pass();
  }

  #pump(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#queue.length > 0 && this.#underWay < this.#limit) {
      const now = Date.now();
      const wait = Math.max(this.#pausedUntil, this.#nextStart) - now;
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#pump(), wait);
        return;
      }
      this.#nextStart = now + Math.max(this.#spacingMs, this.#minSpacingMs);
      this.#underWay += 1;
      this.#queue.shift()?.enter();
    }
  }

  #pass(): GatePass {
    const started = Date.now();
    const round = this.#round;
    let ended = false;
    const end = (settle: () => void) => (): void => {
      if (ended) return;
      ended = true;
      this.#underWay -= 1;
      settle();
      this.#pump();
    };
    let wait: number | undefined;
    const limited = end(() => this.#slowDown(round, wait));
    return {
      successesBefore: this.#successes,
      succeeded: end(() => this.#speedUp(started)),
      limited: (retryAfterMs) => {
        wait = retryAfterMs;
        limited();
      },
      failed: end(() => undefined),
    };
  }

  #speedUp(started: number): void {
    this.#successes += 1;
    this.#limitedRounds = 0;
    this.#accepted.push(started);
    const horizon = Date.now() - MAX_WINDOW_MS;
    if (this.#accepted.length > 1000 || (this.#accepted[0] ?? 0) < horizon) {
      this.#accepted = this.#accepted.filter((time) => time >= horizon).slice(-1000);
    }
    this.#spacingMs = this.#spacingMs * 0.95 < MIN_SPACING_MS ? 0 : this.#spacingMs * 0.95;
    this.#successesSinceChange += 1;
    if (this.#successesSinceChange >= GROW_AFTER) {
      this.#successesSinceChange = 0;
      this.#limit += 1;
    }
  }

  #slowDown(round: number, retryAfterMs: number | undefined): void {
    const now = Date.now();
    // What was sent before the last "no" came says nothing new but how long to wait.
    const news = round === this.#round;
    if (news) this.#limitedRounds += 1;
    const pause = retryAfterMs ?? backoffMs(this.#limitedRounds, () => 0.5 + Math.random() / 2);
    // Not all processes that were told the same are to come back in the same millisecond.
    const jitter = Math.random() * Math.min(pause / 10, 1000);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause + jitter);
    if (!news) return;
    this.#round += 1;
    this.#successesSinceChange = 0;
    this.#limit = Math.max(1, Math.floor(Math.min(this.#limit, this.#underWay + 1) / 2));
    const window = Math.min(Math.max(retryAfterMs ?? 0, WINDOW_MS), MAX_WINDOW_MS);
    const taken = this.#accepted.filter((time) => time >= now - window).length;
    this.#spacingMs = Math.min(window, Math.max(this.#spacingMs * 1.5, window / Math.max(taken, 1)));
  }
}

const shared = new Map<string, WeakRef<RateGate>>();
const forgotten = new FinalizationRegistry<string>((key) => {
  if (!shared.get(key)?.deref()) shared.delete(key);
});

/** The gate of a server and key, of which the caller gives a hash; kept as long as somebody uses it. */
export function sharedGate(key: string): RateGate {
  const known = shared.get(key)?.deref();
  if (known) return known;
  const gate = new RateGate();
  shared.set(key, new WeakRef(gate));
  forgotten.register(gate, key);
  return gate;
}
