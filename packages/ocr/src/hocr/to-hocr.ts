import { convertPage, unionBBox, type BBox, type Document, type Page, type TextBlock } from '@unifex/core';

export interface HocrOptions {
  /** Pixels an inch of the boxes. Default 300; of a page that is an image, those of the image. */
  dpi?: number;
  /** BCP 47 tag of the text's main language. Default `en`. */
  language?: string;
  /** What the pages are images of. Default: the path or name of the document. */
  imageName?: string;
}

const DEFAULT_DPI = 300;

/**
 * A document as hOCR 1.2 (kba.cloud/hocr-spec): XHTML in which pages, paragraphs (of text that OCR read), lines and words say where they stand, in pixels from the
 * top left of the page, and how sure the engine was of them. Text that the page does not show is left out.
 */
export function toHocr({ pages, source }: Pick<Document, 'pages' | 'source'>, options: HocrOptions = {}): string {
  const { language = 'en', imageName = source.uri ?? source.name ?? 'document' } = options;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">',
    `<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="${escape(language)}" lang="${escape(language)}">`,
    '<head>',
    `<title>${escape(source.name ?? imageName)}</title>`,
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />',
    '<meta name="ocr-system" content="unifex" />',
    '<meta name="ocr-capabilities" content="ocr_page ocr_par ocr_line ocrx_word ocrp_dir" />',
    `<meta name="ocr-number-of-pages" content="${pages.length}" />`,
    `<meta name="ocr-langs" content="${escape(language)}" />`,
    '</head>',
    '<body>',
    ...pages.map((page) => pageElement(page, imageName, options.dpi)),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function pageElement(page: Page, imageName: string, asked: number | undefined): string {
  const dpi = asked ?? resolutionOf(page) ?? DEFAULT_DPI;
  const inPixels = convertPage(page, 'pixels', { dpi });
  const frame: BBox = { x0: 0, y0: 0, x1: Math.round(inPixels.width), y1: Math.round(inPixels.height) };
  const number = page.index + 1;
  const resolution = Math.round(dpi);
  const title = [
    `image ${quoted(imageName)}`,
    bboxOf(frame, frame),
    `ppageno ${page.index}`,
    ...(page.label === undefined ? [] : [`lpageno ${quoted(page.label)}`]),
    `scan_res ${resolution} ${resolution}`,
  ];
  const lines = inPixels.texts.filter(({ hidden }) => hidden === undefined || hidden === 'invisible');
  return [
    `<div class="ocr_page" id="page_${number}" title="${escape(title.join('; '))}">`,
    ...paragraphsOf(lines).map((paragraph) => paragraphElement(paragraph, `${number}`, frame)),
    '</div>',
  ].join('\n');
}

/** Lines of a page with their places in it. */
type NumberedLine = readonly [line: TextBlock, number: number];

/** Neighbouring lines of one paragraph; those of none stand alone. */
function paragraphsOf(lines: readonly TextBlock[]): NumberedLine[][] {
  const paragraphs: NumberedLine[][] = [];
  for (const [i, line] of lines.entries()) {
    const before = paragraphs.at(-1);
    const goesOn = line.paragraph !== undefined && line.paragraph === before?.[0]?.[0].paragraph;
    if (before && goesOn) before.push([line, i + 1]);
    else paragraphs.push([[line, i + 1]]);
  }
  return paragraphs;
}

function paragraphElement(lines: readonly NumberedLine[], page: string, frame: BBox): string {
  const elements = lines.map(([line, number]) => lineElement(line, `${page}_${number}`, frame));
  const [[first, number] = []] = lines;
  if (first?.paragraph === undefined) return elements.join('\n');
  const box = unionBBox(lines.map(([{ bbox }]) => bbox));
  return [`<p class="ocr_par" id="par_${page}_${number}" title="${bboxOf(box, frame)}">`, ...elements, '</p>'].join(
    '\n',
  );
}

function lineElement(
  { text, bbox, rotation, direction, confidence, words }: TextBlock,
  id: string,
  frame: BBox,
): string {
  // hOCR counts angles against the clock.
  const angle = rotation === 0 ? [] : [`textangle ${decimal((360 - rotation) % 360)}`];
  const own = words && words.length > 0 ? words : [{ text, bbox, ...(confidence === undefined ? {} : { confidence }) }];
  const spans = own.map((word, i) => {
    const sure = word.confidence ?? confidence;
    const title = [bboxOf(word.bbox, frame), ...(sure === undefined ? [] : [`x_wconf ${decimal(sure * 100)}`])];
    return `<span class="ocrx_word" id="word_${id}_${i + 1}" title="${title.join('; ')}">${escape(word.text)}</span>`;
  });
  const dir = direction === 'rtl' ? ' dir="rtl"' : '';
  return `<span class="ocr_line" id="line_${id}"${dir} title="${[bboxOf(bbox, frame), ...angle].join('; ')}">${spans.join(' ')}</span><br />`;
}

/** Pixels an inch of an image that is the whole page. */
function resolutionOf({ images = [], width, height, sizeInPoints }: Page): number | undefined {
  const [image, ...more] = images;
  if (!image?.pixelWidth || !image.pixelHeight || more.length > 0) return undefined;
  const covers = (image.bbox.x1 - image.bbox.x0) * (image.bbox.y1 - image.bbox.y0) > width * height * 0.98;
  return covers && image.rotation === 0 ? (image.pixelWidth / sizeInPoints.width) * 72 : undefined;
}

/** Whole pixels around a box, on the page, and at least one wide and high. */
function bboxOf(box: BBox, frame: BBox): string {
  const clamp = (value: number, max: number): number => Math.min(Math.max(0, value), max);
  const x0 = clamp(Math.floor(box.x0 + 1e-6), frame.x1 - 1);
  const y0 = clamp(Math.floor(box.y0 + 1e-6), frame.y1 - 1);
  const x1 = clamp(Math.ceil(box.x1 - 1e-6), frame.x1);
  const y1 = clamp(Math.ceil(box.y1 - 1e-6), frame.y1);
  return `bbox ${x0} ${y0} ${Math.max(x1, x0 + 1)} ${Math.max(y1, y0 + 1)}`;
}

/** A string of a property: there is no way to write a quote in one. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, (char) => (char === '\\' ? '/' : "'")).replace(/\s+/g, ' ')}"`;
}

function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Characters that XML 1.0 has no place for are dropped. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
