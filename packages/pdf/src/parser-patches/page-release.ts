import type { Patch } from './patch.ts';

/**
 * What is kept of a page that has been read: a viewer shows it again, a reader of five thousand pages does not. (With the API's half of
 * it, which `api-patches.ts` lets go of: 3.5 kB a page while the document is open.) The parser is told by `CleanupPage`.
 */
export const PAGE_RELEASE_PATCHES: readonly Patch[] = [
  // An object of a compressed stream is kept: to have it again takes reading all the others of its stream.
  {
    find: `  getNewTemporaryRef() {
    if (this.#newTemporaryRefNum === null) {`,
    replace: `  forget(ref) {
    if (ref instanceof Ref && this.#entries[ref.num]?.uncompressed) this.#cacheMap.delete(ref.num);
  }
  getNewTemporaryRef() {
    if (this.#newTemporaryRefNum === null) {`,
  },
  // A class is kept until a collection of the whole heap, and keeps what it can see.
  {
    find: `    this._localIdFactory = class extends globalIdFactory {
      static createObjId() {
        return \`p\${pageIndex}_\${++idCounters.obj}\`;
      }
      static getPageObjId() {
        return \`p\${ref.toString()}\`;
      }
    };`,
    replace: `    this._localIdFactory = {
      getDocId: globalIdFactory.getDocId,
      createFontId: globalIdFactory.createFontId,
      createObjId() {
        return \`p\${pageIndex}_\${++idCounters.obj}\`;
      },
      getPageObjId() {
        return \`p\${ref.toString()}\`;
      }
    };`,
  },
  // Resources that two pages have in common are kept from the second one on.
  {
    find: `class PDFDocument {
  #pagePromises = new Map();`,
    replace: `class PDFDocument {
  #pagePromises = new Map();
  #resourcesOfPages = new Set();
  async releasePage(pageIndex) {
    const promise = this.#pagePromises.get(pageIndex);
    // What a damaged page tree holds cannot be found again one by one.
    if (!promise?.fromPageTree) return;
    this.#pagePromises.delete(pageIndex);
    const page = await promise.catch(() => undefined);
    if (!page) return;
    const { pageDict, ref, xref } = page;
    xref.forget(ref);
    const resources = pageDict.getRaw("Resources");
    if (resources instanceof Ref && !this.#resourcesOfPages.has(resources.num)) {
      this.#resourcesOfPages.add(resources.num);
      xref.forget(resources);
    }
    const annotations = pageDict.getRaw("Annots");
    const list = annotations instanceof Ref ? xref.fetch(annotations) : annotations;
    if (Array.isArray(list)) for (const annotation of list) xref.forget(annotation);
    xref.forget(annotations);
  }`,
  },
  {
    find: `    promise = promise.then(([pageDict, ref]) => this.#createPage(pageIndex, pageDict, ref));
    this.#pagePromises.set(pageIndex, promise);`,
    replace: `    promise = promise.then(([pageDict, ref]) => this.#createPage(pageIndex, pageDict, ref));
    promise.fromPageTree = true;
    this.#pagePromises.set(pageIndex, promise);`,
  },
  {
    find: `    handler.on("CleanupPage", async function ({
      pageProxyId
    }) {`,
    replace: `    handler.on("CleanupPage", async function ({
      pageProxyId,
      pageIndex
    }) {
      // Not waited for: the document may be closed meanwhile. What of it fails is nobody's loss.
      pdfManager.ensureDoc("releasePage", [pageIndex]).catch(() => undefined);`,
  },
];
