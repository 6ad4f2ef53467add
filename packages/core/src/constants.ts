/** The names of the extractors that the project knows, for `createExtractor`. Any registered type works as well. */
export const ExtractorType = {
  PDF: 'pdf',
  PDFIUM: 'pdfium',
  TESSERACT: 'tesseract',
  /** A server that answers `POST /ocr` (see the OCR guide). */
  OCR_SERVER: 'ocr-server',
  /** The best installed backend for what the bytes are. */
  AUTO: 'auto',
} as const;
export type ExtractorType = (typeof ExtractorType)[keyof typeof ExtractorType];

/** The names of the executors that the project knows, for the `executor` option. Any registered type works as well. */
export const ExecutorType = {
  /** In the calling thread, on the document that is already open. */
  INLINE: 'inline',
  /** In worker threads, which share the document's memory. */
  THREAD: 'thread',
  /** In child processes. */
  PROCESS: 'process',
} as const;
export type ExecutorType = (typeof ExecutorType)[keyof typeof ExecutorType];

const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/bmp', 'image/gif', 'image/tiff'] as const;

export interface KnownBackend {
  readonly module: string;
  readonly mediaTypes: readonly string[];
  /** As in the backend's manifest. */
  readonly ocr?: boolean;
  readonly network?: boolean;
}

/**
 * Packages that bring the known extractors. Imported on first use when the type is not registered. `auto` prefers them in this
 * order: of the two that read PDFs, PDFium is the faster one, and pdf.js reads what PDFium cannot.
 */
export const KNOWN_BACKENDS: Readonly<Record<string, KnownBackend>> = {
  pdfium: { module: '@unifex/pdfium', mediaTypes: ['application/pdf'] },
  pdf: { module: '@unifex/pdf', mediaTypes: ['application/pdf'] },
  tesseract: { module: '@unifex/ocr', ocr: true, mediaTypes: IMAGES },
  'ocr-server': { module: '@unifex/ocr/server', ocr: true, network: true, mediaTypes: IMAGES },
};

/** Packages that bring the known executors. */
export const KNOWN_EXECUTORS: Readonly<Record<string, string>> = {
  thread: '@unifex/executors',
  process: '@unifex/executors',
};
