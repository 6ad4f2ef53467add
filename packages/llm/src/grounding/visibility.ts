import { bboxArea, containsBBox, convertBBox, intersectBBox, type Page, type TextBlock } from '@unifex/core';
import type { RowHidden } from '../contracts.ts';

/** Text smaller than this, in points, is not read by people. Fine print begins at about 4. */
const TINY = 2;
/** Colours whose channels (0 to 255) are all this near to each other cannot be told apart. */
const SAME_COLOUR = 16;

/** Why a person does not see a block; undefined where one does. */
export function hiddenReason(block: TextBlock, page: Page): RowHidden | undefined {
  if (block.hidden) return block.hidden;
  if (block.origin !== 'native') return undefined;
  if (sizeInPoints(block, page) < TINY) return 'tiny';
  return hasColourOfGround(block, page) ? 'same-colour' : undefined;
}

/** Annotations that lie on text without covering it, or draw nothing. */
const HARMLESS = new Set(['Link', 'Popup', 'Text', 'Widget', 'Highlight', 'Underline', 'StrikeOut', 'Squiggly']);

/**
 * Whether something may cover text of the page, or be the ground that makes it seen: the model does not say what was drawn first.
 */
export function isDoubtful({ texts, fills = [], images = [], annotations = [] }: Page): boolean {
  const boxes = [
    ...fills,
    ...images,
    ...annotations.filter(({ type, hidden }) => hidden !== true && !HARMLESS.has(type)),
  ].map(({ bbox }) => bbox);
  const shown = texts.filter(({ hidden, origin }) => hidden === undefined && origin === 'native');
  return shown.some(({ bbox }) => boxes.some((box) => intersectBBox(box, bbox) !== undefined));
}

/** Whether a picture lies where text of a known colour stands: over it, or under it. */
export function isOnPicture({ color, bbox }: TextBlock, { images = [] }: Page): boolean {
  return color !== undefined && images.some((image) => intersectBBox(image.bbox, bbox) !== undefined);
}

function sizeInPoints({ font, bbox }: TextBlock, page: Page): number {
  if (font) {
    // Font sizes go by the page's height in every unit.
    return (font.size / page.height) * page.sizeInPoints.height;
  }
  const { x0, y0, x1, y1 } = convertBBox(bbox, page, 'points');
  return Math.min(x1 - x0, y1 - y0);
}

/**
 * Whether the text has the colour of what it stands on: the smallest filled rectangle around it, else the white page. Where an image
 * or a pattern lies there, nobody knows the ground, and the text counts as seen.
 */
function hasColourOfGround({ color, bbox }: TextBlock, { fills = [], images = [] }: Page): boolean {
  const text = channels(color);
  if (!text) return false;
  const middle = { x: (bbox.x0 + bbox.x1) / 2, y: (bbox.y0 + bbox.y1) / 2 };
  const point = { x0: middle.x, y0: middle.y, x1: middle.x, y1: middle.y };
  let smallest: (typeof fills)[number] | undefined;
  for (const fill of fills) {
    const isSmaller = !smallest || bboxArea(fill.bbox) < bboxArea(smallest.bbox);
    if (isSmaller && containsBBox(fill.bbox, point)) smallest = fill;
  }
  const ground = smallest ? channels(smallest.color) : [255, 255, 255];
  if (!ground || text.some((value, i) => Math.abs(value - ground[i]!) > SAME_COLOUR)) return false;
  return !images.some((image) => intersectBBox(image.bbox, bbox) !== undefined);
}

/** Red, green and blue of `#rrggbb`, 0 to 255. */
export function channels(color: string | undefined): number[] | undefined {
  if (color === undefined || !/^#[\da-f]{6}$/i.test(color)) return undefined;
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}
