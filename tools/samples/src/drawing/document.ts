import PDFDocument from 'pdfkit';
import type { Truth, TruthPage } from '../truth.ts';
import { withFixedRandom } from './fixed-random.ts';
import { Sheet } from './sheet.ts';

/** The date in every sample: the same bytes come out on every day and every machine. */
export const SAMPLE_DATE: Date = new Date(Date.UTC(2026, 2, 16, 9, 30, 0));

/** A4, in points. */
export const A4: readonly [number, number] = [595.28, 841.89];

export interface DrawnSample {
  bytes: Uint8Array;
  truth: Truth;
}

export interface DocumentOptions extends PDFKit.PDFDocumentOptions {
  title: string;
  author?: string;
  subject?: string;
  keywords?: string;
}

export interface Pages {
  readonly doc: PDFKit.PDFDocument;
  /** Adds a page. */
  sheet(size?: readonly [number, number], rotate?: 0 | 90 | 180 | 270): Sheet;
}

/** Draws a document with pdfkit. The same calls give the same bytes. */
export async function drawDocument(
  name: string,
  description: string,
  { title, author, subject, keywords, ...options }: DocumentOptions,
  draw: (pages: Pages) => void,
): Promise<DrawnSample> {
  const pages: TruthPage[] = [];
  const bytes = await withFixedRandom(name, async () => {
    const doc = new PDFDocument({
      autoFirstPage: false,
      pdfVersion: '1.7',
      lang: 'en',
      ...options,
      info: {
        Title: title,
        Author: author ?? 'unifex',
        ...(subject === undefined ? {} : { Subject: subject }),
        ...(keywords === undefined ? {} : { Keywords: keywords }),
        Producer: 'pdfkit',
        Creator: 'unifex samples',
        CreationDate: SAMPLE_DATE,
        ModDate: SAMPLE_DATE,
      },
    });
    const chunks: Uint8Array[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      doc.on('end', resolve);
      doc.on('error', reject);
    });
    draw({
      doc,
      sheet: (size = A4, rotate = 0) => {
        const sheet = new Sheet(doc, size, rotate);
        pages.push(sheet.page);
        return sheet;
      },
    });
    doc.end();
    await ended;
    return new Uint8Array(Buffer.concat(chunks));
  });
  return { bytes, truth: { name, description, pages } };
}
