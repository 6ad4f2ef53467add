import { bboxArea, clampBBox, intersectBBox } from '../geometry.ts';
import type { Page, TextBlock } from '../model.ts';
import type { BBox } from '../units.ts';
import type { Look, PageInspection, PageKind } from './page-inspection.ts';
import { coveredShare, isUpright, joinBoxes, middleIn } from './regions.ts';
import { readTextLayer, type TextLayer } from './text-layer.ts';
import { findWriting, type Writing } from './writing.ts';

/** Strips of a scan that are no further apart than this are one picture, in points. */
const STRIP_GAP = 3;
/** A smaller picture than this share of the page, or lower or narrower than so many points, is an icon or a rule. */
const MIN_PICTURE_SHARE = 0.003;
const MIN_PICTURE_SIDE = 8;
/** Pictures over more of the page than this are read together with the rest: an engine lays out a page better than its parts. */
const WHOLE_PAGE_SHARE = 0.6;
/** So many invisible glyphs over a picture are a text layer of it, without a look. */
const LAYER_GLYPHS = 30;
/** Share of a picture's writing that may lie beside its text layer: boxes of skewed lines do not fit to the point. */
const LAYER_TOLERANCE = 0.5;
/** With more of its area under writing than this, a picture is read as a whole: single words do not look like writing. */
const LITTLE_WRITING = 0.01;
/** Where nobody can look, a picture over so much of the page is taken for one with writing. */
const BLIND_SHARE = 0.05;

/** So many shapes may be a line of letters; fewer are a logo, an arrow, the corners of a frame. */
const LETTER_SHAPES = 30;
/** More text than a page number: its font works, and shapes beside it are a drawing, of which OCR makes words that nobody wrote. */
const PAGE_NUMBER_GLYPHS = 10;

/**
 * The verdict on a page in points.
 * @param page read with its images (`graphics`) and its hidden text marked, as is the default
 * @param look is asked only where text layer and images do not tell
 */
export async function inspectPage(page: Page, look: Look): Promise<PageInspection> {
  const layer = readTextLayer(page);
  const frame: BBox = { x0: 0, y0: 0, x1: page.width, y1: page.height };
  const boxes = (page.images ?? []).map(({ bbox }) => clampBBox(bbox, page)).filter((bbox) => bboxArea(bbox) > 0);
  const pictures = joinBoxes(boxes, STRIP_GAP).filter((bbox) => isPicture(bbox, frame));
  const found = await readPictures(pictures, { page, frame, layer, look });
  const reasons = [...layer.damage.map(capital), ...found.reasons];
  const garbled = layer.damage.length > 0;
  const kind = garbled ? 'garbled' : kindOf(layer, found);
  if (layer.glyphs > 0) reasons.push(`${layer.glyphs} glyphs of text`);
  return {
    index: page.index,
    kind,
    reasons,
    ...(found.unseen === undefined ? {} : { unseen: found.unseen }),
    ocrLayer: found.layered.length > 0,
    ocrRegions: garbled ? [frame] : wholeOrParts(found.unread, frame),
    layerRegions: wholeOrParts(found.layered, frame),
    figures: {
      glyphs: layer.glyphs,
      invisibleGlyphs: layer.invisibleGlyphs,
      unmappedShare: rounded(layer.unmappedShare),
      ...(layer.nonsense === undefined ? {} : { nonsense: rounded(layer.nonsense) }),
      imageShare: coveredShare(frame, boxes),
      textShare: coveredShare(
        frame,
        page.texts.filter(({ hidden }) => hidden === undefined).map(({ bbox }) => bbox),
      ),
      ...(page.shapes === undefined ? {} : { shapes: page.shapes }),
      ...(found.writingShare === undefined ? {} : { writingShare: rounded(found.writingShare) }),
    },
  };
}

/** What there is in the pictures of a page. */
interface Pictures {
  /** With writing that no text layer has. */
  readonly unread: BBox[];
  /** With a text layer made by OCR. */
  readonly layered: BBox[];
  readonly reasons: string[];
  /** Why one of them could not be looked at. */
  readonly unseen: string | undefined;
  readonly writingShare: number | undefined;
}

interface PictureContext {
  readonly page: Page;
  readonly frame: BBox;
  readonly layer: TextLayer;
  readonly look: Look;
}

async function readPictures(pictures: readonly BBox[], context: PictureContext): Promise<Pictures> {
  const { page, frame, layer, look } = context;
  const found = { unread: [] as BBox[], layered: [] as BBox[], reasons: [] as string[] };
  const sight: Sight = { look, reasons: found.reasons, unseen: undefined };
  const shares: { share: number; area: number }[] = [];
  for (const picture of pictures) {
    const of = `An image over ${percent(bboxArea(picture) / bboxArea(frame))} of the page`;
    const over = layer.invisible.filter(({ bbox }) => middleIn(bbox, picture));
    const glyphs = over.reduce((sum, { text }) => sum + text.replace(/\s+/gu, '').length, 0);
    if (glyphs >= LAYER_GLYPHS && layer.invisibleDamage === undefined) {
      found.layered.push(picture);
      found.reasons.push(`${of} with ${glyphs} invisible glyphs over it: the text layer of an OCR program`);
      continue;
    }
    if (glyphs > 0 && layer.invisibleDamage !== undefined) {
      found.reasons.push(`${of} has a text layer, but ${layer.invisibleDamage}`);
    }
    const blocks = upright([...layer.sound, ...over]);
    const writing = await lookAt(picture, blocks, sight);
    if (writing) shares.push({ share: writing.share, area: bboxArea(picture) });
    if (writing?.blank) {
      found.reasons.push(`${of} is blank`);
    } else if (
      needsReading(writing, { glyphs, textGlyphs: layer.glyphs, share: bboxArea(picture) / bboxArea(frame) })
    ) {
      found.unread.push(partToRead(picture, writing, layer));
      found.reasons.push(layer.glyphs === 0 ? `${of} and no text` : `${of} with writing that is not in the text layer`);
    } else {
      found.reasons.push(`${of} without writing of its own`);
    }
  }
  const { shapes = 0 } = page;
  const mayBeLetters = shapes >= LETTER_SHAPES && layer.glyphs <= PAGE_NUMBER_GLYPHS;
  if (mayBeLetters || (pictures.length === 0 && (layer.glyphs === 0 || page.images === undefined))) {
    // Letters may be drawn as shapes, and a reader may have been told to leave images out. The pictures have been looked at.
    const writing = await lookAt(frame, [...upright(layer.sound), ...pictures], sight);
    if (writing && pictures.length === 0) shares.push({ share: writing.share, area: bboxArea(frame) });
    const unseen = !writing || sight.unseen !== undefined;
    if (writing && writing.outside > 0) {
      found.unread.push(frame);
      found.reasons.push('Writing that is drawn without characters, as shapes or as images');
    } else if (unseen && mayBeLetters && layer.glyphs === 0) {
      found.unread.push(frame);
      found.reasons.push(`${shapes} shapes and no text: letters may be drawn so, and nobody can look`);
    } else if (layer.glyphs === 0 && pictures.length === 0) {
      found.reasons.push(
        layer.invisibleGlyphs > 0
          ? `No text that is seen, and no image: ${layer.invisibleGlyphs} glyphs are invisible`
          : 'No text and no image',
      );
    }
  }
  const area = shares.reduce((sum, item) => sum + item.area, 0);
  const writingShare = area > 0 ? shares.reduce((sum, item) => sum + item.share * item.area, 0) / area : undefined;
  return { ...found, unseen: sight.unseen, writingShare };
}

const NOTHING_SEEN: Writing = { tiles: 0, outside: 0, share: 0, box: undefined, blank: false };

/** Boxes of lines along the page's edges: those around slanted ones (a watermark) are mostly not the line. */
function upright(blocks: readonly TextBlock[]): BBox[] {
  return blocks.filter(isUpright).map(({ bbox }) => bbox);
}

/** How a page is looked at, and what came of it. */
interface Sight {
  readonly look: Look;
  readonly reasons: string[];
  unseen: string | undefined;
}

/** @returns what was found, its box in points on the page; undefined where nobody can look */
async function lookAt(region: BBox, covered: readonly BBox[], sight: Sight): Promise<Writing | undefined> {
  const glance = await sight.look(region);
  if (!glance) return undefined;
  if ('failed' in glance) {
    // What cannot be drawn cannot be read from its pixels either: the text layer stands, and a page without one fails at OCR.
    sight.unseen ??= glance.failed;
    sight.reasons.push(`The page cannot be drawn: ${glance.failed}`);
    return NOTHING_SEEN;
  }
  const { x, y } = glance.scale;
  const { x0, y0 } = glance.region;
  const inPixels = covered.map((box) => ({
    x0: (box.x0 - x0) * x,
    y0: (box.y0 - y0) * y,
    x1: (box.x1 - x0) * x,
    y1: (box.y1 - y0) * y,
  }));
  const writing = findWriting(glance.image, inPixels);
  if (!writing.box) return writing;
  const { box } = writing;
  return {
    ...writing,
    box: { x0: x0 + box.x0 / x, y0: y0 + box.y0 / y, x1: x0 + box.x1 / x, y1: y0 + box.y1 / y },
  };
}

function needsReading(
  writing: Writing | undefined,
  picture: { glyphs: number; textGlyphs: number; share: number },
): boolean {
  if (!writing) return picture.textGlyphs === 0 || picture.share >= BLIND_SHARE;
  // A few invisible glyphs: a layer of a picture with little writing, or something else on one with much.
  if (picture.glyphs > 0) return writing.outside > writing.tiles * LAYER_TOLERANCE;
  // On a page of pictures alone even what does not look like writing is read: a photograph of a receipt, say.
  return picture.textGlyphs === 0 || writing.outside > 0;
}

/** A picture under text, with a little writing beside it, is read there only: a background with an address in one corner. */
function partToRead(picture: BBox, writing: Writing | undefined, { glyphs }: TextLayer): BBox {
  if (glyphs === 0 || !writing?.box || writing.share >= LITTLE_WRITING) return picture;
  return intersectBBox(writing.box, picture) ?? picture;
}

function kindOf(layer: TextLayer, { unread, layered }: Pictures): PageKind {
  const inPixels = unread.length + layered.length > 0;
  if (layer.glyphs > 0) return inPixels ? 'mixed' : 'native';
  return inPixels ? 'scan' : 'empty';
}

function isPicture(box: BBox, frame: BBox): boolean {
  const side = Math.min(box.x1 - box.x0, box.y1 - box.y0);
  return side >= MIN_PICTURE_SIDE && bboxArea(box) >= bboxArea(frame) * MIN_PICTURE_SHARE;
}

function wholeOrParts(regions: readonly BBox[], frame: BBox): BBox[] {
  if (regions.length === 0) return [];
  return coveredShare(frame, regions) > WHOLE_PAGE_SHARE ? [frame] : [...regions];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
