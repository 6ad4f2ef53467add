import type { EncryptionDictionary } from './encryption-dictionary.ts';
import { md5, rc4 } from './legacy-ciphers.ts';

/** ISO 32000-2, 7.6.4.3.2, step a: what a short password is filled up with. */
const PADDING = Uint8Array.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a'
    .match(/../g)!
    .map((pair) => Number.parseInt(pair, 16)),
);

/** Whether a password is the user password of a document (ISO 32000-2, algorithms 6 and 11). */
export async function isUserPassword(password: string, dictionary: EncryptionDictionary): Promise<boolean> {
  const { revision, user } = dictionary;
  if (revision >= 5) {
    const bytes = new TextEncoder().encode(password.normalize('NFKC')).slice(0, 127);
    const input = concat(bytes, user.subarray(32, 40));
    const hash = revision === 5 ? await sha(256, input) : await hash2B(bytes, input);
    return startsWith(user, hash);
  }
  const key = fileKey(password, dictionary);
  if (revision === 2) return startsWith(user, rc4(key, PADDING));
  let check = rc4(key, md5(concat(PADDING, dictionary.fileId)));
  for (let round = 1; round <= 19; round++)
    check = rc4(
      key.map((byte) => byte ^ round),
      check,
    );
  return startsWith(user, check);
}

/** Algorithm 2. Characters outside Latin-1 cannot stand in such a password. */
function fileKey(password: string, dictionary: EncryptionDictionary): Uint8Array<ArrayBuffer> {
  const { revision, owner, permissions, fileId, encryptMetadata } = dictionary;
  const length = revision === 2 ? 5 : dictionary.keyLength / 8;
  const padded = concat(
    Uint8Array.from(password.slice(0, 32), (char) => char.charCodeAt(0)),
    PADDING,
  ).slice(0, 32);
  const flags = Uint8Array.of(permissions, permissions >> 8, permissions >> 16, permissions >> 24);
  const extra = revision >= 4 && !encryptMetadata ? Uint8Array.of(255, 255, 255, 255) : new Uint8Array(0);
  let hash = md5(concat(padded, owner.subarray(0, 32), flags, fileId, extra));
  if (revision >= 3) for (let round = 0; round < 50; round++) hash = md5(hash.slice(0, length));
  return hash.slice(0, length);
}

/** Algorithm 2.B, for a user password. */
async function hash2B(password: Uint8Array<ArrayBuffer>, input: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  let k = await sha(256, input);
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = concat(password, k);
    const repeated = new Uint8Array(block.length * 64);
    for (let i = 0; i < 64; i++) repeated.set(block, i * block.length);
    const key = await crypto.subtle.importKey('raw', k.slice(0, 16), 'AES-CBC', false, ['encrypt']);
    // WebCrypto always pads; the padding is a block of its own here, because the input is a whole number of blocks.
    const padded = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: k.slice(16, 32) }, key, repeated);
    const encrypted = new Uint8Array(padded).slice(0, repeated.length);
    // The first 16 bytes as one big number modulo 3: 256 leaves 1, so their sum has the same remainder.
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    k = await sha(([256, 384, 512] as const)[remainder]!, encrypted);
    last = encrypted.at(-1)!;
  }
  return k.slice(0, 32);
}

async function sha(bits: 256 | 384 | 512, data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest(`SHA-${bits}`, data));
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

/** Revision 3 and 4 compare 16 bytes, the others 32: as many as the check gives. */
function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => byte === bytes[i]);
}
