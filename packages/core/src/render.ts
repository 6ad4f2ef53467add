import { environment } from '#platform';
import { invalidOption, optionsParser } from './options.ts';
import type { OptionCheck } from './options.ts';
import type { BBox } from './units.ts';

export type ImageFormat = 'rgba' | 'png' | 'jpeg' | 'webp';

/** How a page is to be turned into an image. */
export interface RenderOptions {
  /** Pixels an inch. Default 150, unless `width` is given; not both. */
  dpi?: number;
  /** Width of the image in pixels; its height follows. */
  width?: number;
  /** Only this part of the displayed page, in points from its top left; grown to whole pixels. Not together with `width`. */
  region?: BBox;
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
  readonly region: BBox | undefined;
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

const region: OptionCheck<BBox> = (value, name) => {
  const { x0, y0, x1, y1 } = (value ?? {}) as Partial<BBox>;
  const valid = [x0, y0, x1, y1].every(Number.isFinite) && x0! < x1! && y0! < y1!;
  if (!valid) throw invalidOption(name, value, 'a box { x0, y0, x1, y1 } in points with x0 < x1 and y0 < y1');
  return { x0: x0!, y0: y0!, x1: x1!, y1: y1! };
};

const CHECKS = {
  dpi: optionsParser.number({ above: 0 }),
  width: optionsParser.number({ integer: true, min: 1 }),
  region,
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
  if (given.region !== undefined && given.width !== undefined) {
    throw invalidOption('width', given.width, 'left out where `region` is given: say `dpi`');
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
    region: given.region,
    format: given.format ?? (environment === 'browser' ? 'rgba' : 'png'),
    annotations: given.annotations ?? true,
    background: given.background ?? '#ffffff',
    maxPixels: given.maxPixels ?? DEFAULT_MAX_PIXELS,
  };
}

/** The pixels of a page's image, or of the part of it that is wanted. */
export interface ImageFrame {
  readonly width: number;
  readonly height: number;
  readonly transform: PageTransform;
  /** Size of the whole page's image, and where in it the image lies. The same size, and 0, without a `region`. */
  readonly pageWidth: number;
  readonly pageHeight: number;
  readonly left: number;
  readonly top: number;
}

/**
 * Size in pixels of a page's image and the way from points to pixels.
 * @param page size as displayed, in points
 * @throws UnifexError `INVALID_OPTION` for an image of more than `maxPixels`, and for a region beside the page
 */
export function imageSize(
  page: { readonly width: number; readonly height: number },
  options: CheckedRenderOptions,
): ImageFrame {
  const scale = options.width === undefined ? options.dpi! / 72 : options.width / page.width;
  const pageWidth = options.width ?? Math.max(1, Math.round(page.width * scale));
  const pageHeight = Math.max(1, Math.round(page.height * scale));
  // The page fills the image to its last pixel, so that width and height may be stretched by a little.
  const stretch = { x: pageWidth / page.width, y: pageHeight / page.height };
  const { region } = options;
  const { left, top, right, bottom } = region
    ? pixelsOf(region, stretch, pageWidth, pageHeight)
    : { left: 0, top: 0, right: pageWidth, bottom: pageHeight };
  const width = right - left;
  const height = bottom - top;
  if (width < 1 || height < 1) {
    throw invalidOption('region', region, `on the page, which is ${page.width} by ${page.height} points`);
  }
  if (width * height > options.maxPixels) {
    const name = options.width === undefined ? 'dpi' : 'width';
    throw invalidOption(
      name,
      options[name],
      `smaller: the image would have ${width} by ${height} pixels, and \`maxPixels\` is ${options.maxPixels}`,
    );
  }
  const transform: PageTransform = [stretch.x, 0, 0, stretch.y, left === 0 ? 0 : -left, top === 0 ? 0 : -top];
  return { width, height, transform, pageWidth, pageHeight, left, top };
}

/** Whole pixels around a region, as far as they are on the page. */
function pixelsOf(
  { x0, y0, x1, y1 }: BBox,
  stretch: { x: number; y: number },
  width: number,
  height: number,
): { left: number; top: number; right: number; bottom: number } {
  // What lies a millionth of a pixel across an edge is noise of the arithmetic.
  const floor = (value: number): number => Math.floor(value + 1e-6);
  const ceil = (value: number): number => Math.ceil(value - 1e-6);
  return {
    left: Math.max(0, floor(x0 * stretch.x)),
    top: Math.max(0, floor(y0 * stretch.y)),
    right: Math.min(width, ceil(x1 * stretch.x)),
    bottom: Math.min(height, ceil(y1 * stretch.y)),
  };
}
