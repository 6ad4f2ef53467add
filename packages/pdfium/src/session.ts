import type { Source } from '@unifex/core';
import { findFile } from './file/find-file.ts';
import { isDict } from './file/objects.ts';
import type { PdfFile } from './file/pdf-file.ts';
import { readHiddenLayers, type HiddenLayers } from './document/layers.ts';
import type { OpenedPdfium } from './open-document.ts';

/** An opened document, and what has been learnt of it. */
export class Session {
  readonly opened: OpenedPdfium;
  readonly source: Source;
  #file: Promise<PdfFile | undefined> | undefined;
  #layers: Promise<HiddenLayers | undefined> | undefined;

  constructor(opened: OpenedPdfium, source: Source) {
    this.opened = opened;
    this.source = source;
  }

  /** The file's objects; undefined where they cannot be read. */
  file(): Promise<PdfFile | undefined> {
    return (this.#file ??= findFile(this.opened, this.source));
  }

  /** Names of the layers that are switched off; undefined where none is. */
  hiddenLayers(): Promise<HiddenLayers | undefined> {
    return (this.#layers ??= this.file().then((file) => file && readHiddenLayers(file).catch(() => undefined)));
  }

  /** Points to a unit of user space (ISO 32000-2, 14.11.2 and table 31), which PDFium does not look at. */
  async userUnit(index: number): Promise<number> {
    const file = await this.file();
    if (!file) return 1;
    const { engine, handle } = this.opened;
    const number = engine.run(() => engine.pdfium.EPDFDoc_GetPageObjectNumberByIndex(handle, index));
    const page = await file.object(number).catch(() => null);
    const unit = isDict(page) ? await file.resolve(page.get('UserUnit')).catch(() => null) : null;
    return typeof unit === 'number' && unit > 0 && Number.isFinite(unit) ? unit : 1;
  }
}
