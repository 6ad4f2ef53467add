/* A peer: pdf.js with @napi-rs/canvas, to pixels and no further. Draws twice; the second, warm time counts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, pages = Infinity, dpi } = readTask('render-with-pdfjs');
const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** What pdf.js's own factory makes in Node.js: a canvas of @napi-rs/canvas. */
interface NodeCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
}

async function drawAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  for (const path of paths) {
    const task = getDocument({
      data: new Uint8Array(await readFile(path)),
      verbosity: 0,
      cMapUrl: `${join(assets, 'cmaps')}/`,
      cMapPacked: true,
      standardFontDataUrl: `${join(assets, 'standard_fonts')}/`,
      wasmUrl: `${join(assets, 'wasm')}/`,
    });
    const document = await task.promise;
    const factory = document.canvasFactory as {
      create: (width: number, height: number) => NodeCanvas;
      destroy: (canvas: NodeCanvas) => void;
    };
    for (let number = 1; number <= Math.min(document.numPages, pages); number++) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: dpi / 72 });
      const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
      const drawn = factory.create(width, height);
      await page.render({ canvas: drawn.canvas, canvasContext: drawn.context, viewport }).promise;
      counts.characters += drawn.context.getImageData(0, 0, width, height).data.length;
      counts.pages += 1;
      factory.destroy(drawn);
      page.cleanup();
    }
    await task.destroy();
  }
  return counts;
}

await drawAll();
sendResult('render-with-pdfjs', await timed(drawAll));
