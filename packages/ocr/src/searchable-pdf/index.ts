export { makeSearchablePdf, type SearchablePdf, type SearchablePdfOptions } from './make-searchable.ts';
