import type { Encryption } from '@unifex/core';
import { findEncryptionDictionary, type EncryptionDictionary } from './encryption-dictionary.ts';
import { isUserPassword } from './user-password.ts';

/** ISO 32000-2, table 22: bit values of /P by what they allow. */
const PERMISSIONS: readonly (readonly [bit: number, name: string])[] = [
  [0x4, 'print'],
  [0x8, 'modify'],
  [0x10, 'copy'],
  [0x20, 'annotate'],
  [0x100, 'fill-forms'],
  [0x200, 'copy-for-accessibility'],
  [0x400, 'assemble'],
  [0x800, 'print-high-quality'],
];

/**
 * How an encrypted document is encrypted, and which password opened it.
 * @param permissions the bits that are set of /P; undefined where they are not known
 * @param password the one that was given: it has opened the document, as user's or as owner's
 */
export async function describeEncryption(
  bytes: Uint8Array,
  permissions: number | undefined,
  password: string | undefined,
): Promise<Encryption> {
  const result: Encryption = { encrypted: true };
  if (permissions !== undefined) {
    result.permissions = PERMISSIONS.filter(([bit]) => (permissions & bit) !== 0).map(([, name]) => name);
  }
  const dictionary = findEncryptionDictionary(bytes);
  if (!dictionary) return result;
  const algorithm = algorithmOf(dictionary);
  if (algorithm !== undefined) result.algorithm = algorithm;
  // Whoever opens it without a password has used the empty user password.
  result.openedWith = !password || (await isUserPassword(password, dictionary)) ? 'user' : 'owner';
  return result;
}

/** ISO 32000-2, tables 20 and 25. */
function algorithmOf({ version, keyLength, cryptMethod }: EncryptionDictionary): string | undefined {
  if (version === 1) return 'RC4 40 bit';
  if (version === 2 || version === 3) return `RC4 ${keyLength} bit`;
  return { V2: 'RC4 128 bit', AESV2: 'AES 128 bit', AESV3: 'AES 256 bit' }[cryptMethod ?? ''];
}
