import { describe, expect, it } from 'vitest';
import { createInThreadPorts, type InThreadPort } from './in-thread-port.ts';

/** Resolves with the next message. */
function received(port: InThreadPort): Promise<unknown> {
  return new Promise((resolve) => {
    const listener = (event: { data: unknown }): void => {
      port.removeEventListener('message', listener);
      resolve(event.data);
    };
    port.addEventListener('message', listener);
  });
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('createInThreadPorts', () => {
  it('hands messages to the other side, by reference, in order and not at once', async () => {
    const [a, b] = createInThreadPorts();
    const got: unknown[] = [];
    b.addEventListener('message', ({ data }) => got.push(data));
    const message = { shared: new Uint8Array(new SharedArrayBuffer(4)) };
    a.postMessage(message);
    a.postMessage('second');
    expect(got).toEqual([]);
    await turn();
    expect(got[0]).toBe(message);
    expect(got[1]).toBe('second');
  });

  it('answers', async () => {
    const [a, b] = createInThreadPorts();
    b.addEventListener('message', ({ data }) => b.postMessage(`re: ${String(data)}`));
    const answer = received(a);
    a.postMessage('hello');
    expect(await answer).toBe('re: hello');
  });

  it('is silent to those that have gone', async () => {
    const [a, b] = createInThreadPorts();
    const got: string[] = [];
    const controller = new AbortController();
    const first = (): void => void got.push('first');
    b.addEventListener('message', first);
    b.addEventListener('message', () => void got.push('second'), { signal: controller.signal });
    b.addEventListener('message', () => void got.push('third'));
    a.postMessage(1);
    await turn();
    b.removeEventListener('message', first);
    controller.abort();
    a.postMessage(2);
    await turn();
    b.terminate();
    a.postMessage(3);
    await turn();
    expect(got).toEqual(['first', 'second', 'third', 'third']);
  });

  it('leaves timers their turn, however long the two talk', async () => {
    const [a, b] = createInThreadPorts();
    let turns = 0;
    let messages = 0;
    let talking = true;
    a.addEventListener('message', () => {
      messages++;
      if (talking) a.postMessage('more');
    });
    b.addEventListener('message', () => {
      if (talking) b.postMessage('more');
    });
    const timer = setInterval(() => {
      // Without their turn, the timers would never stop the two.
      if (++turns === 3) talking = false;
    }, 1);
    a.postMessage('start');
    while (talking) await turn();
    clearInterval(timer);
    expect(turns).toBe(3);
    expect(messages).toBeGreaterThan(10);
  });
});
