import { environment } from '#platform';
import { invalidOption, optionsParser } from './options.ts';
import type { OptionCheck } from './options.ts';

export type ImageFormat = 'rgba' | 'png' | 'jpeg' | 'webp';

/** How a page is to be turned into an image. */
export interface RenderOptions {
  /** Pixels an inch. Default 150, unless `width` is given; not both. */
  dpi?: number;
  /** Width of the image in pixels; its height follows. */
  width?: number;
  /** `rgba`: raw pixels, four bytes each, row by row from the top left, alpha not multiplied in. Default `png`; in a browser `rgba`. */
  format?: ImageFormat;
  /** Whether annotations and form fields are drawn. Default true. */
  annotations?: boolean;
  /** What is behind the page: `#rrggbb`, or `transparent` (which JPEG cannot be). Default `#ffffff`. */
  background?: string;
  /** Refuse images of more pixels than this. Default 100,000,000. */
  maxPixels?: number;
}

/** `[a, b, c, d, e, f]`: a point (x, y) leads to (a x + c y + e, b x + d y + f). */
export type PageTransform = readonly [number, number, number, number, number, number];

/** The browser's own `ImageData`; where the types know none, what matters of it. */
export type PageImageData = typeof globalThis extends { ImageData: { prototype: infer Known } }
  ? Known
  : { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** A page as an image. Plain data. */
export interface RenderedPage {
  /** 0-based. */
  index: number;
  /** In pixels. */
  width: number;
  height: number;
  format: ImageFormat;
  data: Uint8Array;
  /** In a browser, for the format `rgba`: the same bytes as `data`, as a canvas takes them (`putImageData`, `createImageBitmap`). */
  imageData?: PageImageData;
  /** From points on the displayed page (origin top left), in which `extractPage` gives boxes, to pixels. Exact. */
  transform: PageTransform;
}

/** Render options with defaults filled in. */
export interface CheckedRenderOptions {
  readonly dpi: number | undefined;
  readonly width: number | undefined;
  readonly format: ImageFormat;
  readonly annotations: boolean;
  readonly background: string;
  readonly maxPixels: number;
}

export const DEFAULT_RENDER_DPI = 150;
export const DEFAULT_MAX_PIXELS = 100_000_000;

const color: OptionCheck<string> = (value, name) => {
  if (typeof value !== 'string' || !/^(?:#[\da-f]{6}|transparent)$/i.test(value)) {
    throw invalidOption(name, value, "a colour such as '#ffffff', or 'transparent'");
  }
  return value.toLowerCase();
};

const CHECKS = {
  dpi: optionsParser.number({ above: 0 }),
  width: optionsParser.number({ integer: true, min: 1 }),
  format: optionsParser.oneOf('rgba', 'png', 'jpeg', 'webp'),
  annotations: optionsParser.boolean(),
  background: color,
  maxPixels: optionsParser.number({ integer: true, min: 1 }),
};

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function checkRenderOptions(input: unknown): CheckedRenderOptions {
  const given = optionsParser.check(input, CHECKS, 'renderPage');
  if (given.dpi !== undefined && given.width !== undefined) {
    throw invalidOption('width', given.width, 'left out where `dpi` is given');
  }
  if (given.format === 'jpeg' && given.background === 'transparent') {
    throw invalidOption(
      'background',
      given.background,
      "a colour: a JPEG cannot be transparent. Or choose the format 'png'",
    );
  }
  return {
    dpi: given.width === undefined ? (given.dpi ?? DEFAULT_RENDER_DPI) : undefined,
    width: given.width,
    format: given.format ?? (environment === 'browser' ? 'rgba' : 'png'),
    annotations: given.annotations ?? true,
    background: given.background ?? '#ffffff',
    maxPixels: given.maxPixels ?? DEFAULT_MAX_PIXELS,
  };
}

/**
 * Size in pixels of a page's image and the way from points to pixels.
 * @param page size as displayed, in points
 * @throws UnifexError `INVALID_OPTION` for an image of more than `maxPixels`
 */
export function imageSize(
  page: { readonly width: number; readonly height: number },
  options: CheckedRenderOptions,
): { width: number; height: number; transform: PageTransform } {
  const scale = options.width === undefined ? options.dpi! / 72 : options.width / page.width;
  const width = options.width ?? Math.max(1, Math.round(page.width * scale));
  const height = Math.max(1, Math.round(page.height * scale));
  if (width * height > options.maxPixels) {
    const name = options.width === undefined ? 'dpi' : 'width';
    throw invalidOption(
      name,
      options[name],
      `smaller: the image would have ${width} by ${height} pixels, and \`maxPixels\` is ${options.maxPixels}`,
    );
  }
  // The page fills the image to its last pixel, so that width and height may be stretched by a little.
  return { width, height, transform: [width / page.width, 0, 0, height / page.height, 0, 0] };
}
