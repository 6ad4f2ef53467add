import { BLANK_RUN, isWhiteSpace, pushGlyph, pushJoiner, type GlyphBuffer } from '@unifex/layout';
import type { HiddenReason } from '@unifex/core';
import { dingbat, readable } from '@unifex/pdf-common';
import type { GraphicsState } from './graphics-state.ts';
import type { PdfFont } from './fonts.ts';

/** One element of pdf.js's showText argument. Widths and metrics are in thousandths of the font size (Type 3: glyph space). */
export interface PdfJsGlyph {
  readonly unicode: string;
  readonly originalCharCode: number;
  readonly width: number;
  readonly vmetric: readonly [number, number, number] | undefined;
  readonly isSpace: boolean;
}

/** Text position within a text object (PDF 32000-1, 9.4): the text matrix, the line's start and the current point in its frame. */
export class TextPosition {
  matrix: ArrayLike<number> = [1, 0, 0, 1, 0, 0];
  lineX = 0;
  lineY = 0;
  x = 0;
  y = 0;

  reset(matrix: ArrayLike<number>): void {
    this.matrix = matrix;
    this.x = this.lineX = 0;
    this.y = this.lineY = 0;
  }

  moveLine(x: number, y: number): void {
    this.x = this.lineX += x;
    this.y = this.lineY += y;
  }
}

export interface TextArea {
  readonly width: number;
  readonly height: number;
  /** False inside optional content that is switched off. */
  readonly contentVisible: boolean;
}

/** Where pdf.js knows nothing of a glyph it gives its code for it; its name may say more. */
function unicodeOf({ unicode, originalCharCode }: PdfJsGlyph, named: ReadonlyMap<number, string>): string {
  return unicode === String.fromCharCode(originalCharCode) ? (named.get(originalCharCode) ?? unicode) : unicode;
}

/** Beyond every page, in points: where numbers of a damaged file, or products of them, are larger still or no numbers at all. */
const FAR = 1e9;

function within(value: number): number {
  if (value > -FAR && value < FAR) return value;
  return value > 0 ? FAR : value < 0 ? -FAR : 0;
}

/** Vertical writing: default position vector and advance (PDF 32000-1, 9.7.4.3: DW2 [880 -1000], and half the width). */
const DEFAULT_VERTICAL_ADVANCE = -1000;

/** Shows a string (PDF 32000-1, 9.4.4): appends its glyphs to the buffer and advances the position. */
export function showText(
  items: readonly (PdfJsGlyph | number)[],
  state: GraphicsState,
  position: TextPosition,
  area: TextArea,
  glyphs: GlyphBuffer,
): void {
  const font = state.font;
  const fontSize = state.fontSize;
  if (!font || fontSize === 0) return;
  const vertical = font.vertical;
  const hScale = state.horizontalScale * state.fontDirection;
  const m = position.matrix;
  const ctm = state.ctm;
  // By index: this is done for every string, and taking an array apart costs an iterator.
  const A = ctm[0];
  const B = ctm[1];
  const C = ctm[2];
  const D = ctm[3];
  const m0 = m[0]!;
  const m1 = m[1]!;
  const m2 = m[2]!;
  const m3 = m[3]!;
  // Text space to page: the current matrix after the text matrix.
  const a = A * m0 + C * m1;
  const b = B * m0 + D * m1;
  const c = A * m2 + C * m3;
  const d = B * m2 + D * m3;
  const e = A * m[4]! + C * m[5]! + ctm[4];
  const f = B * m[4]! + D * m[5]! + ctm[5];
  const determinant = Math.abs(a * d - b * c);
  const xScale = Math.hypot(a, b);
  // Font size across the baseline; a degenerate matrix still gives text with a place, marked below.
  let size = fontSize * (xScale > 0 ? determinant / xScale : Math.hypot(c, d));
  const direction = hScale < 0 ? -1 : 1;
  let ux = 1;
  let uy = 0;
  let ascent = font.ascent * size;
  let descent = font.descent * size;
  if (vertical) {
    const yScale = Math.hypot(c, d);
    if (yScale > 0) {
      ux = -c / yScale;
      uy = -d / yScale;
    }
    ascent = descent = (fontSize * xScale) / 2;
  } else if (xScale > 0) {
    ux = (direction * a) / xScale;
    uy = (direction * b) / xScale;
    // Is "up" of the glyphs to the left of the advance as displayed (y down)? Not in mirrored text.
    const up = c * uy - d * ux;
    if (up * state.fontDirection < 0) [ascent, descent] = [descent, ascent];
  }
  const widthScale = fontSize * font.widthScale;
  const alongScale = vertical ? Math.hypot(c, d) : Math.abs(hScale) * xScale;
  if (!Number.isFinite(ux + uy)) {
    ux = 1;
    uy = 0;
  }
  size = within(size);
  ascent = within(ascent);
  descent = within(descent);
  const baseHidden = hiddenByState(state, area, size);
  const y = position.y + state.rise;
  let offset = 0;
  let runHidden: HiddenReason | undefined | null = null;

  const startRun = (hidden: HiddenReason | undefined): void => {
    runHidden = hidden;
    if (state.renderMode === 7 && hidden === 'invisible') state.textClip = [...state.textClip, glyphs.runs.length];
    glyphs.runs.push({
      ...BLANK_RUN,
      ux,
      uy,
      ascent,
      descent,
      size,
      vertical,
      hidden,
      spaceAdvance: within(font.spaceAdvance * fontSize * alongScale),
      letterSpacing: vertical ? 0 : within(state.charSpacing * alongScale),
      font: font.index,
      color: state.renderMode % 4 === 1 ? state.strokeColor : state.fillColor,
      emboldened: state.renderMode % 4 === 2 && state.strokeColor === state.fillColor && state.lineWidth > 0,
    });
  };

  for (const item of items) {
    if (typeof item === 'number') {
      offset += ((vertical ? 1 : -1) * item * fontSize) / 1000;
      continue;
    }
    const spacing = (item.isSpace ? state.wordSpacing : 0) + state.charSpacing;
    const text = font.dingbats
      ? dingbat(item.unicode)
      : readable(font.named ? unicodeOf(item, font.named) : item.unicode);
    let tx: number;
    let ty: number;
    let advance: number;
    let next: number;
    if (vertical) {
      const along = -(item.vmetric?.[0] ?? DEFAULT_VERTICAL_ADVANCE) * widthScale;
      tx = position.x + (item.width / 2 - (item.vmetric?.[1] ?? item.width / 2)) * widthScale;
      ty = y - offset;
      advance = along * alongScale;
      next = offset + along - spacing * state.fontDirection;
    } else {
      tx = position.x + offset * hScale;
      ty = y;
      advance = item.width * widthScale * alongScale;
      next = offset + item.width * widthScale + spacing * state.fontDirection;
    }
    const gx = within(a * tx + c * ty + e);
    const gy = within(b * tx + d * ty + f);
    advance = within(advance);
    const hidden =
      baseHidden ??
      hiddenByPlace(gx + (advance / 2) * ux, gy + (advance / 2) * uy, ux, uy, (ascent - descent) / 2, state, area);
    offset = next;
    // A joiner or a mark of direction: neither a letter nor a space between two.
    if (text === '') {
      if (runHidden !== null) pushJoiner(glyphs, advance);
      continue;
    }
    if (hidden !== runHidden) startRun(hidden);
    learnSpace(font, item, text);
    pushGlyph(glyphs, text, gx, gy, advance);
  }
  if (vertical) position.y -= offset;
  else position.x += offset * hScale;
}

/** Something is painted through text that is nothing but a clip (a gradient, a picture): now the text is seen. */
export function revealTextClip(state: GraphicsState, glyphs: GlyphBuffer): void {
  if (state.textClip.length === 0) return;
  for (const index of state.textClip) glyphs.runs[index] = { ...glyphs.runs[index]!, hidden: undefined };
  state.textClip = [];
}

/** Hidden whatever its place. */
function hiddenByState(state: GraphicsState, area: TextArea, size: number): HiddenReason | undefined {
  if (!area.contentVisible) return 'hidden-layer';
  const mode = state.renderMode;
  // Modes 3 and 7 paint nothing (PDF 32000-1, table 106); nor does an alpha of zero or a size of zero.
  if (mode === 3 || mode === 7 || !(size > 0)) return 'invisible';
  const fills = mode % 4 !== 1;
  const strokes = mode % 4 === 1 || mode % 4 === 2;
  if ((!fills || state.fillAlpha === 0) && (!strokes || state.strokeAlpha === 0)) return 'invisible';
  return undefined;
}

/** Judged by the middle of the glyph's cell: half a glyph inside is seen. */
function hiddenByPlace(
  x: number,
  y: number,
  ux: number,
  uy: number,
  up: number,
  state: GraphicsState,
  area: TextArea,
): HiddenReason | undefined {
  const cx = x + up * uy;
  const cy = y - up * ux;
  if (!(cx >= 0 && cy >= 0 && cx <= area.width && cy <= area.height)) return 'off-page';
  if (cx < state.clipX0 || cx > state.clipX1 || cy < state.clipY0 || cy > state.clipY1) return 'clipped';
  return undefined;
}

/** The first space that a font draws tells its advance, for fonts whose widths are not listed by character. */
function learnSpace(font: PdfFont, glyph: PdfJsGlyph, text: string): void {
  if (font.spaceAdvance === 0 && glyph.width > 0 && isWhiteSpace(text))
    font.spaceAdvance = glyph.width * font.widthScale;
}
