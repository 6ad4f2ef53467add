import { sniffMediaType, UNKNOWN_MEDIA_TYPE } from '@unifex/core';
import type { Attachment } from '@unifex/core';
import type { PDFDocumentProxy } from '../pdfjs.ts';

/** An embedded file as pdf.js lists it, without its bytes (core/file_spec.js). */
interface FileEntry {
  readonly filename: string;
  readonly description: string;
}

/** The files embedded in the document as a whole, in the order of their names. Those that hang on a page are annotations of that page. */
export async function readAttachments(pdf: PDFDocumentProxy, warnings: string[]): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const [key, entry] of await listFiles(pdf)) {
    const attachment: Attachment = { name: entry.filename, size: 0 };
    if (entry.description) attachment.description = entry.description;
    const bytes = await unpack(pdf, key).catch((error: unknown) => {
      warnings.push(`The attachment ${JSON.stringify(entry.filename)} cannot be unpacked: ${String(error)}`);
    });
    if (bytes) {
      attachment.size = bytes.length;
      const mediaType = sniffMediaType(bytes);
      if (mediaType !== undefined && mediaType !== UNKNOWN_MEDIA_TYPE) attachment.mediaType = mediaType;
    }
    attachments.push(attachment);
  }
  return attachments;
}

/**
 * A copy of the bytes of the first attachment of that name.
 * @returns the names that there are, where it is none of them
 */
export async function attachmentBytes(
  pdf: PDFDocumentProxy,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | string[]> {
  const files = [...(await listFiles(pdf))];
  const found = files.find(([, entry]) => entry.filename === name);
  if (!found) return files.map(([, entry]) => entry.filename);
  return new Uint8Array(await unpack(pdf, found[0]));
}

async function listFiles(pdf: PDFDocumentProxy): Promise<Map<string, FileEntry>> {
  return ((await pdf.getAttachments()) as Map<string, FileEntry> | null) ?? new Map<string, FileEntry>();
}

/** The parser's own bytes: not to be written to, nor to be given away. */
async function unpack(pdf: PDFDocumentProxy, id: string): Promise<Uint8Array> {
  const bytes = await pdf.getAttachmentContent(id);
  if (!bytes) throw new Error('the file that it names is not in the document.');
  return bytes;
}
