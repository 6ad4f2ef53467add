export { highlightPdf, type HighlightPdfOptions } from './highlight-pdf.ts';
export {
  toHighlights,
  type Highlight,
  type HighlightColor,
  type Highlights,
  type UnplacedValue,
} from './highlights.ts';
