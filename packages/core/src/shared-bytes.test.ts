import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateShared, ByteCollector, checkSize, isShared, toShared } from './shared-bytes.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5);

describe('toShared', () => {
  it('copies bytes to shared memory, of a part no more than the part', () => {
    const shared = toShared(bytes.subarray(1, 3));
    expect(isShared(shared)).toBe(true);
    expect(shared).toEqual(Uint8Array.of(2, 3));
    expect(shared.buffer.byteLength).toBe(2);
  });

  it('takes bytes that are shared already as they are', () => {
    const shared = toShared(bytes);
    expect(toShared(shared)).toBe(shared);
    const part = shared.subarray(2);
    expect(toShared(part)).toBe(part);
  });

  it('makes a plain Uint8Array of a Buffer without a copy', () => {
    const shared = new SharedArrayBuffer(8);
    const plain = toShared(Buffer.from(shared, 2, 4));
    expect(Buffer.isBuffer(plain)).toBe(false);
    expect(plain.buffer).toBe(shared);
    expect([plain.byteOffset, plain.length]).toEqual([2, 4]);
    expect(Buffer.isBuffer(toShared(Buffer.from('abc')))).toBe(false);
  });
});

describe('allocateShared', () => {
  it('gives zeroed shared memory', () => {
    expect(isShared(allocateShared(3))).toBe(true);
    expect(allocateShared(3)).toEqual(new Uint8Array(3));
  });
});

describe('checkSize', () => {
  it('lets the limit itself pass', () => {
    expect(() => checkSize(10, 10, 'a.pdf')).not.toThrow();
  });

  it('says how many bytes there are, the limit, and how to raise it', () => {
    expect(() => checkSize(11, 10, 'a.pdf')).toThrow(
      expect.objectContaining({
        code: 'SOURCE_TOO_LARGE',
        message: 'a.pdf has 11 bytes; the limit is 10. Raise the source option `maxBytes` to read it.',
        details: { maxBytes: 10, size: 11 },
      }),
    );
    expect(() => checkSize(64, 10, 'a.pdf', true)).toThrow('a.pdf has more than 10 bytes; the limit is 10.');
  });
});

describe('ByteCollector', () => {
  it('gathers what arrives, whatever size was announced', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), fc.nat(200), (chunks, announced) => {
        const collector = new ByteCollector('x', 10_000, announced);
        for (const chunk of chunks) collector.add(chunk);
        const gathered = collector.finish();
        expect([...gathered]).toEqual(chunks.flatMap((chunk) => [...chunk]));
        expect(isShared(gathered)).toBe(true);
      }),
    );
  });

  it('takes chunks whose memory is used again for the next', () => {
    for (const announced of [0, 2, 6]) {
      const collector = new ByteCollector('x', 100, announced);
      const chunk = new Uint8Array(3);
      for (const value of [1, 2]) collector.add(chunk.fill(value));
      expect(collector.finish()).toEqual(Uint8Array.of(1, 1, 1, 2, 2, 2));
    }
  });

  it('stops at the limit, as announced or as it arrives', () => {
    expect(() => new ByteCollector('x', 10, 11)).toThrow('x has 11 bytes');
    const collector = new ByteCollector('x', 5);
    collector.add(bytes);
    expect(() => collector.add(Uint8Array.of(6))).toThrow('x has more than 5 bytes');
  });
});
