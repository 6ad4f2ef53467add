import type { ErrorCode } from './errors.ts';

/** An engine whose reading of a page was not taken. */
export interface RejectedEngine {
  /** Type of the backend. */
  engine: string;
  /** What was wrong with its reading, or the message of the error that it gave. */
  reason: string;
  /** Code of that error; absent where it read the page, and another engine read it better. */
  code?: ErrorCode;
}

/** What was done about text in pixels, and why. */
export interface OcrProvenance {
  /** Type of the backend that read the pixels; absent where none did. */
  engine?: string;
  /** What the page was taken for before (see `inspect`). */
  verdict: 'native' | 'scan' | 'mixed' | 'garbled' | 'empty';
  /** What led to the verdict, for people. */
  reason: string;
  /** What became of a text layer that an OCR program had put on the page. */
  textLayer?: 'kept' | 'replaced';
  /** OCR engines that could not be used, and why. */
  rejected?: RejectedEngine[];
  /** What the engine did to the pixels before it read them, step by step, for people. */
  preprocessing?: string[];
}

/** Which engine read a page, and why that one. Set where a reader chooses between engines (`auto`). */
export interface PageProvenance {
  /** Type of the backend that read the page. */
  engine: string;
  /** Engines that were preferred to it, and why their reading was not taken. */
  rejected?: RejectedEngine[];
  /** What was wrong with the document's file and had to be repaired to open it. */
  repaired?: string;
  /** What is damaged of the page itself, so that some of it may be missing. */
  damaged?: string;
  /** Present where the page has text in pixels. */
  ocr?: OcrProvenance;
  /** What was done to the page's image before text was read from it, step by step, for people. */
  preprocessing?: string[];
}
