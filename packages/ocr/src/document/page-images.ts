import type { DocumentMetadata, OutlineItem } from '@unifex/core';
import type { RawImage } from '../image/pixels.ts';

/** A page as it was taken from its document. */
export interface SourcePage {
  /** Its pixels are on memory that threads share. */
  readonly image: RawImage;
  /** Size as displayed, in points. */
  readonly width: number;
  readonly height: number;
  /** Clockwise rotation that the document asks for, and that has been done. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** The page is nothing but this image, in its own pixels; absent where it was drawn. */
  readonly isImage?: true;
  /** What was wrong with it, without costing it. */
  readonly warnings: readonly string[];
}

/** A document as images of its pages. */
export interface PageImages extends AsyncDisposable {
  readonly pageCount: number;
  page(index: number, signal: AbortSignal): Promise<SourcePage>;
  metadata(): Promise<DocumentMetadata>;
  outline(): Promise<OutlineItem[]>;
}
