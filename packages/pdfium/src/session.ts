import type { Source } from '@unifex/core';
import { Destinations } from './document/destinations.ts';
import { readHiddenLayers, type HiddenLayers } from './document/layers.ts';
import { readPageLabels } from './document/page-labels.ts';
import { findFile } from './file/find-file.ts';
import { PageDictionaries } from './file/page-dictionaries.ts';
import type { PdfFile } from './file/pdf-file.ts';
import type { OpenedPdfium } from './open-document.ts';

/** The objects of a file, and what has been learnt of them. */
export interface FileFacts {
  readonly file: PdfFile;
  readonly pages: PageDictionaries;
  readonly destinations: Destinations;
  /** One for each page, where the document has labels. */
  readonly pageLabels: readonly string[] | undefined;
  /** The layers that are switched off; undefined where none is. */
  readonly hiddenLayers: HiddenLayers | undefined;
  /** Whether form fields are to be drawn anew from their values, whatever appearance they bring (ISO 32000-2, table 224). */
  readonly needAppearances: boolean;
}

/** An opened document, and what has been learnt of it. */
export class Session {
  readonly opened: OpenedPdfium;
  readonly source: Source;
  /** How many pages have been asked of it, and how many calls are at work with it. */
  pages = 0;
  calls = 0;
  #facts: Promise<FileFacts | undefined> | undefined;

  constructor(opened: OpenedPdfium, source: Source) {
    this.opened = opened;
    this.source = source;
  }

  /** Undefined where the objects of the file cannot be read. */
  facts(): Promise<FileFacts | undefined> {
    return (this.#facts ??= this.#read());
  }

  async #read(): Promise<FileFacts | undefined> {
    const { opened } = this;
    const file = await findFile(opened);
    if (!file) return undefined;
    const pages = new PageDictionaries(opened, file);
    return {
      file,
      pages,
      destinations: new Destinations(file, pages, opened.pageCount),
      pageLabels: await readPageLabels(file, opened.pageCount),
      hiddenLayers: await readHiddenLayers(file),
      needAppearances: (await file.get(await file.catalog(), 'AcroForm', 'NeedAppearances')) === true,
    };
  }
}
