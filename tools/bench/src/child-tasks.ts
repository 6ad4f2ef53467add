/** How pages are shared out: an executor, and how many workers it has. */
export interface Workers {
  readonly executor: 'inline' | 'thread' | 'process';
  readonly workers: number;
}

/** Documents to read, at most so many pages of each. */
export interface Reading {
  readonly paths: readonly string[];
  readonly pages?: number;
}

/** Which backend of the house reads, and how much of a page. */
export interface HouseReading {
  /** Default `pdf`. */
  readonly extractor?: 'pdf' | 'pdfium';
  /** Lines and words only, which is all that the peers give: no rulings, images, links, annotations or form fields. */
  readonly textOnly?: boolean;
}

/** A program that prints the text of a document with its places, or its pixels. `{file}` and `{pages}` stand for what they say. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** The arguments that make it stop after so many pages. */
  readonly limited: readonly string[];
}

/** One reading of some documents. */
export interface Pass {
  readonly pages: number;
  /** Characters of text that came of it: a reader that gives nothing is fast. */
  readonly characters: number;
  /** Boxes of lines and words that came of it; absent where the reader is not asked for any. */
  readonly boxes?: number;
  readonly wallMs: number;
  /** User and system time of the process and of its children. */
  readonly cpuMs: number;
}

/** How often to read: the second reading counts, with warm workers; V8 goes on compiling for some more. */
export interface Readings {
  /** Default 2. */
  readonly readings?: number;
}

/** Pages to draw. `characters` of the result are bytes of pixels. */
export interface Rendering extends Reading {
  readonly dpi: number;
}

/** Images to read, so many at once. */
export interface ReadingImages {
  readonly paths: readonly string[];
  readonly workers: number;
  /** Folder of Tesseract's data. Default: what the reader brings along. */
  readonly dataPath?: string;
}

export interface FirstPageTimes {
  readonly coldMs: number;
  readonly warmMs: number;
}

export interface StreamedPages {
  readonly pages: number;
  readonly wallMs: number;
}

/** A document with scanned pages, read in different ways. */
export interface HybridTimes {
  /** Without OCR. */
  readonly native: Pass;
  /** The scanned pages, with OCR only. */
  readonly ocr: Pass;
  /** Everything, as `auto` does. */
  readonly hybrid: Pass;
  /** The verdict on every page. */
  readonly inspect: Pass;
}

/** Pages to ask a language model about, on a server that is there already. */
export interface Asking {
  readonly path: string;
  readonly pages: number;
  readonly input: 'text' | 'image';
  readonly dpi: number;
  readonly maxWorkers: number;
  /** Base URL of a server that takes its time, and of one that does not. */
  readonly slowUrl: string;
  readonly fastUrl: string;
}

export interface Asked {
  readonly pages: number;
  /** Values that were found on their page. */
  readonly verified: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Of the wall time, what other processes took of the machine; undefined where that cannot be read. */
  readonly stolenMs?: number;
  /** What a page costs that is asked about alone, on the server that does not take its time. */
  readonly preparationMs: number;
  /** Pages drawn, or read, at the same time; at the most. */
  readonly peakPrepared: number;
}

/** What the files in `children/` are asked, and what they answer. */
export interface ChildTasks {
  'read-with-pdfjs': { task: Reading; result: Pass };
  'read-with-unifex': { task: Reading & Workers & HouseReading & Readings; result: Pass & { readonly last?: Pass } };
  'read-with-liteparse': { task: Reading & { readonly words: boolean }; result: Pass };
  'read-with-pdf-inspector': { task: Reading; result: Pass };
  'read-with-unpdf': { task: Reading; result: Pass };
  'read-with-pdf-parse': { task: Reading; result: Pass };
  'read-with-program': { task: Reading & { readonly program: Program }; result: Pass };
  'render-with-unifex': { task: Rendering; result: Pass };
  'render-with-pdfjs': { task: Rendering; result: Pass };
  'read-hybrid': { task: { readonly path: string; readonly scanned: readonly number[] }; result: HybridTimes };
  'ocr-with-unifex': { task: ReadingImages; result: Pass };
  'ocr-with-tesseract': { task: ReadingImages; result: Pass };
  'ocr-with-liteparse': { task: ReadingImages; result: Pass };
  'first-page': { task: { readonly path: string } & Pick<Workers, 'executor'>; result: FirstPageTimes };
  'extract-structured': { task: Asking; result: Asked };
  'stream-pages': { task: { readonly path: string } & Workers; result: StreamedPages };
}

export type ChildName = keyof ChildTasks;
