import type { FilledRect, PageImage, Ruling } from '@unifex/core';
import { createGlyphBuffer, type GlyphBuffer } from '@unifex/layout';
import type { Clip } from '@unifex/pdf-common';
import { PAGE } from '../document/hidden-objects.ts';
import type { Engine } from '../engine/engine.ts';
import { Clips, NO_CLIP } from './clips.ts';
import type { Fonts, PdfiumFont } from './fonts.ts';
import { readImage } from './images.ts';
import { multiply, type Matrix } from '@unifex/pdf-common';
import { readPath } from './paths.ts';
import type { LayerVisibility } from './visibility.ts';
import { placeGlyphs, readTextObject, type TextObject } from './text.ts';

/** What a page draws, in points on the displayed page (origin top left, y down). */
export interface PageContent {
  readonly glyphs: GlyphBuffer;
  readonly fonts: readonly PdfiumFont[];
  readonly rulings: Ruling[];
  readonly fills: FilledRect[];
  shapes: number;
  readonly images: PageImage[];
  /** Glyphs whose font does not say which characters they are. */
  unmapped: number;
}

export interface ContentContext {
  readonly engine: Engine;
  readonly fonts: Fonts;
  readonly width: number;
  readonly height: number;
  readonly graphics: boolean;
  /** Undefined for a document where every layer is switched on. */
  readonly layers: LayerVisibility | undefined;
}

/** A list of page objects: a page's, a form's or an annotation's. */
export interface ObjectList {
  readonly count: number;
  readonly at: (index: number) => number;
  /** From the coordinates that the objects are given in to the displayed page. */
  readonly transform: Matrix;
  readonly clip?: Clip;
  /** Whose names marked content has (see `LayerVisibility`). Default: the page's. */
  readonly owner?: number;
  /** On a layer that is switched off. */
  readonly hidden?: boolean;
}

/** PDFium's types of page objects (fpdf_edit.h). */
const TEXT = 1;
const PATH = 2;
const IMAGE = 3;
const FORM = 5;
/** PDFium itself reads forms in forms no deeper than this. */
const MAX_DEPTH = 40;

/** Reads what the object lists of a page draw, in the order in which they draw it. */
export function readContent(lists: readonly ObjectList[], context: ContentContext): PageContent {
  const { engine, fonts, graphics } = context;
  const { pdfium } = engine;
  const content: PageContent = {
    glyphs: createGlyphBuffer(),
    fonts: fonts.list,
    rulings: [],
    fills: [],
    shapes: 0,
    images: [],
    unmapped: 0,
  };
  const texts: TextObject[] = [];

  const read = (list: ObjectList, shown: boolean, owner: number, depth: number): void => {
    const clipTexts: TextObject[] = [];
    const clips = new Clips(engine, list.transform, list.clip ?? NO_CLIP);
    for (let i = 0; i < list.count; i++) {
      const object = list.at(i);
      if (object === 0) continue;
      const type = pdfium.FPDFPageObj_GetType(object);
      const visible = shown && (context.layers?.isVisible(object, type, owner) ?? true);
      if (type === TEXT) {
        const text = readTextObject(engine, fonts, object, list.transform, clips.of(object), visible);
        if (text) texts.push(text);
        if (text?.clipData !== undefined) clipTexts.push(text);
      } else if (type === FORM) {
        if (depth >= MAX_DEPTH) continue;
        const inner = context.layers?.ownerOf(object, owner) ?? owner;
        read(formList(engine, object, list.transform, clips.of(object)), visible, inner, depth + 1);
      } else if (visible) {
        if (clipTexts.length > 0) revealClipTexts(engine, object, clips.of(object), clipTexts);
        if (!graphics) continue;
        if (type === PATH) {
          readPath(engine, object, list.transform, clips.of(object), context, content);
        } else if (type === IMAGE) {
          readImage(engine, object, list.transform, clips.of(object), context, content);
        }
      }
    }
  };
  for (const list of lists) read(list, list.hidden !== true, list.owner ?? PAGE, 0);
  learnGlyphs(engine, fonts, texts);
  for (const text of texts) content.unmapped += placeGlyphs(engine, text, context, content.glyphs);
  return content;
}

/**
 * Something is painted through text that is nothing but a clip (a gradient, a picture): now the text is seen. PDFium does not tell which
 * text a clip is made of: it is text before it whose own clip is the same, but for what is not a path.
 */
function revealClipTexts(engine: Engine, object: number, clip: Clip, texts: TextObject[]): void {
  const data = engine.u32[(object >> 2) + engine.layout.clipPath]!;
  if (data === 0) return;
  for (const text of texts) {
    if (text.clipData === data || text.hidden !== 'invisible') continue;
    const same = text.clip;
    if (clip.x0 === same.x0 && clip.y0 === same.y0 && clip.x1 === same.x1 && clip.y1 === same.y1)
      text.hidden = undefined;
  }
}

function formList(engine: Engine, form: number, outer: Matrix, clip: Clip): ObjectList {
  const { pdfium, scratch } = engine;
  pdfium.FPDFPageObj_GetMatrix(form, scratch);
  return {
    count: pdfium.FPDFFormObj_CountObjects(form),
    at: (index) => pdfium.FPDFFormObj_GetObject(form, index),
    transform: multiply(outer, engine.f32.subarray(scratch >> 2, (scratch >> 2) + 6)),
    clip,
  };
}

/** Learns all codes of a page that are new, in as few steps as there are fonts. */
function learnGlyphs(engine: Engine, fonts: Fonts, texts: readonly TextObject[]): void {
  const { u32 } = engine;
  const wanted = new Map<PdfiumFont, NewCodes>();
  let font: PdfiumFont | undefined;
  let fresh: NewCodes | undefined;
  for (const text of texts) {
    if (text.font !== font) {
      ({ font } = text);
      fresh = wanted.get(font);
    }
    const { glyphs, moreGlyphs } = text.font;
    const end = text.codes + text.count;
    for (let at = text.codes; at < end; at++) {
      const code = u32[at]!;
      if (code < 256 ? glyphs[code] !== undefined : code === 0xffffffff || moreGlyphs.has(code)) continue;
      if (!fresh) wanted.set(text.font, (fresh = { codes: [], few: new Uint8Array(256), more: new Set() }));
      if (code < 256) {
        if (fresh.few[code] === 1) continue;
        fresh.few[code] = 1;
      } else {
        if (fresh.more.has(code)) continue;
        fresh.more.add(code);
      }
      fresh.codes.push(code);
    }
  }
  for (const [each, { codes }] of wanted) fonts.learn(each, codes);
}

/** Codes of a font in the order in which a page has them first, and which they are: a byte each of those below 256, and the others. */
interface NewCodes {
  readonly codes: number[];
  readonly few: Uint8Array;
  readonly more: Set<number>;
}
