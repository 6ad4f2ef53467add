import { multiply, transformBox, type Matrix } from '@unifex/pdf-common';
import type { PdfFont } from './fonts.ts';

/** The graphics state as far as it decides where text, lines and images stand and whether they are seen (PDF 32000-1, tables 52 and 104). */
export class GraphicsState {
  ctm: Matrix = [1, 0, 0, 1, 0, 0];
  font: PdfFont | undefined = undefined;
  fontSize = 0;
  /** -1 for a negative font size. */
  fontDirection = 1;
  charSpacing = 0;
  wordSpacing = 0;
  /** Horizontal scaling as a factor (Tz / 100). */
  horizontalScale = 1;
  leading = 0;
  rise = 0;
  renderMode = 0;
  fillColor: string | undefined = '#000000';
  strokeColor: string | undefined = '#000000';
  fillAlpha = 1;
  strokeAlpha = 1;
  lineWidth = 1;
  /** Runs of invisible text that the clip was cut to (render mode 7), as indices into the glyph buffer's runs. */
  textClip: readonly number[] = [];
  /** Bounding box of the clipping path, in page coordinates. */
  clipX0: number = -Infinity;
  clipY0: number = -Infinity;
  clipX1: number = Infinity;
  clipY1: number = Infinity;

  /** By hand: this is done for every `q`, and `Object.assign` takes five times as long. */
  clone(): GraphicsState {
    const clone = new GraphicsState();
    clone.ctm = this.ctm;
    clone.font = this.font;
    clone.fontSize = this.fontSize;
    clone.fontDirection = this.fontDirection;
    clone.charSpacing = this.charSpacing;
    clone.wordSpacing = this.wordSpacing;
    clone.horizontalScale = this.horizontalScale;
    clone.leading = this.leading;
    clone.rise = this.rise;
    clone.renderMode = this.renderMode;
    clone.fillColor = this.fillColor;
    clone.strokeColor = this.strokeColor;
    clone.fillAlpha = this.fillAlpha;
    clone.strokeAlpha = this.strokeAlpha;
    clone.lineWidth = this.lineWidth;
    clone.textClip = this.textClip;
    clone.clipX0 = this.clipX0;
    clone.clipY0 = this.clipY0;
    clone.clipX1 = this.clipX1;
    clone.clipY1 = this.clipY1;
    return clone;
  }

  transform(m: ArrayLike<number>): void {
    this.ctm = multiply(this.ctm, m);
  }

  /** Intersects the clip with the box of a rectangle given in user space. */
  clipTo(x0: number, y0: number, x1: number, y1: number): void {
    const box = transformBox(this.ctm, x0, y0, x1, y1);
    this.clipX0 = Math.max(this.clipX0, box[0]);
    this.clipY0 = Math.max(this.clipY0, box[1]);
    this.clipX1 = Math.min(this.clipX1, box[2]);
    this.clipY1 = Math.min(this.clipY1, box[3]);
  }
}
