import type { PageContext } from '../backend.ts';
import { abortedError, isUnifexError } from '../errors.ts';
import type { RenderedPage, RenderOptions } from '../render.ts';
import type { BBox } from '../units.ts';
import type { FailedGlance, Glance } from './page-inspection.ts';
import { GLANCE_DPI } from './writing.ts';

/** No glance is larger than this: posters and plans are looked at from further away. */
const MAX_GLANCE_PIXELS = 4_000_000;

/** What turns pages into images: an extractor, or a reader that can. */
export interface PageRenderer {
  renderPage(index: number, options: RenderOptions, context: PageContext): Promise<RenderedPage>;
}

/**
 * A small grey picture of a part of a page.
 * @param region in points
 * @returns undefined where no engine draws, and what went wrong where one could not
 * @throws UnifexError `ABORTED`
 */
export async function glanceAt(
  renderer: PageRenderer,
  index: number,
  region: BBox,
  context: PageContext,
): Promise<Glance | FailedGlance | undefined> {
  try {
    return await draw(renderer, index, region, context);
  } catch (error) {
    if (context.signal.aborted) throw abortedError(context.signal);
    if (isUnifexError(error) && error.code === 'RUNTIME_UNSUPPORTED') return undefined;
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

async function draw(renderer: PageRenderer, index: number, region: BBox, context: PageContext): Promise<Glance> {
  const points = (region.x1 - region.x0) * (region.y1 - region.y0);
  const dpi = Math.min(GLANCE_DPI, Math.floor(Math.sqrt(MAX_GLANCE_PIXELS / points) * 72));
  const rendered = await renderer.renderPage(index, { dpi: Math.max(1, dpi), format: 'rgba', region }, context);
  const { width, height, transform } = rendered;
  const [x, , , y, left, top] = transform;
  return {
    image: { width, height, pixels: toGrey(rendered) },
    region: { x0: -left / x, y0: -top / y, x1: (width - left) / x, y1: (height - top) / y },
    scale: { x, y },
  };
}

/** Luminance with the weights of ITU-R BT.601. */
function toGrey({ data, width, height }: RenderedPage): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < pixels.length; i++, at += 4) {
    pixels[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return pixels;
}
