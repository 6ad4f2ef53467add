import type { BBox, Point, Unit } from './units.ts';

/** Where a piece of text came from: the document's own text, or an engine that read pixels. */
export type TextOrigin = 'native' | 'ocr' | 'cloud' | 'llm';

/**
 * Why a reader of the displayed page does not see a piece of text:
 * `invisible` is drawn with an invisible render mode or fully transparent (the text layer of a searchable scan),
 * `clipped` lies outside the clipping path in force, `off-page` lies outside the page's crop box,
 * `hidden-layer` belongs to an optional-content layer that is switched off.
 */
export type HiddenReason = 'invisible' | 'clipped' | 'off-page' | 'hidden-layer';

/** Direction in which a block is read: left to right, right to left, or top to bottom (vertical CJK). */
export type TextDirection = 'ltr' | 'rtl' | 'ttb';

export interface FontInfo {
  /** PostScript name without its subset prefix: `Helvetica-Bold`, not `ABCDEF+Helvetica-Bold`. */
  name: string;
  /** Size as displayed (font size times text and current matrix), in the page's unit. */
  size: number;
  /** CSS weight, 100 to 900. */
  weight: number;
  bold: boolean;
  italic: boolean;
  monospace?: boolean;
  serif?: boolean;
}

export interface TextWord {
  text: string;
  bbox: BBox;
  /** 0 to 1. Absent where the reader gives none (native text). */
  confidence?: number;
  chars?: TextChar[];
}

export interface TextChar {
  text: string;
  bbox: BBox;
}

/** A piece of text with its place: a character, a word or a line, as the `granularity` option asks. */
export interface TextBlock {
  /** Unicode text in reading (logical) order. */
  text: string;
  bbox: BBox;
  /** Clockwise angle of the baseline on the displayed page, in degrees, 0 <= rotation < 360. */
  rotation: number;
  origin: TextOrigin;
  direction?: TextDirection;
  /** 0 to 1. Absent where the reader gives none (native text). */
  confidence?: number;
  font?: FontInfo;
  /** Fill colour as `#rrggbb`. Absent where it is a pattern or unknown. */
  color?: string;
  /** Present only on text that a reader of the displayed page does not see. */
  hidden?: HiddenReason;
  words?: TextWord[];
}

export interface TableCell {
  text: string;
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
  bbox?: BBox;
}

export interface Table {
  /** Index of the page that the table stands on. */
  page: number;
  bbox?: BBox;
  rowCount: number;
  colCount: number;
  cells: TableCell[];
}

/** A place where an image is drawn. */
export interface PageImage {
  bbox: BBox;
  /** Clockwise, in degrees. */
  rotation: number;
  /** Size of the sampled image, in its own pixels, where the reader knows it. */
  pixelWidth?: number;
  pixelHeight?: number;
  /** A stencil that is painted with the current colour, not a picture. */
  mask?: boolean;
}

/** A straight stroked line, or a filled rectangle so thin that it is one: what table borders are made of. */
export interface Ruling {
  start: Point;
  end: Point;
  /** Thickness in the page's unit. */
  thickness: number;
  color?: string;
}

export interface FilledRect {
  bbox: BBox;
  color?: string;
}

export interface Link {
  bbox: BBox;
  /** External target. */
  url?: string;
  /** Index of the page that the link leads to. */
  page?: number;
}

export interface Annotation {
  /** The PDF subtype: `Text`, `Highlight`, `FreeText`, `Stamp`… */
  type: string;
  bbox: BBox;
  contents?: string;
  author?: string;
  /** ISO 8601. */
  modified?: string;
  color?: string;
}

export interface FormField {
  /** Fully qualified name (`parent.child`). */
  name: string;
  type: 'text' | 'checkbox' | 'radio' | 'choice' | 'button' | 'signature';
  bbox: BBox;
  /** Checkbox and radio: the export value when on, `false` when off. Multi-select: the chosen export values. */
  value: string | boolean | string[] | null;
  options?: { label: string; value: string }[];
  readOnly?: boolean;
  required?: boolean;
  label?: string;
}

/** Glyphs that are not in `texts`, and why. */
export interface OmittedText {
  reason: HiddenReason | 'duplicate' | 'unmapped';
  glyphs: number;
  /** What was left out, as far as it could be read. Cut after 200 characters. */
  sample: string;
}

/** The account of a page's glyphs: `inTexts` plus every `omitted[].glyphs` is `glyphs`. White space does not count. */
export interface Coverage {
  /** Glyphs that the page's content draws. */
  glyphs: number;
  /** Of these, how many stand in `texts` (hidden ones too, marked there). */
  inTexts: number;
  omitted: OmittedText[];
}

/** One finished page: plain data, structured-cloneable and JSON-serialisable. Origin of all boxes: top left of the page as displayed. */
export interface Page {
  /** 0-based. */
  index: number;
  /** The page's own label (`iv`, `A-3`), where the document has labels. */
  label?: string;
  /** Size as displayed (after `rotation`), in `unit`; 1 x 1 when normalized. */
  width: number;
  height: number;
  unit: Unit;
  /** Size as displayed in points, whatever `unit` is: what conversions start from. */
  sizeInPoints: { width: number; height: number };
  /** Pixels an inch. Present where `unit` is `pixels`. */
  dpi?: number;
  /** Clockwise rotation that the document asks for; boxes are given after it. */
  rotation: 0 | 90 | 180 | 270;
  texts: TextBlock[];
  tables: Table[];
  images?: PageImage[];
  rulings?: Ruling[];
  fills?: FilledRect[];
  links?: Link[];
  annotations?: Annotation[];
  formFields?: FormField[];
  coverage?: Coverage;
  /** What went wrong with a part of the page without costing the rest. */
  warnings?: string[];
}

export interface OutlineItem {
  title: string;
  /** Index of the page that the entry leads to. */
  page?: number;
  url?: string;
  bold?: boolean;
  italic?: boolean;
  children: OutlineItem[];
}

export interface Attachment {
  name: string;
  description?: string;
  size: number;
}

export interface Signature {
  fieldName: string;
  /** Common name of the signer's certificate, else the dictionary's /Name. */
  signer?: string;
  /** ISO 8601. */
  signedAt?: string;
  reason?: string;
  location?: string;
  /** /SubFilter, such as `adbe.pkcs7.detached`. */
  format?: string;
  /** Which bytes are signed: offset and length pairs. */
  byteRange: number[];
  /** Whether the signed bytes reach the end of the file (nothing was appended after signing). */
  coversWholeFile: boolean;
}

export interface DocumentMetadata {
  pageCount: number;
  title?: string;
  author?: string;
  subject?: string;
  keywords?: string;
  creator?: string;
  producer?: string;
  /** ISO 8601. */
  createdAt?: string;
  /** ISO 8601. */
  modifiedAt?: string;
  /** Version of the format: `1.7`. */
  formatVersion?: string;
  encryption?: { encrypted: boolean; permissions?: string[] };
  /** Entries that are in none of the named fields above. */
  custom?: Record<string, string>;
  /** The XMP packet's properties by qualified name (`dc:title`). */
  xmp?: Record<string, string | string[]>;
  pageLabels?: string[];
  attachments?: Attachment[];
  signatures?: Signature[];
}

/** What is known of where a document came from. */
export interface SourceInfo {
  /** Path or URL as given; absent for bytes and streams. */
  uri?: string;
  name?: string;
  mediaType: string;
  size: number;
}

export interface Document {
  source: SourceInfo;
  /** The pages that succeeded, in the order asked for. */
  pages: Page[];
  metadata: DocumentMetadata;
  outline?: OutlineItem[];
}
