import type { TruthBox, TruthLine, TruthPage, TruthWord } from '../truth.ts';
import type { FontName } from './fonts.ts';
import { compose, displayMatrix, transformBox, type Matrix } from './matrix.ts';
import { measureText, useFont, type MeasuredText, type Spacing } from './measure.ts';

export interface TextStyle extends Spacing {
  readonly font: FontName;
  /** In points. */
  readonly size: number;
  readonly color?: string;
}

export interface TextPlacement {
  /** What of the text stands at x. Default `left`. */
  readonly align?: 'left' | 'right' | 'center';
  /** Right-to-left text in logical order, all of one script; shaped as a whole. */
  readonly rightToLeft?: boolean;
  readonly hidden?: TruthLine['hidden'];
  /** Goes on with the word that was drawn last: no space between the two. */
  readonly joins?: boolean;
  /** What is meant, where other characters are drawn for it. */
  readonly says?: string;
}

/** A piece of a line that is set in a style of its own. */
export interface TextPiece extends TextPlacement {
  readonly text: string;
  readonly style: TextStyle;
}

/** A page that is drawn with pdfkit and keeps account of the words that are put on it. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly page: TruthPage;
  /** Whether what is drawn becomes part of the truth. Long documents do without: it takes as long as the drawing. */
  recording = true;
  #matrix: Matrix;
  #line: TruthLine | undefined;

  /** Adds a page. @param rotate the page's /Rotate; what is drawn is drawn on the page before it. */
  constructor(doc: PDFKit.PDFDocument, size: readonly [number, number], rotate: 0 | 90 | 180 | 270 = 0) {
    doc.addPage({ size: [...size], margin: 0 });
    const [width, height] = size;
    this.doc = doc;
    this.#matrix = displayMatrix(rotate, width, height);
    this.page = { ...(rotate % 180 === 0 ? { width, height } : { width: height, height: width }), lines: [] };
    if (rotate !== 0) {
      this.page.rotation = rotate;
      (doc.page.dictionary.data as Record<string, unknown>)['Rotate'] = rotate;
    }
  }

  measure(text: string, style: TextStyle, rightToLeft = false): MeasuredText {
    return measureText(this.doc, text, style.font, style.size, style, rightToLeft ? [] : undefined);
  }

  /**
   * Draws one line of text.
   * @param y of the baseline, in points from the top.
   * @returns its width, which is known only while {@link recording}.
   */
  text(text: string, x: number, y: number, style: TextStyle, placement: TextPlacement = {}): number {
    const { align = 'left', rightToLeft = false } = placement;
    const measured = this.recording || align !== 'left' ? this.measure(text, style, rightToLeft) : undefined;
    const width = measured?.width ?? 0;
    const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
    useFont(this.doc, style.font, style.size);
    this.doc.fillColor(style.color ?? '#000000').text(text, left, y, {
      lineBreak: false,
      baseline: 'alphabetic',
      ...(style.letterSpacing ? { characterSpacing: style.letterSpacing } : {}),
      ...(style.wordSpacing ? { wordSpacing: style.wordSpacing } : {}),
      ...(style.stretch ? { horizontalScaling: style.stretch * 100 } : {}),
      ...(rightToLeft ? { features: [] } : {}),
    });
    if (this.recording && measured) this.#record(placement.says ?? text, left, y, measured, placement);
    return width;
  }

  /** Draws pieces one after the other, as one line of the truth. @returns the line's width. */
  pieces(pieces: readonly TextPiece[], x: number, y: number): number {
    let at = x;
    this.line(() => {
      for (const { text, style, ...placement } of pieces) at += this.text(text, at, y, style, placement);
    });
    return at - x;
  }

  /** What is drawn inside is one line of the truth. */
  line(draw: () => void, direction?: TruthLine['direction']): void {
    this.#line = { words: [], ...(direction ? { direction } : {}) };
    draw();
    if (this.recording) this.page.lines.push(this.#line);
    this.#line = undefined;
  }

  /** Draws inside a frame of its own. */
  within(matrix: Matrix, draw: () => void): void {
    const outer = this.#matrix;
    this.#matrix = compose(outer, matrix);
    this.doc.save();
    this.doc.transform(...matrix);
    draw();
    this.doc.restore();
    this.#matrix = outer;
  }

  /** A box of the current frame on the page as displayed. */
  box(x0: number, y0: number, x1: number, y1: number): TruthBox {
    return transformBox(this.#matrix, x0, y0, x1, y1);
  }

  rule(x0: number, y0: number, x1: number, y1: number, color: string, thickness: number): void {
    this.doc.moveTo(x0, y0).lineTo(x1, y1).lineWidth(thickness).strokeColor(color).stroke();
  }

  fill(x: number, y: number, width: number, height: number, color: string): void {
    this.doc.rect(x, y, width, height).fill(color);
  }

  #record(text: string, x: number, y: number, measured: MeasuredText, placement: TextPlacement): void {
    const texts = text.split(' ').filter((word) => word !== '');
    if (placement.rightToLeft) measured.words.reverse();
    if (texts.length !== measured.words.length) throw new Error(`Words and glyphs do not agree: ${text}`);
    const words = measured.words.map(({ start, end, raised, lowered, ink }, i): TruthWord => {
      const box = this.box(x + start, y - measured.ascent - raised, x + end, y + measured.descent - lowered);
      const word: TruthWord = { text: texts[i]!, box };
      if (ink) word.ink = this.box(x + ink[0], y + ink[1], x + ink[2], y + ink[3]);
      return word;
    });
    const line = this.#line ?? { words: [] };
    if (placement.joins) join(line.words.at(-1), words.shift());
    line.words.push(...words);
    const [a, b] = this.#matrix;
    const degrees = (Math.round((Math.atan2(b, a) * 1800) / Math.PI + 3600) % 3600) / 10;
    if (degrees !== 0) line.rotation = degrees;
    if (placement.rightToLeft) line.direction = 'rtl';
    if (placement.hidden) line.hidden = placement.hidden;
    if (!this.#line) this.page.lines.push(line);
  }
}

/** Adds to a word what another piece of it was set as. */
function join(word: TruthWord | undefined, rest: TruthWord | undefined): void {
  if (!word || !rest) return;
  word.text += rest.text;
  word.box = around(word.box, rest.box);
  if (word.ink && rest.ink) word.ink = around(word.ink, rest.ink);
}

function around(a: TruthBox, b: TruthBox): TruthBox {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
