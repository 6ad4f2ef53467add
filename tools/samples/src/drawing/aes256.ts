import { createCipheriv, createHash } from 'node:crypto';
import type { PdfObject } from './objects.ts';

/** What pdfkit's PDFSecurity (lib/security) keeps of a document that it encrypts. */
interface Security {
  readonly dictionary: PdfObject;
  readonly encryptionKey: Uint8Array;
}

/**
 * Lifts the encryption that pdfkit makes as revision 5, an extension by Adobe that is withdrawn, to revision 6: the one of
 * ISO 32000-2 (7.6.4.4.7 and 7.6.4.4.8). Only the entries that prove the passwords differ.
 */
export function useRevision6(doc: PDFKit.PDFDocument, userPassword: string, ownerPassword: string): void {
  const { dictionary, encryptionKey } = (doc as unknown as { _security: Security })._security;
  const salts = (entry: unknown): [Uint8Array, Uint8Array] => {
    const bytes = entry as Uint8Array;
    return [bytes.subarray(32, 40), bytes.subarray(40, 48)];
  };
  const entries = (password: string, [validation, key]: [Uint8Array, Uint8Array], user: Uint8Array) => {
    const bytes = Buffer.from(password, 'utf8');
    const proof = Buffer.concat([hash(bytes, validation, user), validation, key]);
    return { proof, wrapped: encrypt('aes-256-cbc', hash(bytes, key, user), new Uint8Array(16), encryptionKey) };
  };
  const user = entries(userPassword, salts(dictionary.data['U']), new Uint8Array(0));
  const owner = entries(ownerPassword, salts(dictionary.data['O']), user.proof);
  Object.assign(dictionary.data, { R: 6, U: user.proof, UE: user.wrapped, O: owner.proof, OE: owner.wrapped });
}

/** Algorithm 2.B of ISO 32000-2. */
function hash(password: Uint8Array, salt: Uint8Array, user: Uint8Array): Uint8Array {
  let key: Uint8Array = digest('sha256', Buffer.concat([password, salt, user]));
  for (let round = 0; ; round++) {
    const block = Buffer.concat([password, key, user]);
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => block));
    const encrypted = encrypt('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32), repeated);
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = digest((['sha256', 'sha384', 'sha512'] as const)[remainder]!, encrypted);
    if (round >= 63 && encrypted.at(-1)! <= round - 31) return key.subarray(0, 32);
  }
}

function digest(algorithm: 'sha256' | 'sha384' | 'sha512', data: Uint8Array): Uint8Array {
  return createHash(algorithm).update(data).digest();
}

function encrypt(cipher: 'aes-128-cbc' | 'aes-256-cbc', key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  const stream = createCipheriv(cipher, key, iv).setAutoPadding(false);
  return Buffer.concat([stream.update(data), stream.final()]);
}
