import type { BBox } from '../units.ts';

/**
 * What a page is to a reader of text: `native` has all of its text as text, `scan` has it as pixels only, `mixed` has some of
 * each, `garbled` has text whose characters are unknown or wrong, `empty` shows nothing.
 */
export type PageKind = 'native' | 'scan' | 'mixed' | 'garbled' | 'empty';

/** What a verdict stands on. Shares are 0 to 1. */
export interface PageFigures {
  /** Glyphs that the page shows, white space apart. */
  glyphs: number;
  /** Glyphs that are drawn invisibly: the text layer of a searchable scan. */
  invisibleGlyphs: number;
  /** Share of all these glyphs without a readable character. */
  unmappedShare: number;
  /** Share of neighbouring letters that hardly ever meet in any language of Latin script; absent where letters are too few to tell. */
  nonsense?: number;
  /** Share of the page under images. */
  imageShare: number;
  /** Share of the page inside the boxes of text that it shows. */
  textShare: number;
  /** Shapes that the page paints and that are no lines and no rectangles; absent where its reader does not count them. */
  shapes?: number;
  /** Share of the images (of the page, where it has none) that looks like writing and lies under no text; absent where nobody looked. */
  writingShare?: number;
}

/** The cheap verdict on a page: from its text layer and its images, and where these do not tell, from a small picture of it. */
export interface PageInspection {
  /** 0-based. */
  index: number;
  kind: PageKind;
  /** What led to the verdict, for people. */
  reasons: string[];
  /** Why the page could not be drawn where it was to be looked at: what is in pixels there is not known. Absent for a page that could be seen. */
  unseen?: string;
  /** The text over the images was itself made by OCR: invisible text that lies where the pixels are. */
  ocrLayer: boolean;
  /** Where there is text that no text layer has, in points from the top left of the displayed page: what OCR has to read. */
  ocrRegions: BBox[];
  /** Where an OCR layer lies, in points: what a fresh reading would read. */
  layerRegions: BBox[];
  figures: PageFigures;
}

/** Luminance of a part of a page, row by row, 0 black to 255 white. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A small picture of a part of a page, the part as it was drawn (grown to whole pixels), and pixels a point. */
export interface Glance {
  readonly image: GreyImage;
  readonly region: BBox;
  readonly scale: { readonly x: number; readonly y: number };
}

/** The page could not be drawn, and why. */
export interface FailedGlance {
  readonly failed: string;
}

/** Draws a part of a page, in points; undefined where nobody can. */
export type Look = (region: BBox) => Promise<Glance | FailedGlance | undefined>;
