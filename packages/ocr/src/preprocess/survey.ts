import { findComponents, type Component } from '../image/components.ts';
import type { GrayImage } from '../image/pixels.ts';
import { shrink } from '../image/resample.ts';
import { findInk } from '../image/threshold.ts';
import { glyphHeight, glyphLike } from './glyphs.ts';

/** The longer side of the image that statistics are made from, in pixels: enough for the print of a page, and quick. */
const SURVEY_SIZE = 2500;
/** Side of the square in which ink is told from paper: about two lines of print. */
const WINDOW = 31;
/** Darker than this on the whole: light print on a dark ground. */
const DARK = 96;

/** What is known of an image before it is read. */
export interface Survey {
  /** What looks like characters. */
  readonly glyphs: readonly Component[];
  /** Height of the print; 0 where there is none. */
  readonly height: number;
  /** Pixels of the image to one of the numbers above. */
  readonly factor: number;
  readonly width: number;
  readonly pageHeight: number;
}

export function survey(image: GrayImage): Survey {
  const factor = Math.max(1, Math.ceil(Math.max(image.width, image.height) / SURVEY_SIZE));
  const small = shrink(image, factor);
  const glyphs = glyphLike(findComponents(findInk(small, WINDOW)), small.height);
  return { glyphs, height: glyphHeight(glyphs), factor, width: small.width, pageHeight: small.height };
}

/** Whether most of the image is dark. */
export function isDark({ data }: GrayImage): boolean {
  // Every hundredth pixel or so; a step that is no likely divisor of the width.
  const step = Math.max(1, Math.floor(data.length / 10_007));
  let dark = 0;
  let count = 0;
  for (let i = 0; i < data.length; i += step, count++) if (data[i]! < DARK) dark += 1;
  return dark > count * 0.6;
}
