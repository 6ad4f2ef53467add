export { tesseractBackend, tesseractBackend as default } from './backend.ts';
export { parseTesseractOptions, type TesseractOptions } from './options.ts';
export { toHocr, type HocrOptions } from './hocr/to-hocr.ts';
