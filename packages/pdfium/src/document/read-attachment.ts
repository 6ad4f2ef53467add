import { loadSource, UnifexError } from '@unifex/core';
import type { SourceInput } from '@unifex/core';
import { missingAttachment, type ReadAttachmentOptions } from '@unifex/pdf-common';
import { openDocument } from '../open-document.ts';
import { parsePdfiumOptions } from '../options.ts';
import { Session } from '../session.ts';
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
  const opened = await openDocument(source, parsePdfiumOptions({ password }), signal);
  try {
    const facts = await new Session(opened, source).facts();
    if (!facts) throw new UnifexError('DOCUMENT_CORRUPT', 'The objects of the file cannot be read.');
    const found = await attachmentBytes(facts.file, name);
    if (found instanceof Uint8Array) return found;
    throw missingAttachment(name, found, source);
  } finally {
    opened.close();
  }
}
