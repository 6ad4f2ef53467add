import type { PageProvenance } from './provenance.ts';
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
  /**
   * Numbers, on the page and from 0, of the line and the paragraph that the block is a part of, where the reader tells (OCR). Blocks of
   * one line have one number: its words, or its pieces where gaps part it, as between the cells of a table.
   */
  line?: number;
  paragraph?: number;
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
  /** The active areas, where the link is not simply its box: one for each line of a wrapped text. */
  quads?: BBox[];
  /** External target: an absolute URL of a harmless scheme (http, https, mailto, ftp, tel). */
  url?: string;
  /** External target as the file has it, where it is no such URL (relative, another file, another scheme). Follow only after a check of your own. */
  unsafeUrl?: string;
  /** Index of the page that the link leads to. */
  page?: number;
  /** Name of the destination, where the link leads to a named one. */
  destination?: string;
  /** A viewer's command instead of a target: `NextPage`, `Print`… */
  action?: string;
}

export interface Annotation {
  /** The PDF subtype: `Text`, `Highlight`, `FreeText`, `Stamp`… */
  type: string;
  bbox: BBox;
  /** The marked areas of a text markup (highlight, underline, strike-out): one for each line. */
  quads?: BBox[];
  /** What {@link Annotation.inReplyTo} of another annotation of the document names. */
  id?: string;
  contents?: string;
  author?: string;
  /** ISO 8601. */
  created?: string;
  /** ISO 8601. */
  modified?: string;
  color?: string;
  /** The `id` of the annotation that this one answers. */
  inReplyTo?: string;
  /** Name of the file that hangs on a `FileAttachment`. */
  attachment?: string;
  /** Not shown on the page. */
  hidden?: boolean;
}

export interface FormField {
  /** Fully qualified name (`parent.child`). */
  name: string;
  type: 'text' | 'checkbox' | 'radio' | 'choice' | 'button' | 'signature';
  bbox: BBox;
  /** Checkbox and radio: the export value when on, `false` when off. Multi-select: the chosen export values. */
  value: string | boolean | string[] | null;
  options?: { label: string; value: string }[];
  /** Checkbox and radio: what `value` is when this one is on. */
  exportValue?: string;
  readOnly?: boolean;
  required?: boolean;
  multiline?: boolean;
  /** Several of the `options` may be chosen. */
  multiSelect?: boolean;
  /** Not shown on the page. */
  hidden?: boolean;
  /** What a person is told the field is for (the tooltip). */
  label?: string;
  /** Index of the page that the field stands on. */
  page?: number;
}

/** Glyphs that are not in `texts`, and why; `replaced`: what OCR read from the page stands there instead. */
export interface OmittedText {
  reason: HiddenReason | 'duplicate' | 'unmapped' | 'replaced';
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
  /**
   * How many other shapes the page paints and shows, as subpaths: curves, slanted lines, polygons, which are neither in `rulings` nor in
   * `fills`. Letters that were turned into outlines are among them. Present with `rulings`, where the reader counts.
   */
  shapes?: number;
  links?: Link[];
  annotations?: Annotation[];
  formFields?: FormField[];
  coverage?: Coverage;
  provenance?: PageProvenance;
  /** What went wrong with a part of the page without costing the rest. */
  warnings?: string[];
}

export interface OutlineItem {
  title: string;
  /** Index of the page that the entry leads to. */
  page?: number;
  /** How far below the top of that page as displayed the entry leads to, in points. */
  top?: number;
  /** Name of the destination, where the entry leads to a named one. */
  destination?: string;
  /** External target: an absolute URL of a harmless scheme. */
  url?: string;
  /** External target as the file has it, where it is no such URL (another file, another scheme). Follow only after a check of your own. */
  unsafeUrl?: string;
  bold?: boolean;
  italic?: boolean;
  children: OutlineItem[];
}

export interface Attachment {
  name: string;
  description?: string;
  /** Number of bytes, unpacked. */
  size: number;
  /** Sniffed from the bytes; absent where they are no known format. */
  mediaType?: string;
}

/** What a signer's certificate says of itself. Nobody has checked whether to believe it. */
export interface SignatureCertificate {
  /** Distinguished name: `CN=Jane Doe, O=Example, C=DE`. */
  subject: string;
  issuer: string;
  /** Hexadecimal. */
  serialNumber: string;
  /** ISO 8601. */
  validFrom: string;
  /** ISO 8601. */
  validTo: string;
}

/**
 * `intact`: the signed bytes are those that were signed, and the signature fits the certificate in the file. `altered`: they
 * are not, or it does not. `unknown`: not checked (a format or algorithm that the reader does not know). None of them says
 * that the certificate is to be trusted.
 */
export type SignatureIntegrity = 'intact' | 'altered' | 'unknown';

export interface Signature {
  fieldName: string;
  /** Common name of the signer's certificate, else the dictionary's /Name. */
  signer?: string;
  /** ISO 8601. */
  signedAt?: string;
  reason?: string;
  location?: string;
  contact?: string;
  /** /SubFilter, such as `adbe.pkcs7.detached`. */
  format?: string;
  /** Which bytes are signed: offset and length pairs. */
  byteRange: number[];
  /** Whether the signed bytes reach the end of the file (nothing was appended after signing). */
  coversWholeFile: boolean;
  certificate?: SignatureCertificate;
  integrity?: SignatureIntegrity;
}

export interface Encryption {
  encrypted: boolean;
  /** What a reader with the user password may do: `print`, `modify`, `copy`, `annotate`, `fill-forms`, `copy-for-accessibility`, `assemble`, `print-high-quality`. */
  permissions?: string[];
  /** Which of the two passwords opened it; an empty user password, which needs no asking, is `user`. The owner may do everything. */
  openedWith?: 'user' | 'owner';
  /** `RC4 40 bit`, `RC4 128 bit`, `AES 128 bit`, `AES 256 bit`. */
  algorithm?: string;
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
  /** BCP 47 tag of the document's main language. */
  language?: string;
  /** Says of itself that it is tagged: its structure is marked up. */
  tagged?: boolean;
  /** Ordered so that the first page shows before the rest has arrived. */
  linearized?: boolean;
  /** Kinds of interactive form that it carries. */
  forms?: ('acroform' | 'xfa')[];
  encryption?: Encryption;
  /** Entries that are in none of the named fields above. */
  custom?: Record<string, string>;
  /** The XMP packet's properties by qualified name (`dc:title`). */
  xmp?: Record<string, string | string[]>;
  pageLabels?: string[];
  attachments?: Attachment[];
  /** In the order in which they were made. */
  signatures?: Signature[];
  /** What of the above could not be read, without costing the rest. */
  warnings?: string[];
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
