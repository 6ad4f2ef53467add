import type { DocumentMetadata, OutlineItem, Page } from './model.ts';
import type { RenderedPage, RenderOptions } from './render.ts';
import type { Source } from './source.ts';

/** A manifest: read by `auto`, the executors and the conformance suite. */
export interface BackendSupports {
  readonly mediaTypes: readonly string[];
  readonly environments: readonly ('node' | 'browser')[];
  /** `shared`: one opened document serves many pages at once (engine threads, network); `exclusive`: one page at a time. */
  readonly concurrency: 'exclusive' | 'shared';
  /** Takes the `password` option. */
  readonly passwords?: boolean;
  /** Takes the `granularity` option. */
  readonly granularity?: boolean;
  /** Fills `page.coverage`. */
  readonly coverage?: boolean;
  /** Can turn a page into an image. */
  readonly render?: boolean;
  /** Reads text from pixels: `auto` asks it where a page has no text of its own, with a PNG of what it is to read. */
  readonly ocr?: boolean;
  /** Sends what it reads to another machine: `auto` takes it only where somebody names it. */
  readonly network?: boolean;
}

export interface OpenContext {
  readonly signal: AbortSignal;
  /**
   * Finds a backend that this one needs, named by a reference among its options. Absent: it is imported by its module, which
   * a queue worker must not allow.
   */
  readonly resolve?: (ref: BackendRef) => Promise<Backend>;
}

export interface PageContext {
  readonly signal: AbortSignal;
}

/** What a backend package exports by default: enough to open a document here, in a worker, or on another machine. Stateless. */
export interface Backend<Options extends object = object> {
  readonly apiVersion: 1;
  /** What people write: `pdf`, `pdfium`, `tesseract`… */
  readonly type: string;
  /** The import specifier (or absolute `file:` URL) whose default export is this object: what workers import. */
  readonly module: string;
  readonly supports: BackendSupports;
  /** Fills defaults and checks; runs on both sides of a boundary. @throws UnifexError `INVALID_OPTION` */
  parseOptions(input: unknown): Options;
  /**
   * Opens a document.
   * @throws UnifexError `PASSWORD_REQUIRED`, `PASSWORD_WRONG`, `DOCUMENT_CORRUPT`, `ABORTED`
   */
  open(source: Source, options: Options, context: OpenContext): Promise<DocumentReader>;
}

/** One opened document, as a backend gives it. Disposing twice is fine; use after disposal throws `EXTRACTOR_DISPOSED`. */
export interface DocumentReader extends AsyncDisposable {
  readonly pageCount: number;
  /** What was wrong with the file and had to be repaired to open it. Absent for a sound document, and where nothing is known. */
  readonly repaired?: string;
  /** @param index 0-based. Returns the page in points. */
  extractPage(index: number, context: PageContext): Promise<Page>;
  metadata(): Promise<DocumentMetadata>;
  outline?(): Promise<OutlineItem[]>;
  /** Turns a page into an image; there where the backend's manifest says `render`. @param index 0-based */
  renderPage?(index: number, options: RenderOptions, context: PageContext): Promise<RenderedPage>;
}

/** A backend and its options as plain data: no secrets, no functions. */
export interface BackendRef {
  readonly apiVersion: 1;
  readonly type: string;
  readonly module: string;
  readonly options: object;
}
