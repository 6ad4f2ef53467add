import type { Page } from '@unifex/core';
import type { OpenedPdfium } from '../open-document.ts';
import { frameOf, type PageFrame } from '../page/frame.ts';
import { isDict, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from './pdf-file.ts';

/** Levels of the page tree above a page. */
const MAX_DEPTH = 50;

/** US Letter: what readers take a page for that does not say how large it is. */
const LETTER = [0, 0, 612, 792] as const;

/** The dictionaries of a document's pages. Which object is which page, PDFium says: it finds pages where the page tree is damaged. */
export class PageDictionaries {
  readonly #opened: OpenedPdfium;
  readonly #file: PdfFile;
  #indexes: Map<number, number> | undefined;

  constructor(opened: OpenedPdfium, file: PdfFile) {
    this.#opened = opened;
    this.#file = file;
  }

  async dictionary(index: number): Promise<PdfDict | undefined> {
    const { engine, handle } = this.#opened;
    const number = engine.run(() => engine.pdfium.EPDFDoc_GetPageObjectNumberByIndex(handle, index));
    const page = await this.#file.object(number).catch(() => null);
    return isDict(page) ? page : undefined;
  }

  /** Index of the page that is that object; undefined for what is no page. */
  indexOf(objectNumber: number): number | undefined {
    if (!this.#indexes) {
      const { engine, handle, pageCount } = this.#opened;
      const indexes = new Map<number, number>();
      engine.run(() => {
        for (let i = 0; i < pageCount; i++) indexes.set(engine.pdfium.EPDFDoc_GetPageObjectNumberByIndex(handle, i), i);
      });
      this.#indexes = indexes;
    }
    return this.#indexes.get(objectNumber);
  }

  /** Points to a unit of user space (ISO 32000-2, table 31), which PDFium does not look at. */
  async userUnit(page: PdfDict | undefined): Promise<number> {
    const unit = await this.#file.get(page, 'UserUnit').catch(() => null);
    return typeof unit === 'number' && unit > 0 && Number.isFinite(unit) ? unit : 1;
  }

  /** What the page's content names: fonts, forms and so on. */
  async resources(page: PdfDict): Promise<PdfObject> {
    return this.#inherited(page, 'Resources');
  }

  async frame(index: number): Promise<PageFrame | undefined> {
    const page = await this.dictionary(index);
    if (!page) return undefined;
    const media = boxOf(await this.#inherited(page, 'MediaBox')) ?? LETTER;
    const crop = boxOf(await this.#inherited(page, 'CropBox')) ?? media;
    const [left, bottom, right, top] = [
      Math.max(media[0], crop[0]),
      Math.max(media[1], crop[1]),
      Math.min(media[2], crop[2]),
      Math.min(media[3], crop[3]),
    ];
    const turn = await this.#inherited(page, 'Rotate');
    const rotation = typeof turn === 'number' && turn % 90 === 0 ? ((turn % 360) + 360) % 360 : 0;
    return frameOf({ left, bottom, right, top }, rotation as Page['rotation'], await this.userUnit(page));
  }

  async #inherited(page: PdfDict, key: string): Promise<PdfObject> {
    let node: PdfObject = page;
    for (let depth = 0; isDict(node) && depth < MAX_DEPTH; depth++) {
      const value = await this.#file.get(node, key);
      if (value !== null) return value;
      node = await this.#file.get(node, 'Parent');
    }
    return null;
  }
}

function boxOf(value: PdfObject): readonly [number, number, number, number] | undefined {
  if (!Array.isArray(value) || value.length < 4) return undefined;
  const [a, b, c, d] = value;
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number')
    return undefined;
  if (a === c || b === d) return undefined;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}
