import { startDeadline } from './deadline.ts';

/** A worker that a run has borrowed, and what it is on. */
export class Lease {
  /** When it was borrowed, in the milliseconds of `performance.now()`. */
  readonly since: number = performance.now();
  /** Positions of the pages that it has been given, the one that it is on first. */
  readonly inHand: number[] = [];
  /** Whether it has been told to open the document. */
  asked: boolean;
  /** Whether the document is open there. */
  opened: boolean;
  /** Called when the worker let go of its pages, or is gone. Set when the run ends. */
  onFree: (() => void) | undefined;
  #started: number = performance.now();
  #stopDeadline: (() => void) | undefined;

  /** @param opened whether the document is open there from an earlier lease */
  constructor(opened: boolean) {
    this.asked = opened;
    this.opened = opened;
  }

  /** Milliseconds since the work began that it is on. */
  get elapsedMs(): number {
    return performance.now() - this.#started;
  }

  /** It begins with something: the clock starts anew. */
  begin(limitMs: number | undefined, onDue: () => void): void {
    this.stopClock();
    this.#started = performance.now();
    if (limitMs !== undefined) this.#stopDeadline = startDeadline(limitMs, onDue);
  }

  stopClock(): void {
    this.#stopDeadline?.();
    this.#stopDeadline = undefined;
  }
}
