export { ocrServerBackend, ocrServerBackend as default } from './backend.ts';
export { parseOcrServerOptions, type OcrServerOptions } from './options.ts';
export { ServerFailure, type FailureKind } from './provider-error.ts';
export { serveOcr, type OcrServer, type ServeOcrOptions } from './serve.ts';
