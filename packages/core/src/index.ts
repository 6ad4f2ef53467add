export {
  ERROR_CODES,
  UnifexError,
  abortedError,
  deserializeError,
  isUnifexError,
  serializeError,
  toUnifexError,
  type ErrorCause,
  type ErrorCode,
  type ErrorInfo,
} from './errors.ts';
export type * from './model.ts';
export type * from './provenance.ts';
export { DEFAULT_DPI, UNITS, type BBox, type Point, type Unit } from './units.ts';
export type { Source, SourceInput, SourceOptions } from './source.ts';
export type { Backend, BackendRef, BackendSupports, DocumentReader, OpenContext, PageContext } from './backend.ts';
export type { Executor, ExecutorModule, PageResult, PageTask, ProgressEvent, RunOptions } from './executor.ts';

export { ExecutorType, ExtractorType } from './constants.ts';
export { createExtractor, type CreateExtractorOptions } from './create-extractor.ts';
export type { ExtractionResult, Extractor } from './extractor.ts';
export type { ExtractOptions, PagesOptions } from './extract-options.ts';
export { createRegistry, registry, type Registry } from './registry.ts';
export { extractorTypes } from './find-backend.ts';
export { executorTypes } from './find-executor.ts';

export { loadSource, sourceFromBytes } from './load-source.ts';
export { describeMediaType, sniffMediaType, UNKNOWN_MEDIA_TYPE } from './media-type.ts';

export { defineBackend, importBackend, refOf } from './backend-ref.ts';
export { InlineExecutor, inlineExecutor } from './inline-executor.ts';
export { failedPage, readPage } from './read-page.ts';
export { linkSignals, rejectOnAbort, type LinkedSignal } from './link-signals.ts';
export { checkOptions, invalidOption, optionsParser, type CheckedOptions, type OptionCheck } from './options.ts';
export { assertRuntime, MINIMUM_NODE } from './runtime.ts';

export { convertBBox, convertPage, convertPoint, type PageFrame } from './convert-page.ts';
export {
  bboxArea,
  boxAround,
  clampBBox,
  containsBBox,
  intersectBBox,
  normalizeAngle,
  polygonToBox,
  rotateBBox,
  unionBBox,
} from './geometry.ts';
export { newBBox, newTextWord } from './young-objects.ts';
export { inspect, type DocumentInspection, type InspectOptions } from './inspect/inspect.ts';
export type { PageFigures, PageInspection, PageKind } from './inspect/page-inspection.ts';
export type { OcrMode, OcrOptions, OcrSetting } from './auto/choose-ocr.ts';
export { search, type SearchMatch, type SearchOptions } from './search.ts';
export {
  checkRenderOptions,
  DEFAULT_MAX_PIXELS,
  DEFAULT_RENDER_DPI,
  imageSize,
  type CheckedRenderOptions,
  type ImageFormat,
  type ImageFrame,
  type PageImageData,
  type PageTransform,
  type RenderedPage,
  type RenderOptions,
} from './render.ts';
