import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { abortedError } from './errors.ts';
import { linkSignals, rejectOnAbort, unlessAborted } from './link-signals.ts';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('linkSignals', () => {
  it.each([0, 1])('aborts with each of its signals and their reason (%d)', (which) => {
    const controllers = [new AbortController(), new AbortController()];
    using linked = linkSignals(undefined, ...controllers.map(({ signal }) => signal));
    expect(linked.signal.aborted).toBe(false);
    controllers[which]?.abort(`by ${which}`);
    expect(linked.signal.reason).toBe(`by ${which}`);
  });

  it('is aborted from the start where one of them is', () => {
    using linked = linkSignals(new AbortController().signal, AbortSignal.abort('before'));
    expect(linked.signal).toMatchObject({ aborted: true, reason: 'before' });
  });

  it('aborts on its own, and leaves its signals alone', () => {
    const { signal } = new AbortController();
    using linked = linkSignals(signal);
    linked.abort('mine');
    expect(linked.signal.reason).toBe('mine');
    expect(signal.aborted).toBe(false);
  });

  it('leaves no trace once it is disposed of', () => {
    const controller = new AbortController();
    const linked = linkSignals(controller.signal);
    expect(listeners(controller.signal)).toBe(1);
    linked[Symbol.dispose]();
    expect(listeners(controller.signal)).toBe(0);
    controller.abort();
    expect(linked.signal.aborted).toBe(false);
  });

  it('links nothing', () => {
    using linked = linkSignals();
    expect(linked.signal.aborted).toBe(false);
  });
});

describe('rejectOnAbort', () => {
  it('rejects with the error that is made for the signal', async () => {
    const controller = new AbortController();
    using aborted = rejectOnAbort(controller.signal, abortedError);
    controller.abort('now');
    await expect(aborted.promise).rejects.toMatchObject({ code: 'ABORTED', cause: 'now' });
  });

  it('rejects for a signal that is aborted already', async () => {
    using aborted = rejectOnAbort(AbortSignal.abort('before'), abortedError);
    await expect(aborted.promise).rejects.toMatchObject({ cause: 'before' });
  });

  it('leaves no trace once it is disposed of, and no rejection that nobody awaits', async () => {
    const controller = new AbortController();
    const aborted = rejectOnAbort(controller.signal, abortedError);
    const unawaited = rejectOnAbort(controller.signal, abortedError);
    aborted[Symbol.dispose]();
    expect(listeners(controller.signal)).toBe(1);
    controller.abort();
    // An unhandled rejection would fail the whole run.
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await Promise.race([aborted.promise, Promise.resolve('pending')])).toBe('pending');
    await expect(unawaited.promise).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('unlessAborted', () => {
  it('gives what the work gives, and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(7), signal, abortedError)).toBe(7);
    await expect(unlessAborted(Promise.reject(new Error('bad')), signal, abortedError)).rejects.toThrow('bad');
    expect(listeners(signal)).toBe(0);
  });

  it('waits no longer than until the abort', async () => {
    const controller = new AbortController();
    const waiting = unlessAborted(new Promise(() => undefined), controller.signal, abortedError);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
