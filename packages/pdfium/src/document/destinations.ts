import { isDict, nameOf, PdfRef, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PageDictionaries } from '../file/page-dictionaries.ts';
import type { PdfFile } from '../file/pdf-file.ts';
import { readTree } from '../file/trees.ts';
import { destinationPlace, toPagePoint } from '@unifex/pdf-common';

/** Where destinations lead. Remembers the names, for documents with thousands of links to a few places. */
export class Destinations {
  readonly #file: PdfFile;
  readonly #pages: PageDictionaries;
  readonly #pageCount: number;
  #named: Promise<Map<string, PdfObject>> | undefined;

  constructor(file: PdfFile, pages: PageDictionaries, pageCount: number) {
    this.#file = file;
    this.#pages = pages;
    this.#pageCount = pageCount;
  }

  /** Name of a destination that is one (ISO 32000-2, 12.3.2.4); undefined for one that says where it is. */
  nameOf(destination: PdfObject): string | undefined {
    return nameOf(destination) ?? textOf(destination);
  }

  /** Index of the page that a destination leads to; undefined where it leads nowhere (a name or page that is not there). */
  async pageOf(destination: PdfObject): Promise<number | undefined> {
    const [target] = (await this.#explicit(destination)) ?? [];
    const index = target instanceof PdfRef ? this.#pages.indexOf(target.num) : target;
    return typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < this.#pageCount
      ? index
      : undefined;
  }

  /** Page, and how far below the top of it as displayed the destination is, in points; no `top` where it means the whole page. */
  async resolve(destination: PdfObject): Promise<{ page: number; top?: number } | undefined> {
    const page = await this.pageOf(destination);
    if (page === undefined) return undefined;
    const [, kind, ...numbers] = (await this.#explicit(destination)) ?? [];
    const place = destinationPlace(nameOf(kind), numbers);
    const frame = place && (await this.#pages.frame(page));
    if (!frame) return { page };
    // On a page that lies on its side, the way down is the way across user space.
    const sideways = frame.rotation % 180 !== 0;
    if (sideways ? place.left === undefined : place.top === undefined) return { page };
    const { y } = toPagePoint(place.left ?? 0, place.top ?? 0, frame);
    return { page, top: Math.min(Math.max(y, 0), frame.height) };
  }

  async #explicit(destination: PdfObject): Promise<PdfObject[] | undefined> {
    const name = this.nameOf(destination);
    let value = await this.#file.resolve(destination);
    if (name !== undefined) value = await this.#file.resolve((await (this.#named ??= this.#readNames())).get(name));
    if (isDict(value)) value = await this.#file.get(value, 'D');
    return Array.isArray(value) ? value : undefined;
  }

  async #readNames(): Promise<Map<string, PdfObject>> {
    const catalog = await this.#file.catalog();
    const names = new Map<string, PdfObject>();
    const old = await this.#file.get(catalog, 'Dests');
    if (isDict(old)) for (const [name, value] of old) names.set(name, value);
    const tree = await this.#file.get(catalog, 'Names', 'Dests');
    for (const [key, value] of await readTree(this.#file, tree, 'Names')) {
      const name = textOf(key);
      if (name !== undefined) names.set(name, value);
    }
    return names;
  }
}
