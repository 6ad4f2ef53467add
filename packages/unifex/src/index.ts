// The values of `@unifex/core` by name; a test compares this list with what core exports.
export type * from '@unifex/core';
export {
  ERROR_CODES,
  UnifexError,
  abortedError,
  deserializeError,
  isUnifexError,
  serializeError,
  toUnifexError,
  DEFAULT_DPI,
  UNITS,
  ExecutorType,
  ExtractorType,
  createRegistry,
  registry,
  extractorTypes,
  executorTypes,
  loadSource,
  sourceFromBytes,
  describeMediaType,
  sniffMediaType,
  UNKNOWN_MEDIA_TYPE,
  defineBackend,
  importBackend,
  refOf,
  InlineExecutor,
  inlineExecutor,
  failedPage,
  readPage,
  linkSignals,
  rejectOnAbort,
  checkOptions,
  invalidOption,
  optionsParser,
  assertRuntime,
  MINIMUM_NODE,
  convertBBox,
  convertPage,
  convertPoint,
  bboxArea,
  boxAround,
  clampBBox,
  containsBBox,
  intersectBBox,
  normalizeAngle,
  polygonToBox,
  rotateBBox,
  unionBBox,
  search,
  DEFAULT_MAX_PIXELS,
  DEFAULT_RENDER_DPI,
  checkRenderOptions,
  imageSize,
} from '@unifex/core';

export { createExtractor } from './create-extractor.ts';
export { inspect } from './inspect.ts';
export { closePools, warmPool } from './executors.ts';
export { tesseractBackend, toHocr, type HocrOptions, type TesseractOptions } from '@unifex/ocr';
export {
  ocrServerBackend,
  serveOcr,
  type OcrServer,
  type OcrServerOptions,
  type ServeOcrOptions,
} from '@unifex/ocr/server';
export { pdfBackend, type PdfOptions } from '@unifex/pdf';
export { pdfiumBackend, type PdfiumOptions } from '@unifex/pdfium';
