import type { HiddenReason } from '@unifex/core';
import { BLANK_RUN, isWhiteSpace, pushGlyph, pushJoiner, type GlyphBuffer } from '@unifex/layout';
import type { Clip } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';
import { readColor } from './colors.ts';
import type { Fonts, PdfiumFont } from './fonts.ts';
import { multiply, type Matrix } from '@unifex/pdf-common';

/** One text-showing operation as PDFium keeps it. */
export interface TextObject {
  readonly font: PdfiumFont;
  /** In text space; negative for text that is set backwards. */
  readonly fontSize: number;
  /** Text space to page. */
  readonly matrix: Matrix;
  /** Where the codes and the positions stand on the heap, as indices of 32-bit words, and how many codes there are. */
  readonly codes: number;
  readonly positions: number;
  readonly count: number;
  /** What is set between letters, in text space (`Tc`). */
  readonly letterSpacing: number;
  readonly color: string | undefined;
  readonly emboldened: boolean;
  readonly clip: Clip;
  /** Hidden whatever its place. */
  hidden: HiddenReason | undefined;
  /** Address of the data of its clip; set for text that is nothing but a clip itself (render mode 7). */
  readonly clipData: number | undefined;
}

/** Between two codes: the position that belongs to it is a kerning, already counted in the next one. */
const KERNING = 0xffffffff;

/** @returns undefined for an object without text or font */
export function readTextObject(
  engine: Engine,
  fonts: Fonts,
  object: number,
  transform: Matrix,
  clip: Clip,
  visible: boolean,
): TextObject | undefined {
  const { pdfium, scratch, layout } = engine;
  const handle = pdfium.FPDFTextObj_GetFont(object);
  if (handle === 0) return undefined;
  const font = fonts.get(handle);
  const at = scratch >> 2;
  pdfium.FPDFTextObj_GetFontSize(object, scratch + 24);
  pdfium.FPDFPageObj_GetMatrix(object, scratch);
  const { u32, f32 } = engine;
  const word = object >> 2;
  const codes = u32[word + layout.charCodes]! >> 2;
  const count = (u32[word + layout.charCodes + 1]! >> 2) - codes;
  if (count <= 0) return undefined;
  const positions = u32[word + layout.charPositions]! >> 2;
  const fontSize = f32[at + 6]!;
  if (fontSize === 0) return undefined;
  const matrix = multiply(transform, f32.subarray(at, at + 6));
  const mode = pdfium.FPDFTextObj_GetTextRenderMode(object);
  const strokes = mode % 4 === 1 || mode % 4 === 2;
  const fill = readColor(engine, object, 'fill');
  const stroke = strokes ? readColor(engine, object, 'stroke') : undefined;
  const seen = (mode % 4 !== 1 && fill.alpha > 0) || (strokes && stroke!.alpha > 0);
  const flat = matrix[0] * matrix[3] === matrix[1] * matrix[2];
  // Modes 3 and 7 paint nothing (ISO 32000-2, table 104); nor does an alpha of zero or a size of zero.
  const painted = mode !== 3 && mode !== 7 && !flat && seen;
  return {
    font,
    fontSize,
    matrix,
    codes,
    positions,
    count,
    letterSpacing: f32[(u32[word + layout.textState]! >> 2) + layout.letterSpacing]!,
    color: mode % 4 === 1 ? stroke!.color : fill.color,
    emboldened: mode % 4 === 2 && stroke!.color === fill.color,
    clip,
    clipData: visible && mode === 7 ? u32[word + layout.clipPath]! : undefined,
    hidden: !visible ? 'hidden-layer' : painted ? undefined : 'invisible',
  };
}

/** Appends the glyphs of a text object, all of whose codes the font must know. @returns how many of them are unmapped */
export function placeGlyphs(
  engine: Engine,
  text: TextObject,
  page: { readonly width: number; readonly height: number },
  glyphs: GlyphBuffer,
): number {
  const { font, fontSize, codes, positions, count, clip } = text;
  const [a, b, c, d, e, f] = text.matrix;
  const { u32, f32 } = engine;
  const { glyphs: few, moreGlyphs: more } = font;
  const shape = shapeOfRun(text, u32[codes]!);
  const { ux, uy, along } = shape;
  const scale = along * Math.abs(fontSize);
  const up = (shape.ascent - shape.descent) / 2;
  let runHidden: HiddenReason | undefined | null = null;
  let unmapped = 0;
  for (let i = 0; i < count; i++) {
    const code = u32[codes + i]!;
    if (code === KERNING) continue;
    const glyph = (code < 256 ? few[code] : more.get(code))!;
    // A joiner or a mark of direction: neither a letter nor a space between two.
    if (glyph.text === '') {
      if (runHidden !== null) pushJoiner(glyphs, glyph.advance * scale);
      continue;
    }
    const position = i === 0 ? 0 : f32[positions + i - 1]!;
    const x = shape.vertical ? c * position + e : a * position + e;
    const y = shape.vertical ? d * position + f : b * position + f;
    const advance = glyph.advance * scale;
    let hidden = text.hidden;
    if (hidden === undefined) {
      // Judged by the middle of the glyph's cell: half a glyph inside is seen.
      const cx = x + (advance / 2) * ux + up * uy;
      const cy = y + (advance / 2) * uy - up * ux;
      if (!(cx >= 0 && cy >= 0 && cx <= page.width && cy <= page.height)) hidden = 'off-page';
      else if (cx < clip.x0 || cx > clip.x1 || cy < clip.y0 || cy > clip.y1) hidden = 'clipped';
    }
    if (hidden !== runHidden) {
      runHidden = hidden;
      glyphs.runs.push({
        ...BLANK_RUN,
        ux,
        uy,
        ascent: shape.ascent,
        descent: shape.descent,
        size: shape.size,
        vertical: shape.vertical,
        hidden,
        spaceAdvance: font.spaceAdvance * scale,
        letterSpacing: shape.vertical ? 0 : text.letterSpacing * along,
        font: font.index,
        color: text.color,
        emboldened: text.emboldened,
      });
    }
    if (font.spaceAdvance === 0 && glyph.advance > 0 && isWhiteSpace(glyph.text)) font.spaceAdvance = glyph.advance;
    if (glyph.unmapped) unmapped++;
    pushGlyph(glyphs, glyph.text, x, y, advance);
  }
  return unmapped;
}

interface RunShape {
  readonly ux: number;
  readonly uy: number;
  readonly ascent: number;
  readonly descent: number;
  /** Font size across the baseline as displayed. */
  readonly size: number;
  /** Scale from text space to page along the baseline. */
  readonly along: number;
  readonly vertical: boolean;
}

/** Direction and height of the glyphs' cells on the page. */
function shapeOfRun({ font, fontSize, matrix }: TextObject, firstCode: number): RunShape {
  const [a, b, c, d] = matrix;
  const absolute = Math.abs(fontSize);
  const direction = fontSize < 0 ? -1 : 1;
  const xScale = Math.hypot(a, b);
  const yScale = Math.hypot(c, d);
  const determinant = Math.abs(a * d - b * c);
  const size = absolute * (xScale > 0 ? determinant / xScale : yScale);
  const first = firstCode < 256 ? font.glyphs[firstCode] : font.moreGlyphs.get(firstCode);
  if (first?.vertical) {
    const half = (absolute * xScale) / 2;
    const [ux, uy] = yScale > 0 ? [-c / yScale, -d / yScale] : [1, 0];
    return { ux, uy, ascent: half, descent: half, size, along: yScale, vertical: true };
  }
  let ux = 1;
  let uy = 0;
  let ascent = font.ascent * size;
  let descent = font.descent * size;
  if (xScale > 0) {
    ux = (direction * a) / xScale;
    uy = (direction * b) / xScale;
    // Is "up" of the glyphs to the left of the advance as displayed (y down)? Not in mirrored text.
    if ((c * uy - d * ux) * direction < 0) [ascent, descent] = [descent, ascent];
  }
  return { ux, uy, ascent, descent, size, along: xScale, vertical: false };
}
