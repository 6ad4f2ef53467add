import { loadSource } from '@unifex/core';
import type { SourceInput } from '@unifex/core';
import { missingAttachment, type ReadAttachmentOptions } from '@unifex/pdf-common';
import { openDocument } from '../open-document.ts';
import { parsePdfOptions } from '../options.ts';
import { attachmentBytes } from './attachments.ts';

/**
 * The bytes of an embedded file, which the metadata lists without them.
 * @param name as `metadata.attachments` has it
 * @throws UnifexError `INVALID_OPTION` for a name that is not there (the message lists those that are), and what opening a document throws
 */
export async function readAttachment(
  input: SourceInput,
  name: string,
  options: ReadAttachmentOptions = {},
): Promise<Uint8Array> {
  const { password, signal = new AbortController().signal } = options;
  const source = await loadSource(input, { signal, ...options.source });
  const { pdf, close } = await openDocument(source, parsePdfOptions({ password }), signal);
  try {
    const found = await attachmentBytes(pdf, name);
    if (found instanceof Uint8Array) return found;
    throw missingAttachment(name, found, source);
  } finally {
    await close();
  }
}
