import { randomUUID } from 'node:crypto';
import { UnifexError, type DocumentMetadata, type Source } from '@unifex/core';
import { PDFDocument, PDFRef } from '@cantoo/pdf-lib';

/** What of a document's metadata says who may change it. */
type Protection = Pick<DocumentMetadata, 'encryption' | 'signatures'>;

/**
 * Whether text may be added to a document.
 * @throws UnifexError `DOCUMENT_PROTECTED` where its owner allows no changes and somebody else has opened it, and for a signed one
 *   without `allowSigned`
 */
export function checkProtection({ encryption, signatures = [] }: Protection, allowSigned: boolean): void {
  const { encrypted = false, openedWith, permissions = [] } = encryption ?? {};
  if (encrypted && openedWith !== 'owner' && !permissions.includes('modify')) {
    throw new UnifexError(
      'DOCUMENT_PROTECTED',
      'The document is encrypted, and its owner lets nobody else change it: no text can be added. ' +
        'Give the owner password in the `password` option, or save it without encryption first, if you may.',
      { details: { protection: 'encryption', permissions } },
    );
  }
  if (signatures.length > 0 && !allowSigned) {
    const who = signatures.flatMap(({ signer }) => (signer === undefined ? [] : [signer])).join(', ');
    throw new UnifexError(
      'DOCUMENT_PROTECTED',
      `The document is signed${who === '' ? '' : ` by ${who}`}, and adding text makes the signature invalid. ` +
        'Allow it with `allowSigned` for a copy whose signatures do not matter.',
      { details: { protection: 'signature', signatures: signatures.length } },
    );
  }
}

/**
 * Opens an encrypted document for changes. What is saved of it is encrypted as well (AES-256), lets others do what they might before,
 * and opens with the password given; without one where none was needed. The owner stays the owner only where the owner password was given,
 * and a password for others only where that one was: nobody else knows it.
 * @throws UnifexError `DOCUMENT_PROTECTED` where the library cannot decipher what the reader has deciphered
 */
export async function openEncrypted(
  { bytes }: Source,
  { encryption = { encrypted: true } }: Protection,
  password: string,
): Promise<PDFDocument> {
  const load = (by: string): Promise<PDFDocument> =>
    PDFDocument.load(new Uint8Array(bytes), { updateMetadata: false, throwOnInvalidObject: false, password: by });
  const { permissions = [], openedWith } = encryption;
  try {
    const pdf = await load(password);
    const { context } = pdf;
    // A new dictionary takes its place.
    if (context.trailerInfo.Encrypt instanceof PDFRef) context.delete(context.trailerInfo.Encrypt);
    const isOwner = openedWith === 'owner';
    const opensWithout = isOwner && (await load('').then(Boolean, () => false));
    pdf.encrypt({
      // Equal to the owner's, it would be asked first, and make a user of the owner.
      userPassword: opensWithout ? '' : isOwner ? randomUUID() : password,
      ownerPassword: isOwner ? password : randomUUID(),
      permissions: {
        printing: permissions.includes('print-high-quality')
          ? 'highResolution'
          : permissions.includes('print') && 'lowResolution',
        modifying: permissions.includes('modify'),
        copying: permissions.includes('copy'),
        annotating: permissions.includes('annotate'),
        fillingForms: permissions.includes('fill-forms'),
        contentAccessibility: permissions.includes('copy-for-accessibility'),
        documentAssembly: permissions.includes('assemble'),
      },
    });
    return pdf;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UnifexError(
      'DOCUMENT_PROTECTED',
      `The document is encrypted in a way that text cannot be added to it (${reason}). Save it without encryption first, if you may.`,
      { cause, details: { protection: 'encryption', permissions } },
    );
  }
}
