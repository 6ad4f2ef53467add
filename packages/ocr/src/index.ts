export { tesseractBackend, tesseractBackend as default } from './backend.ts';
export { parseTesseractOptions, type TesseractOptions } from './options.ts';
