export { Lexer } from './lexer.ts';
export { isDict, nameOf, PdfName, PdfRef, PdfStream, textOf, type PdfDict, type PdfObject } from './objects.ts';
