import { rename, rm, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import {
  defineBackend,
  describeMediaType,
  importBackend,
  UnifexError,
  type Backend,
  type BackendRef,
  type DocumentReader,
  type OpenContext,
  type Page,
  type RenderedPage,
  type RenderOptions,
  type Source,
} from '@unifex/core';
import { imagePath, type ImageTarget } from './image-files.ts';
import { systemReason } from './system-reason.ts';

/** What is drawn by which engine, and where to. Plain data. */
export interface RenderJob {
  /** A backend that makes images of pages. */
  readonly engine: BackendRef;
  readonly render: RenderOptions;
  readonly target: ImageTarget;
}

/**
 * Draws pages in place of reading them, for `unifex render`: what every executor does with pages (threads, processes, order, limits,
 * crashes that cost one page) it does with images. An image is written where it was drawn, and does not travel. A page says what
 * was written: it has one image, which fills it, and no text.
 */
export const renderBackend: Backend<RenderJob> = defineBackend({
  apiVersion: 1,
  type: 'render',
  // It stands beside this file, or beside the chunk that a build has put this into.
  module: new URL(`./render-backend${extname(new URL(import.meta.url).pathname)}`, import.meta.url).href,
  supports: {
    // Which ones it really draws depends on the engine.
    mediaTypes: ['*/*'],
    environments: ['node'],
    // Where pages share a thread, one is drawn while others are packed and written beside it.
    concurrency: 'shared',
  },
  // Ours alone: made by the command, never by a user.
  parseOptions: (input) => input as RenderJob,
  open: openForRendering,
});
export default renderBackend;

/** In the details of an error: the image that could not be written, which means that no other could be either. */
export const UNWRITABLE = 'unwritable';

async function openForRendering(source: Source, job: RenderJob, context: OpenContext): Promise<DocumentReader> {
  const backend = await (context.resolve ?? importBackend)(job.engine);
  checkMediaType(backend, source);
  const reader = await backend.open(source, backend.parseOptions(job.engine.options), context);
  return {
    pageCount: reader.pageCount,
    ...(reader.repaired === undefined ? {} : { repaired: reader.repaired }),
    metadata: () => reader.metadata(),
    async extractPage(index, page) {
      if (!reader.renderPage) {
        throw new UnifexError(
          'RUNTIME_UNSUPPORTED',
          `The extractor "${backend.type}" makes no images of pages. Use --extractor pdfium.`,
        );
      }
      const image = await reader.renderPage(index, job.render, page);
      await writeWhole(imagePath(job.target, index, reader.pageCount), image.data, job.target.unfinished);
      return pageOf(image);
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}

function checkMediaType({ type, supports }: Backend, { info }: Source): void {
  if (supports.mediaTypes.includes(info.mediaType)) return;
  const name = info.uri ?? info.name ?? 'The source';
  throw new UnifexError(
    'UNSUPPORTED_MEDIA_TYPE',
    `${name} is ${describeMediaType(info.mediaType)} by its bytes, and "${type}" draws ${supports.mediaTypes.join(', ')}.`,
    { details: { mediaType: info.mediaType, supported: [...supports.mediaTypes] } },
  );
}

/** Under a name of its own first, so that no image is ever half there, and an older one stays until the new one is whole. */
async function writeWhole(path: string, data: Uint8Array, unfinished: string): Promise<void> {
  const part = `${path}.${unfinished}`;
  try {
    await writeFile(part, data);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    const reason = systemReason(error);
    throw new UnifexError('PAGE_FAILED', `${path} cannot be written: ${reason}.`, {
      cause: error,
      details: { [UNWRITABLE]: path, reason, ...(code === undefined ? {} : { errno: code }) },
    });
  }
}

function pageOf({ index, width, height, transform }: RenderedPage): Page {
  const size = { width: width / transform[0], height: height / transform[3] };
  return {
    index,
    ...size,
    unit: 'points',
    sizeInPoints: size,
    rotation: 0,
    texts: [],
    tables: [],
    images: [
      { bbox: { x0: 0, y0: 0, x1: size.width, y1: size.height }, rotation: 0, pixelWidth: width, pixelHeight: height },
    ],
  };
}
