import { UnifexError } from '@unifex/core';
import type { Engine } from './engine.ts';

/**
 * Where in a page object PDFium keeps what its interface does not tell, in 32-bit words from the object's address: the character
 * codes and positions of a text object (PDFium's text pages give characters only after they have left some out and put them in
 * another order), and which clip path it has.
 */
export interface ObjectLayout {
  /** First word of a `std::vector<uint32_t>` (begin, end): the codes; 0xffffffff stands for a kerning between two of them. */
  readonly charCodes: number;
  /** First word of a `std::vector<float>`: for every code but the first, its position on the baseline in units of the text matrix. */
  readonly charPositions: number;
  /** Address of the clip path's data, the same for all objects that share it; 0 for none. */
  readonly clipPath: number;
  /** Address of an image object's image. */
  readonly image: number;
  /** In bytes from the image's address: 1 for a stencil, 0 for a picture. */
  readonly imageMask: number;
}

/** Words that are searched: PDFium's largest page object is smaller. */
const WORDS = 40;

const CONTENT =
  'q 0 0 9 9 re W n BT /F1 10 Tf [(Ab) -100 (C)] TJ (d) Tj ET Q q 0 0 8 8 re W n BT /F1 10 Tf (e) Tj ET Q BT /F1 10 Tf (f) Tj ET ' +
  'BI /W 3 /H 5 /BPC 8 /CS /G ID aaaaaaaaaaaaaaa EI BI /W 3 /H 5 /IM true ID aaaaa EI';

/**
 * Finds the places by reading a page whose content is known, so that nothing is taken for granted of the binary that is installed.
 * @throws UnifexError `RUNTIME_UNSUPPORTED` when they are not found
 */
export function probeLayout(engine: Engine): ObjectLayout {
  const { pdfium, u8 } = engine;
  const bytes = new TextEncoder().encode(probeFile());
  const data = pdfium.malloc(bytes.length);
  u8.set(bytes, data);
  const document = pdfium.FPDF_LoadMemDocument64(data, bytes.length, 0);
  const page = pdfium.FPDF_LoadPage(document, 0);
  const objects = [0, 1, 2, 3, 4, 5].map((index) => pdfium.FPDFPage_GetObject(page, index) >> 2);
  const layout = find(engine, objects);
  pdfium.FPDF_ClosePage(page);
  pdfium.FPDF_CloseDocument(document);
  pdfium.free(data);
  if (!layout) {
    throw new UnifexError(
      'RUNTIME_UNSUPPORTED',
      'The installed @embedpdf/pdfium is not one that this version of @unifex/pdfium can read. Install the version that its package.json names.',
    );
  }
  return layout;
}

function find({ u8, u32, f32 }: Engine, objects: readonly number[]): ObjectLayout | undefined {
  const [a = 0, b = 0, c = 0, d = 0, picture = 0, stencil = 0] = objects;
  const words = Array.from({ length: WORDS }, (_, word) => word);
  const isVector = (word: number, length: number): boolean => u32[a + word + 1]! - u32[a + word]! === length * 4;
  const charCodes = words.find(
    (word) => isVector(word, 4) && [65, 98, 0xffffffff, 67].every((code, i) => u32[(u32[a + word]! >> 2) + i] === code),
  );
  // The width of "A" in Helvetica is 667 thousandths of the size; the kerning stands as it is written.
  const charPositions = words.find(
    (word) =>
      isVector(word, 3) && Math.abs(f32[u32[a + word]! >> 2]! - 6.67) < 0.01 && f32[(u32[a + word]! >> 2) + 1] === -100,
  );
  const clipPath = words.find(
    (word) =>
      u32[a + word] !== 0 && u32[a + word] === u32[b + word] && u32[a + word] !== u32[c + word] && u32[d + word] === 0,
  );
  // The image knows its size, height first, and behind it what kind it is.
  const sizeAt = (address: number): number =>
    words.findIndex((word) => u32[(address >> 2) + word] === 5 && u32[(address >> 2) + word + 1] === 3);
  const image = words.find(
    (word) => sizeAt(u32[picture + word]!) >= 0 && sizeAt(u32[picture + word]!) === sizeAt(u32[stencil + word]!),
  );
  if (charCodes === undefined || charPositions === undefined || clipPath === undefined || image === undefined) {
    return undefined;
  }
  const flags = (sizeAt(u32[picture + image]!) + 2) * 4;
  const imageMask = [0, 1, 2, 3, 4, 5, 6, 7]
    .map((byte) => flags + byte)
    .find((byte) => u8[u32[picture + image]! + byte] === 0 && u8[u32[stencil + image]! + byte] === 1);
  return imageMask === undefined ? undefined : { charCodes, charPositions, clipPath, image, imageMask };
}

function probeFile(): string {
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${CONTENT.length} >>\nstream\n${CONTENT}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.7\n';
  let table = `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n`;
  bodies.forEach((body, i) => {
    table += `${String(file.length).padStart(10, '0')} 00000 n \n`;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
  });
  return `${file}${table}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
