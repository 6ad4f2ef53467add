import { polygonToBox, type BBox } from '@unifex/core';
import { ServerFailure } from './provider-error.ts';

/** A piece of text that a server found: a word or a line, as its engine gives them. In pixels of the image. */
export interface ServerResult {
  readonly text: string;
  readonly bbox: BBox;
  /** 0 to 1. */
  readonly confidence: number;
  /** Clockwise angle of the baseline in degrees, where the server gives a polygon; else 0. */
  readonly rotation: number;
}

/** How far a box may reach over the edge, as a share of the image: what engines round and pad. It is cut off there. */
const OVERHANG = 0.02;
/** Longest part of a wrong answer that is shown. */
const SHOWN = 120;

/**
 * The results in an answer: `{ results: [{ text, bbox: [x1, y1, x2, y2], confidence, polygon? }] }`.
 * @param image size in pixels
 * @param url of the server, for messages
 * @throws ServerFailure for what is no such answer, and for boxes beside the image
 */
export function parseAnswer(text: string, image: { width: number; height: number }, url: string): ServerResult[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    const isPage = /^\s*<(?:!doctype|html|head|body)/i.test(text);
    const what = isPage
      ? `answered an HTML page: "${shown(text)}". Something else runs there: check the address.`
      : `answered no JSON: "${shown(text)}". Check the address.`;
    throw new ServerFailure('not-json', url, what, { cause });
  }
  const results = (answer as { results?: unknown } | null)?.results;
  if (!Array.isArray(results)) {
    throw new ServerFailure(
      'wrong-shape',
      url,
      `gave an answer without a list \`results\`: ${shown(text)}. Check the address, or that it speaks this protocol.`,
    );
  }
  return results.flatMap((result: unknown, i) => parseResult(result, i, image, url) ?? []);
}

/** @returns undefined for one without text */
function parseResult(
  value: unknown,
  index: number,
  image: { width: number; height: number },
  url: string,
): ServerResult | undefined {
  const { text, bbox, confidence, polygon } = (value ?? {}) as Record<string, unknown>;
  const wrong = (what: string): ServerFailure =>
    new ServerFailure('wrong-shape', url, `gave a result ${index} with ${what}: ${shown(JSON.stringify(value))}`, {
      details: { result: index },
    });
  if (typeof text !== 'string') throw wrong('no `text`');
  if (!isNumbers(bbox, 4)) throw wrong('no `bbox` of four numbers');
  const [x0, y0, x1, y1] = bbox as [number, number, number, number];
  if (x0 > x1 || y0 > y1) throw wrong('a `bbox` whose corners are the wrong way round');
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1.001)) {
    throw wrong('a `confidence` that is not from 0 to 1');
  }
  if (text.trim() === '') return undefined;
  checkInside({ x0, y0, x1, y1 }, index, image, url);
  const rotation = isPolygon(polygon) ? polygonToBox(polygon.map(([x, y]) => ({ x, y }))).rotation : 0;
  const box = inside({ x0, y0, x1, y1 }, image);
  return { text: text.trim().replace(/\s+/g, ' '), bbox: box, confidence: Math.min(1, confidence), rotation };
}

function checkInside(
  { x0, y0, x1, y1 }: BBox,
  index: number,
  { width, height }: { width: number; height: number },
  url: string,
): void {
  const [right, bottom] = [width * OVERHANG + 2, height * OVERHANG + 2];
  if (x0 >= -right && y0 >= -bottom && x1 <= width + right && y1 <= height + bottom) return;
  throw new ServerFailure(
    'box-outside',
    url,
    `gave a result ${index} at ${[x0, y0, x1, y1].join(', ')}, beside the image of ${width} by ${height} pixels. ` +
      'Its boxes must be in pixels of the image that it was sent.',
    { details: { result: index, bbox: [x0, y0, x1, y1], width, height } },
  );
}

/** Cut at the edges of the image, and at least a pixel wide and high. */
function inside({ x0, y0, x1, y1 }: BBox, { width, height }: { width: number; height: number }): BBox {
  const left = Math.min(Math.max(0, x0), Math.max(0, width - 1));
  const top = Math.min(Math.max(0, y0), Math.max(0, height - 1));
  return {
    x0: left,
    y0: top,
    x1: Math.min(width, Math.max(x1, left + 1)),
    y1: Math.min(height, Math.max(y1, top + 1)),
  };
}

function isPolygon(value: unknown): value is [number, number][] {
  return Array.isArray(value) && value.length === 4 && value.every((point) => isNumbers(point, 2));
}

function isNumbers(value: unknown, count: number): value is number[] {
  return Array.isArray(value) && value.length === count && value.every((item) => Number.isFinite(item));
}

function shown(text: string): string {
  const line = text
    .slice(0, SHOWN * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
