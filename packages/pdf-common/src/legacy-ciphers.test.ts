import { describe, expect, it } from 'vitest';
import { md5, rc4 } from './legacy-ciphers.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

describe('md5', () => {
  // RFC 1321, A.5.
  it.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      '57edf4a22be3c955ac49da2e2107b67a',
    ],
  ])('of %j', (text, digest) => {
    expect(hex(md5(bytes(text)))).toBe(digest);
  });

  it('of every length around a block', async () => {
    const { createHash } = await import('node:crypto');
    for (let length = 50; length < 130; length++) {
      const data = Uint8Array.from({ length }, (_, i) => i * 7);
      expect(hex(md5(data))).toBe(createHash('md5').update(data).digest('hex'));
    }
  });
});

describe('rc4', () => {
  // RFC 6229, key length 40 bits, offset 0.
  it('gives the key stream of RFC 6229', () => {
    expect(hex(rc4(Uint8Array.of(1, 2, 3, 4, 5), new Uint8Array(16)))).toBe('b2396305f03dc027ccc3524a0a1118a8');
  });
});
