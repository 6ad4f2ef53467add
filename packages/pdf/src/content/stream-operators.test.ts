import { describe, expect, it } from 'vitest';
import type { PDFPageProxy } from '../pdfjs.ts';
import type { OperatorList } from './interpret.ts';
import { streamOperators } from './stream-operators.ts';

const OPS = { setFont: 1, setGState: 2, showText: 3 };

/** A page as pdf.js has it, as far as it gathers operators. */
class FakePage {
  readonly fonts: Set<string> = new Set();
  readonly commonObjs: { has: (id: string) => boolean } = { has: (id) => this.fonts.has(id) };
  readonly gathered: OperatorList & { fnArray: number[]; argsArray: unknown[] } = { fnArray: [], argsArray: [] };
  readonly #send: (send: (list: OperatorList) => void, page: FakePage) => void;

  constructor(send: (send: (list: OperatorList) => void, page: FakePage) => void) {
    this.#send = send;
  }

  _renderPageChunk(chunk: OperatorList & { length: number }): void {
    for (let i = 0; i < chunk.length; i++) {
      this.gathered.fnArray.push(chunk.fnArray[i]!);
      this.gathered.argsArray.push(chunk.argsArray[i]);
    }
  }

  async getOperatorList(): Promise<OperatorList> {
    this.#send((list) => this._renderPageChunk({ ...list, length: list.fnArray.length }), this);
    return this.gathered;
  }
}

async function stream(page: FakePage, onOperators?: (list: OperatorList) => void): Promise<unknown[][]> {
  const seen: unknown[][] = [];
  await streamOperators(page as unknown as PDFPageProxy, OPS, 1, (list) => {
    seen.push([...list.argsArray]);
    onOperators?.(list);
  });
  return seen;
}

const text = (...args: string[]): OperatorList => ({ fnArray: args.map(() => OPS.showText), argsArray: args });
const font = (id: string): OperatorList => ({ fnArray: [OPS.setFont], argsArray: [[id, 12]] });

describe('streamOperators', () => {
  it('hands operators on as they come, and leaves none with the page', async () => {
    let seenBeforeEnd = 0;
    const page = new FakePage((send) => {
      send(text('a', 'b'));
      send(text('c'));
      seenBeforeEnd = count;
    });
    let count = 0;
    expect((await stream(page, () => count++)).flat()).toEqual(['a', 'b', 'c']);
    expect(seenBeforeEnd).toBe(2);
    expect(page.gathered.fnArray).toEqual([]);
    page._renderPageChunk({ ...text('later'), length: 1 });
    expect(page.gathered.argsArray).toEqual(['later']);
    expect(count).toBe(3);
  });

  it('waits for a font with all that follows, and goes on in order', async () => {
    const page = new FakePage((send, { fonts }) => {
      send(text('a'));
      send(font('f1'));
      fonts.add('f1');
      send(text('b'));
    });
    expect((await stream(page)).flat()).toEqual(['a', ['f1', 12], 'b']);
    const known = new FakePage((send, { fonts }) => {
      fonts.add('f1');
      send({ fnArray: [OPS.setGState], argsArray: [[[['Font', ['f2', 9]]]]] });
      send(font('f1'));
      send(text('b'));
    });
    expect((await stream(known)).flat()).toEqual([[[['Font', ['f2', 9]]]], ['f1', 12], 'b']);
  });

  it('reads a page whose pdf.js gathers otherwise', async () => {
    const page = {
      commonObjs: { has: () => true },
      getOperatorList: async () => text('a', 'b'),
    };
    expect((await stream(page as unknown as FakePage)).flat()).toEqual(['a', 'b']);
  });

  it('fails with the first error, and goes no further', async () => {
    const page = new FakePage((send) => {
      send(text('a'));
      send(text('b'));
    });
    let calls = 0;
    const failing = stream(page, () => {
      calls += 1;
      throw new Error('no sense in it');
    });
    await expect(failing).rejects.toThrow('no sense in it');
    expect(calls).toBe(1);
    page._renderPageChunk({ ...text('later'), length: 1 });
    expect(calls).toBe(1);
  });
});
