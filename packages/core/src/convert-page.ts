import type { FontInfo, Page, Table, TextBlock, TextWord } from './model.ts';
import { invalidOption } from './options.ts';
import { DEFAULT_DPI, UNITS, type BBox, type Point, type Unit } from './units.ts';
import { newBBox } from './young-objects.ts';

/** What a conversion must know of a page. */
export type PageFrame = Pick<Page, 'unit' | 'sizeInPoints'> & { readonly dpi?: number };

/** A point is 1/72 inch (ISO 32000-1, 8.3.2.3: the default user space unit). */
const POINTS_PER_INCH = 72;

interface Axis {
  /** Extent of the page before and after. */
  readonly from: number;
  readonly to: number;
  /** The factor as a fraction: one rounding for each, and the page's far edge lands on itself. */
  readonly multiply: number;
  readonly divide: number;
}

/**
 * The page with everything that carries a coordinate in another unit: boxes, points, font sizes, line thicknesses. A new
 * object; parts without coordinates are shared with the old one.
 *
 * Lengths without a direction (font size, thickness) go by the page's height in the unit `normalized`. Angles are those of the
 * page as displayed, in every unit.
 * @param options.dpi pixels an inch, for the unit `pixels`. Default 96
 * @throws UnifexError `INVALID_OPTION`
 */
export function convertPage(page: Page, unit: Unit, options: { dpi?: number } = {}): Page {
  const { x, y } = axes(page, unit, options.dpi);
  const box = (bbox: BBox): BBox => convertBox(bbox, x, y);
  const point = (value: Point): Point => ({ x: convert(value.x, x), y: convert(value.y, y) });
  const boxed = <T extends { bbox: BBox }>(items: T[]): T[] => items.map((item) => ({ ...item, bbox: box(item.bbox) }));
  const maybeBoxed = <T extends { bbox?: BBox }>(item: T): T => (item.bbox ? { ...item, bbox: box(item.bbox) } : item);
  const marked = <T extends { bbox: BBox; quads?: BBox[] }>(items: T[]): T[] =>
    boxed(items).map((item) => (item.quads ? { ...item, quads: item.quads.map(box) } : item));
  const font = (info: FontInfo): FontInfo => ({ ...info, size: scale(info.size, y) });
  const word = (item: TextWord): TextWord => ({
    ...item,
    bbox: box(item.bbox),
    ...(item.chars ? { chars: boxed(item.chars) } : {}),
  });
  const text = (block: TextBlock): TextBlock => ({
    ...block,
    bbox: box(block.bbox),
    ...(block.font ? { font: font(block.font) } : {}),
    ...(block.words ? { words: block.words.map(word) } : {}),
  });
  const table = (item: Table): Table => ({ ...maybeBoxed(item), cells: item.cells.map(maybeBoxed) });

  const { dpi: _dpi, ...rest } = page;
  return {
    ...rest,
    width: x.to,
    height: y.to,
    unit,
    ...(unit === 'pixels' ? { dpi: options.dpi ?? DEFAULT_DPI } : {}),
    texts: page.texts.map(text),
    tables: page.tables.map(table),
    ...(page.images ? { images: boxed(page.images) } : {}),
    ...(page.rulings
      ? {
          rulings: page.rulings.map((ruling) => ({
            ...ruling,
            start: point(ruling.start),
            end: point(ruling.end),
            thickness: scale(ruling.thickness, y),
          })),
        }
      : {}),
    ...(page.fills ? { fills: boxed(page.fills) } : {}),
    ...(page.links ? { links: marked(page.links) } : {}),
    ...(page.annotations ? { annotations: marked(page.annotations) } : {}),
    ...(page.formFields ? { formFields: boxed(page.formFields) } : {}),
  };
}

/**
 * One box of a page in another unit.
 * @param frame the page that the box stands on
 * @throws UnifexError `INVALID_OPTION`
 */
export function convertBBox(bbox: BBox, frame: PageFrame, unit: Unit, options: { dpi?: number } = {}): BBox {
  // Who converts every word of a page asks for what it has already, most often.
  if (unit === 'points' && frame.unit === unit && options.dpi === undefined) {
    return newBBox(bbox.x0, bbox.y0, bbox.x1, bbox.y1);
  }
  const { x, y } = axes(frame, unit, options.dpi);
  return convertBox(bbox, x, y);
}

/** One point of a page in another unit. @throws UnifexError `INVALID_OPTION` */
export function convertPoint(point: Point, frame: PageFrame, unit: Unit, options: { dpi?: number } = {}): Point {
  const { x, y } = axes(frame, unit, options.dpi);
  return { x: convert(point.x, x), y: convert(point.y, y) };
}

/** Both axes of the conversion. */
function axes(frame: PageFrame, unit: Unit, dpi: number | undefined): { x: Axis; y: Axis } {
  if (!UNITS.includes(unit)) throw invalidOption('unit', unit, UNITS.join(' or '));
  if (dpi !== undefined && !(Number.isFinite(dpi) && dpi > 0))
    throw invalidOption('dpi', dpi, 'a number greater than 0');
  const axis = (points: number): Axis => {
    const from = unitsIn(points, frame.unit, frame.dpi);
    const to = unitsIn(points, unit, dpi);
    return {
      from: (points * from.multiply) / from.divide,
      to: (points * to.multiply) / to.divide,
      multiply: to.multiply * from.divide,
      divide: to.divide * from.multiply,
    };
  };
  return { x: axis(frame.sizeInPoints.width), y: axis(frame.sizeInPoints.height) };
}

/** How many units a point is, as a fraction. `points` is the extent of the page. */
function unitsIn(points: number, unit: Unit, dpi = DEFAULT_DPI): { multiply: number; divide: number } {
  switch (unit) {
    case 'points':
      return { multiply: 1, divide: 1 };
    case 'inches':
      return { multiply: 1, divide: POINTS_PER_INCH };
    case 'pixels':
      return { multiply: dpi, divide: POINTS_PER_INCH };
    case 'normalized':
      // A page without extent has nothing to be a fraction of.
      return { multiply: 1, divide: points > 0 ? points : 1 };
  }
}

function scale(value: number, { multiply, divide }: Axis): number {
  return (value * multiply) / divide;
}

/** What lies on the page still does afterwards: rounding must not push a box over the edge. */
function convert(value: number, axis: Axis): number {
  const converted = scale(value, axis);
  return value <= axis.from ? Math.min(converted, axis.to) : converted;
}

function convertBox(bbox: BBox, x: Axis, y: Axis): BBox {
  return newBBox(convert(bbox.x0, x), convert(bbox.y0, y), convert(bbox.x1, x), convert(bbox.y1, y));
}
