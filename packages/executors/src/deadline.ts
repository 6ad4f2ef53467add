/** How long this thread must have been free to hear what was said in time, in milliseconds. */
const HEARING_MS = 20;

/**
 * Calls back when the time is up, and not before messages that were sent in time have been heard: this thread may itself have
 * been too busy to hear them, and then it is not the worker that was late.
 * @returns what stops it
 */
export function startDeadline(milliseconds: number, onDue: () => void): () => void {
  let timer = setTimeout(listen, milliseconds);
  function listen(): void {
    const start = performance.now();
    timer = setTimeout(() => {
      if (performance.now() - start > 2 * HEARING_MS) listen();
      else onDue();
    }, HEARING_MS);
  }
  return () => clearTimeout(timer);
}
