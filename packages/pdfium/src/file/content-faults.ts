import { findFault } from '#platform';
import { nameOf, PdfStream, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from './pdf-file.ts';

/** A page of more content streams is not looked at. */
const MAX_STREAMS = 1000;

/**
 * What is wrong with the data of a page's content (ISO 32000-2, 7.8.2), as far as it is packed with FlateDecode. PDFium says nothing of it:
 * it draws what comes before the fault, and leaves out the rest of that stream. To unpack them a second time costs a fiftieth of the page.
 * @returns undefined where nothing is, or nothing can be known
 */
export async function findContentFault(file: PdfFile, page: PdfDict): Promise<string | undefined> {
  const contents = await file.get(page, 'Contents');
  const parts: readonly PdfObject[] = Array.isArray(contents) ? contents : [contents];
  let faults = 0;
  let first: string | undefined;
  for (const part of parts.slice(0, MAX_STREAMS)) {
    const stream = await file.resolve(part);
    if (!(stream instanceof PdfStream)) continue;
    const fault = await faultOf(file, stream);
    if (fault === undefined) continue;
    first ??= fault;
    faults += 1;
  }
  if (first === undefined) return undefined;
  return parts.length === 1
    ? `its content cannot be unpacked to the end (${first})`
    : `${faults} of the ${parts.length} streams of its content cannot be unpacked to the end (${first})`;
}

async function faultOf(file: PdfFile, stream: PdfStream): Promise<string | undefined> {
  const filter = await file.get(stream.dict, 'Filter');
  const outer = nameOf(Array.isArray(filter) ? await file.resolve(filter[0]) : filter);
  if (outer !== 'FlateDecode' && outer !== 'Fl') return undefined;
  const packed = await file.packed(stream).catch(() => undefined);
  return packed && findFault(packed);
}
