export { missingAttachment, type ReadAttachmentOptions } from './attachments.ts';
export type { Clip } from './clip.ts';
export { destinationPlace } from './destination-place.ts';
export { multiply, transformBox, type Matrix } from './matrix.ts';
export { PDF_READING_DEFAULTS, pdfReadingChecks, type PdfReadingOptions } from './reading-options.ts';
export { dingbat, isDingbatsFont } from './dingbats.ts';
export { clean, namedFields, type Info } from './document-info.ts';
export { findEncryptionDictionary, type EncryptionDictionary } from './encryption-dictionary.ts';
export { describeEncryption } from './encryption.ts';
export { fontInfo, plainFontName, weightOf, type FontStyle } from './font-style.ts';
export { textOfGlyphName } from './glyph-names.ts';
export { spellNumberedNames } from './numbered-glyph-names.ts';
export { md5, rc4 } from './legacy-ciphers.ts';
export { coverage, textBlocks, type TextContent, type TextOptions } from './page-texts.ts';
export { pdfDateToIso } from './pdf-date.ts';
export { readable } from './readable.ts';
export {
  addLine,
  countShape,
  fillRectangle,
  strokeLines,
  type PathSink,
  type PathStyle,
  type StrokeStyle,
  type Subpath,
} from './rules.ts';
export { markDamaged, markRepaired, repairWarning } from './repair/mark-repaired.ts';
export { inspectContents, type ByteRange } from './signatures.ts';
export { parseXmp, type XmpProperties } from './xmp.ts';
export { isHidden, type AnnotationData } from './annotation-data.ts';
export { toAnnotation } from './annotations.ts';
export { toFormField } from './form-fields.ts';
export { toPageBox, toPagePoint, toPageQuads, type PageFrame } from './to-page-box.ts';
