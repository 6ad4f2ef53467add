import { UnifexError, type Page } from '@unifex/core';
import type { PDFDocument } from '@cantoo/pdf-lib';
import { PDFName, PDFNumber, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import type { PlacedWord } from './level-words.ts';
import { textOperators, toUserSpace, wordsOf } from './place-words.ts';
import { TextFont } from './text-font.ts';

/** Points that a page may differ in between two readers of the file. */
const SAME_SIZE = 1;

/** A PDF to whose pages invisible text is added. What they show stays as it is. */
export class TextLayer {
  readonly #pdf: PDFDocument;
  readonly #font: TextFont = new TextFont();
  readonly #fontRef: PDFRef;

  constructor(pdf: PDFDocument) {
    this.#pdf = pdf;
    this.#fontRef = pdf.context.nextRef();
  }

  get pageCount(): number {
    return this.#pdf.getPageCount();
  }

  /**
   * Adds the words that OCR read on a page, in their places.
   * @returns how many
   * @throws UnifexError `DOCUMENT_CORRUPT` where the page is another one here than where it was read
   */
  add(page: Page): number {
    const words = wordsOf(page.texts.filter((block) => block.origin === 'ocr' && !isOfOldLayer(block, page)));
    if (words.length === 0) return 0;
    const target = this.#pdf.getPage(page.index);
    this.#write(target, page, words);
    return words.length;
  }

  async save(): Promise<Uint8Array> {
    if (this.#font.used) this.#font.write(this.#pdf, this.#fontRef);
    return await this.#pdf.save();
  }

  #write(target: PDFPage, page: Page, words: readonly PlacedWord[]): void {
    const { context } = this.#pdf;
    const box = visibleBox(target);
    const userUnit = target.node.lookupMaybe(PDFName.of('UserUnit'), PDFNumber)?.asNumber() ?? 1;
    checkSize(page, box, userUnit);
    target.node.normalize();
    // The page's own content may leave the coordinates changed behind it.
    const [save, restore] = [context.stream('q\n'), context.stream('\nQ\n')].map((stream) =>
      context.register(stream),
    ) as [PDFRef, PDFRef];
    target.node.wrapContentStreams(save, restore);
    const name = target.node.newFontDictionary('UnifexText', this.#fontRef).decodeText();
    const operators = textOperators(words, this.#font, name, toUserSpace(page, box, userUnit));
    target.node.addContentStream(context.register(context.flateStream(`q\n${operators}\nQ`)));
  }
}

/** Text of a layer that is in the file already: it has a font of the file, and what was read from pixels has none. */
function isOfOldLayer({ font }: Page['texts'][number], { provenance }: Page): boolean {
  return font !== undefined && provenance?.ocr?.textLayer === 'kept';
}

interface UserBox {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** What of a page is displayed, in its user space: the crop box, as far as it lies in the media box (ISO 32000-1, 14.11.2). */
function visibleBox(page: PDFPage): UserBox {
  const edges = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }): UserBox => ({
    left: Math.min(x, x + width),
    bottom: Math.min(y, y + height),
    right: Math.max(x, x + width),
    top: Math.max(y, y + height),
  });
  const [media, crop] = [edges(page.getMediaBox()), edges(page.getCropBox())];
  const box = {
    left: Math.max(media.left, crop.left),
    bottom: Math.max(media.bottom, crop.bottom),
    right: Math.min(media.right, crop.right),
    top: Math.min(media.top, crop.top),
  };
  return box.left < box.right && box.bottom < box.top ? box : media;
}

function checkSize(
  { index, width, height, rotation }: Page,
  { left, bottom, right, top }: UserBox,
  unit: number,
): void {
  const [across, along] = [(right - left) * unit, (top - bottom) * unit];
  const [w, h] = rotation % 180 === 0 ? [across, along] : [along, across];
  if (Math.abs(w - width) <= SAME_SIZE && Math.abs(h - height) <= SAME_SIZE) return;
  throw new UnifexError(
    'DOCUMENT_CORRUPT',
    `Page ${index} is ${width} by ${height} points where it was read, and ${w} by ${h} where text is to be added: the file is damaged. ` +
      'Print it to a new PDF first.',
    { details: { page: index } },
  );
}
