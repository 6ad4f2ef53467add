import type { BBox, Page, TextBlock } from '@unifex/core';

/** One result of the protocol. */
export interface ProtocolResult {
  readonly text: string;
  readonly bbox: readonly [x1: number, y1: number, x2: number, y2: number];
  readonly confidence: number;
  /** Top left, top right, bottom right, bottom left, as the text is read. */
  readonly polygon: readonly (readonly [x: number, y: number])[];
}

/** The words of a page as the protocol has them: boxes in pixels of the image. @param image its size in pixels */
export function pageToResults(page: Page, image: { width: number; height: number }): ProtocolResult[] {
  const scale = { x: image.width / page.width, y: image.height / page.height };
  return page.texts.flatMap((block) => {
    const words = block.words && block.words.length > 0 ? block.words : [block];
    return words.map(({ text, bbox, confidence = block.confidence ?? 1 }) => {
      const box = toPixels(bbox, scale);
      return {
        text,
        bbox: [box.x0, box.y0, box.x1, box.y1] as const,
        confidence: Math.round(confidence * 10_000) / 10_000,
        polygon: polygonOf(box, block),
      };
    });
  });
}

function toPixels({ x0, y0, x1, y1 }: BBox, { x, y }: { x: number; y: number }): BBox {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { x0: round(x0 * x), y0: round(y0 * y), x1: round(x1 * x), y1: round(y1 * y) };
}

/** The corners of the box, the first one where the text begins: its rotation to the nearest quarter turn. */
function polygonOf({ x0, y0, x1, y1 }: BBox, { rotation }: TextBlock): [number, number][] {
  const corners: [number, number][] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  const turns = Math.round(rotation / 90) % 4;
  return [...corners.slice(turns), ...corners.slice(0, turns)];
}
