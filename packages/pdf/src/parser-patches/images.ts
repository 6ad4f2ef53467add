import type { Patch } from './patch.ts';

/** Pictures are not decoded, streams are inflated by zlib, and what only a viewer asks for is not looked up. */
export const IMAGE_PATCHES: readonly Patch[] = [
  // DecompressionStream refuses shared memory, which the document stands on, and pdf.js then inflates in JavaScript. What zlib
  // refuses as well (a stream that is cut off) goes that way, which takes what there is. Its engine outlives collections of young
  // objects, and would hold the 16 kB that it wrote into.
  {
    find: '    try {\n      const {\n        readable,\n        writable\n      } = new DecompressionStream(name);',
    replace: `    try {
      if (name === "deflate") {
        const { buffer, engine } = process.getBuiltinModule("node:zlib").inflateSync(bytes, { info: true });
        const inflated = new Uint8Array(buffer);
        engine._outBuffer = undefined;
        return { decompressed: inflated, compressed: bytes };
      }
      const {
        readable,
        writable
      } = new DecompressionStream(name);`,
  },
  // What could be transferred to another thread is listed for every chunk of operators. Nothing is transferred within one
  // thread, and a transfer is never needed: without the list, a port copies.
  { find: '}, 1, this._transfers);', replace: '}, 1);' },
  // Masks are decoded before. (One of a single pixel tells by it whether it paints anything.)
  {
    find: '    if (imageMask) {\n      imgData = await PDFImage.createMask({',
    replace: `    if (imageMask && this.options.withoutImageData && w * h > 1) {
      fn = OPS.paintImageMaskXObject;
      args = [{ width: w, height: h }];
      operatorList.addImageOps(fn, args, optionalContent);
      if (cacheKey) {
        const cacheData = { fn, args, optionalContent };
        localImageCache.set(cacheKey, imageRef, cacheData);
        if (imageRef) this._regionalImageCache.set(null, imageRef, cacheData);
      }
      return;
    }
    if (imageMask) {
      imgData = await PDFImage.createMask({`,
  },
  // Images are decoded once their operator has been sent: half a second for a scanned page, and nobody looks at the pixels.
  {
    find: '    PDFImage.buildImage({\n      xref: this.xref,',
    replace: '    if (!this.options.withoutImageData) PDFImage.buildImage({\n      xref: this.xref,',
  },
  // Whether a page blends colours is for whoever paints it, and takes a look at everything that the page may use.
  {
    find: 'transparency: partialEvaluator.hasBlendModes(resources, this.nonBlendModesSet),',
    replace: 'transparency: false,',
  },
];
