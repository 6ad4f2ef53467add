import { applyPatches, type Patch } from './parser-patches/patch.ts';

/** What pdf.js's API (pdf.mjs of pdfjs-dist 6.5.438) keeps of a page for as long as the document is open goes with the page's `cleanup`. */
export const API_PATCHES: readonly Patch[] = [
  // The port has a lighter stream for the operators of a page.
  {
    find: `    return new ReadableStream({
      start: controller => {
        const startCapability = Promise.withResolvers();
        this.#streamControllers.set(streamId, {`,
    replace: `    return new (actionName === "GetOperatorList" && comObj.ChunkStream || ReadableStream)({
      start: controller => {
        const startCapability = Promise.withResolvers();
        this.#streamControllers.set(streamId, {`,
  },
  // In a damaged file two fonts may have one name. The second is found to be there already only when nobody waits for that error, which
  // would end the program.
  {
    find: `          this.commonObjs.resolve(id, font);`,
    replace: `          if (!this.commonObjs.has(id)) this.commonObjs.resolve(id, font);`,
  },
  // A page whose time was up may still be read when it has been let go of.
  {
    find: `      page._startRenderPage(data.transparency, data.cacheKey);`,
    replace: `      page?._startRenderPage(data.transparency, data.cacheKey);`,
  },
  {
    find: `  cleanupPage(pageProxyId) {
    if (!this.destroyed) {
      this.messageHandler.send("CleanupPage", {
        pageProxyId
      });
    }`,
    replace: `  cleanupPage(pageProxyId) {
    const page = this.#pageCache.get(pageProxyId);
    if (page) {
      this.#pageCache.delete(pageProxyId);
      this.#pagePromises.delete(page._pageIndex);
      this.#pageRefCache.delete(page._pageInfo.refStr);
    }
    if (!this.destroyed) {
      this.messageHandler.send("CleanupPage", {
        pageProxyId,
        pageIndex: page?._pageIndex
      });
    }`,
  },
  // This copy is nobody else's.
  {
    find: `globalThis.pdfjsLib = {`,
    replace: `void {`,
  },
];

/** Patches the source of pdf.js's API; returns it as it is when one of the places is not there. */
export function patchApi(source: string): string {
  return applyPatches(source, [API_PATCHES]);
}
