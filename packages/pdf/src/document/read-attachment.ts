import { loadSource, UnifexError } from '@unifex/core';
import type { SourceInput, SourceOptions } from '@unifex/core';
import { openDocument } from '../open-document.ts';
import { parsePdfOptions } from '../options.ts';
import { attachmentBytes } from './attachments.ts';

export interface ReadAttachmentOptions {
  /** User or owner password of an encrypted document. */
  readonly password?: string;
  readonly source?: SourceOptions;
  readonly signal?: AbortSignal;
}

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
    const names = found.map((item) => JSON.stringify(item)).join(', ');
    throw new UnifexError(
      'INVALID_OPTION',
      `There is no attachment ${JSON.stringify(name)} in ${source.info.uri ?? source.info.name ?? 'the document'}. ${names ? `It has: ${names}.` : 'It has none.'}`,
      { details: { name, allowed: found } },
    );
  } finally {
    await close();
  }
}
