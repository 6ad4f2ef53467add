import { sniffMediaType, UNKNOWN_MEDIA_TYPE } from '@unifex/core';
import type { Attachment } from '@unifex/core';
import { PdfStream, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import { readTree } from '../file/trees.ts';

/** The files embedded in the document as a whole, in the order of their names. Those that hang on a page are annotations of that page. */
export async function readAttachments(file: PdfFile, warnings: string[]): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const [key, value] of await listFiles(file)) {
    const name = await attachmentName(file, value, textOf(key) ?? '');
    const attachment: Attachment = { name, size: 0 };
    const description = textOf(await file.get(value, 'Desc'));
    if (description) attachment.description = description;
    try {
      const bytes = await unpackFile(file, value);
      attachment.size = bytes.length;
      const mediaType = sniffMediaType(bytes);
      if (mediaType !== undefined && mediaType !== UNKNOWN_MEDIA_TYPE) attachment.mediaType = mediaType;
    } catch (error) {
      warnings.push(`The attachment ${JSON.stringify(name)} cannot be unpacked: ${String(error)}`);
    }
    attachments.push(attachment);
  }
  return attachments;
}

/**
 * A copy of the bytes of the first attachment of that name.
 * @returns the names that there are, where it is none of them
 */
export async function attachmentBytes(file: PdfFile, name: string): Promise<Uint8Array | string[]> {
  const names: string[] = [];
  for (const [key, value] of await listFiles(file)) {
    names.push(await attachmentName(file, value, textOf(key) ?? ''));
    if (names.at(-1) === name) return (await unpackFile(file, value)).slice();
  }
  return names;
}

/** The name of a file specification (ISO 32000-2, 7.11.3), without the folders of the machine that it came from. */
export async function attachmentName(file: PdfFile, specification: PdfObject, otherwise: string): Promise<string> {
  const value = await file.resolve(specification);
  const name = textOf(value) ?? textOf((await file.get(value, 'UF')) ?? (await file.get(value, 'F'))) ?? otherwise;
  return name.slice(name.lastIndexOf('/') + 1);
}

async function listFiles(file: PdfFile): Promise<[PdfObject, PdfObject][]> {
  return readTree(file, await file.get(await file.catalog(), 'Names', 'EmbeddedFiles'), 'Names');
}

async function unpackFile(file: PdfFile, specification: PdfObject): Promise<Uint8Array> {
  const stream = (await file.get(specification, 'EF', 'UF')) ?? (await file.get(specification, 'EF', 'F'));
  if (!(stream instanceof PdfStream)) throw new Error('the file that it names is not in the document.');
  return file.data(stream);
}
