import { destinationPlace, toPagePoint } from '@unifex/pdf-common';
import type { PDFDocumentProxy } from '../pdfjs.ts';

/** ISO 32000-2, 12.3.2.2: `[page /XYZ left top zoom]` and its relatives, or the name of one. */
type Destination = string | readonly unknown[];

interface Reference {
  readonly num: number;
  readonly gen: number;
}

/** Where destinations lead. Remembers what it has looked up, for documents with thousands of links to a few places. */
export class Destinations {
  readonly #pdf: PDFDocumentProxy;
  readonly #named = new Map<string, Promise<readonly unknown[] | undefined>>();
  readonly #pages = new Map<string, Promise<number | undefined>>();

  constructor(pdf: PDFDocumentProxy) {
    this.#pdf = pdf;
  }

  /** Index of the page that a destination leads to; undefined where it leads nowhere (a name or page that is not there). */
  async pageOf(destination: Destination): Promise<number | undefined> {
    const [target] = (await this.#explicit(destination)) ?? [];
    if (typeof target === 'number') return this.#inRange(target);
    if (!isReference(target)) return undefined;
    const key = `${target.num} ${target.gen}`;
    let page = this.#pages.get(key);
    if (!page) {
      // pdf.js rejects for a reference that is no page: the destination is broken, not the document.
      page = this.#pdf.getPageIndex(target).then(
        (index) => this.#inRange(index),
        () => undefined,
      );
      this.#pages.set(key, page);
    }
    return page;
  }

  /** Page, and how far below the top of it as displayed the destination is, in points; no `top` where it means the whole page. */
  async resolve(destination: Destination): Promise<{ page: number; top?: number } | undefined> {
    const page = await this.pageOf(destination);
    if (page === undefined) return undefined;
    const [, kind, ...numbers] = (await this.#explicit(destination)) ?? [];
    const place = destinationPlace((kind as { name?: string } | undefined)?.name, numbers);
    if (!place) return { page };
    const viewport = await this.#pdf.getPage(page + 1).then(
      (proxy) => proxy.getViewport({ scale: 1 }),
      () => undefined,
    );
    if (!viewport) return { page };
    const { width, height, transform } = viewport;
    // On a page that lies on its side, the way down is the way across user space.
    const sideways = transform[3] === 0;
    if (sideways ? place.left === undefined : place.top === undefined) return { page };
    const { y } = toPagePoint(place.left ?? 0, place.top ?? 0, { width, height, transform });
    return { page, top: Math.min(Math.max(y, 0), height) };
  }

  async #explicit(destination: Destination): Promise<readonly unknown[] | undefined> {
    if (typeof destination !== 'string') return destination;
    let found = this.#named.get(destination);
    if (!found) {
      found = this.#pdf.getDestination(destination).then(
        (value) => (Array.isArray(value) ? (value as unknown[]) : undefined),
        () => undefined,
      );
      this.#named.set(destination, found);
    }
    return found;
  }

  #inRange(index: number): number | undefined {
    return Number.isInteger(index) && index >= 0 && index < this.#pdf.numPages ? index : undefined;
  }
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && typeof (value as Reference).num === 'number';
}
