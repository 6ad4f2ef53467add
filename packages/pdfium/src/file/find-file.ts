import type { OpenedPdfium } from '../open-document.ts';
import { PdfFile } from './pdf-file.ts';

/** Flags of FPDF_SaveAsCopy (fpdf_save.h). */
const REMOVE_SECURITY = 3;

/**
 * The objects of an opened document: of the file itself where it is in the clear and in order, else of a copy that PDFium writes
 * of it, deciphered and repaired.
 * @returns undefined where neither can be read
 */
export async function findFile(opened: OpenedPdfium): Promise<PdfFile | undefined> {
  const isEncrypted = opened.engine.run(() => opened.engine.pdfium.EPDF_IsEncrypted(opened.handle)) !== 0;
  if (!isEncrypted) {
    const file = await openSound(opened.bytes);
    if (file) return file;
  }
  const copy = opened.engine.run(() => writeCopy(opened));
  return copy && openSound(copy);
}

/** A file whose catalog and first objects can be reached. */
async function openSound(bytes: Uint8Array): Promise<PdfFile | undefined> {
  try {
    const file = await PdfFile.open(bytes);
    return (await file.get(await file.catalog(), 'Pages')) === null ? undefined : file;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function writeCopy({ engine, handle }: OpenedPdfium): Uint8Array | undefined {
  const { pdfium } = engine;
  const writer = pdfium.PDFiumExt_OpenFileWriter();
  try {
    if (!pdfium.FPDF_SaveAsCopy(handle, writer, REMOVE_SECURITY)) return undefined;
    const size = pdfium.PDFiumExt_GetFileWriterSize(writer);
    const buffer = pdfium.malloc(size);
    if (buffer === 0) return undefined;
    pdfium.PDFiumExt_GetFileWriterData(writer, buffer, size);
    const copy = engine.u8.slice(buffer, buffer + size);
    pdfium.free(buffer);
    return copy;
  } finally {
    pdfium.PDFiumExt_CloseFileWriter(writer);
  }
}
