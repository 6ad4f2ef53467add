import type { FilledRect, PageImage, Ruling } from '@unifex/core';
import { createGlyphBuffer, type GlyphBuffer } from '@unifex/layout';
import { describeFont, type PdfFont, type PdfJsFont } from './fonts.ts';
import type { Matrix } from '@unifex/pdf-common';
import { GraphicsState } from './graphics-state.ts';
import { imageAt } from './images.ts';
import { clipToPath, collectPath, fillUnitSquare } from './paths.ts';
import { revealTextClip, showText, TextPosition, type PdfJsGlyph } from './text.ts';

/** What a page's content stream draws, in points on the displayed page (origin top left, y down). */
export interface PageContent {
  glyphs: GlyphBuffer;
  fonts: PdfFont[];
  rulings: Ruling[];
  fills: FilledRect[];
  shapes: number;
  images: PageImage[];
  warnings: string[];
}

export interface InterpretContext {
  /** pdf.js's operator codes. */
  readonly ops: Readonly<Record<string, number>>;
  /** User space to displayed page, in points: the viewport's transform at scale 1. */
  readonly transform: Matrix;
  readonly width: number;
  readonly height: number;
  readonly graphics: boolean;
  readonly fontById: (id: string) => PdfJsFont | undefined;
  /** Whether an optional-content group (a marked-content property) is switched on. */
  readonly isContentVisible: (group: unknown) => boolean;
}

/** Some of the operators of a page, in their order: codes and, for each, its arguments. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** Operators that differ in nothing that matters here. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['setFillTransparent', 'setFillColorN'],
  ['setStrokeTransparent', 'setStrokeColorN'],
  ['eoClip', 'clip'],
  ['endGroup', 'paintFormXObjectEnd'],
  ['paintInlineImageXObject', 'paintImageXObject'],
];

/** A page that is being interpreted. */
export interface Interpreter {
  /** What the operators so far have drawn; grows with every call of `interpret`. */
  readonly content: PageContent;
  /** Goes on with the next operators of the page. */
  readonly interpret: (list: OperatorList) => void;
}

/**
 * Interprets pdf.js's operators: pdf.js's own text extraction has neither character boxes nor colours, render modes or
 * clipping. Follows PDF 32000-1, 8.4 (graphics state), 8.5 (paths), 9.3 and 9.4 (text).
 */
export function createInterpreter(context: InterpretContext): Interpreter {
  const O = context.ops as Record<string, number>;
  const content: PageContent = {
    glyphs: createGlyphBuffer(),
    fonts: [],
    rulings: [],
    fills: [],
    shapes: 0,
    images: [],
    warnings: [],
  };
  const fonts = new Map<string, PdfFont>();
  const area = { width: context.width, height: context.height, contentVisible: true };
  /** The operator before the one at hand. */
  let previous: number | undefined;
  const position = new TextPosition();
  const marked: boolean[] = [];
  const stack: GraphicsState[] = [];
  let state = new GraphicsState();
  state.ctm = context.transform;
  let pendingClip = false;
  /** Depth of the soft-mask group being skipped: its drawing shapes transparency and is not on the page. */
  let maskDepth = 0;

  const save = (): void => void stack.push(state.clone());
  const restore = (): void => {
    const saved = stack.pop();
    if (saved) state = saved;
  };
  const setFont = (id: string, size: number): void => {
    let font = fonts.get(id);
    if (!font) {
      const source = context.fontById(id);
      if (!source) {
        content.warnings.push(`Font ${id} could not be read; the widths of its text are unknown.`);
      }
      font = describeFont(source ?? {}, content.fonts.length);
      content.fonts.push(font);
      fonts.set(id, font);
    }
    state.font = font;
    state.fontDirection = size < 0 ? -1 : 1;
    state.fontSize = Math.abs(size);
  };
  const setGState = (entries: readonly (readonly [string, unknown])[]): void => {
    for (const [key, value] of entries) {
      if (key === 'ca') state.fillAlpha = value as number;
      else if (key === 'CA') state.strokeAlpha = value as number;
      else if (key === 'LW') state.lineWidth = value as number;
      else if (key === 'Font') setFont((value as [string, number])[0], (value as [string, number])[1]);
    }
  };
  const paintImage = (args: readonly unknown[], mask: boolean): void => {
    revealTextClip(state, content.glyphs);
    if (context.graphics) imageAt(state, args, mask, content.images, area);
  };

  const handlers: Record<string, (args: never[]) => void> = {
    showText: (args) => {
      showText(args[0] as unknown as readonly (PdfJsGlyph | number)[], state, position, area, content.glyphs);
    },
    setFont: (args) => {
      setFont(args[0]!, args[1]!);
    },
    setTextMatrix: (args) => {
      position.reset(args[0]!);
    },
    moveText: (args) => {
      position.moveLine(args[0]!, args[1]!);
    },
    setLeadingMoveText: (args) => {
      state.leading = args[1]!;
      position.moveLine(args[0]!, args[1]!);
    },
    nextLine: () => {
      position.moveLine(0, state.leading);
    },
    beginText: () => {
      position.reset([1, 0, 0, 1, 0, 0]);
    },
    setCharSpacing: (args) => {
      state.charSpacing = args[0]!;
    },
    setWordSpacing: (args) => {
      state.wordSpacing = args[0]!;
    },
    setHScale: (args) => {
      state.horizontalScale = (args[0]! as number) / 100;
    },
    setLeading: (args) => {
      state.leading = -(args[0]! as number);
    },
    setTextRise: (args) => {
      state.rise = args[0]!;
    },
    setTextRenderingMode: (args) => {
      state.renderMode = args[0]!;
    },
    save: () => {
      save();
    },
    restore: () => {
      restore();
    },
    transform: (args) => {
      state.transform(args);
    },
    setFillRGBColor: (args) => {
      state.fillColor = args[0];
    },
    setStrokeRGBColor: (args) => {
      state.strokeColor = args[0];
    },
    setFillColorN: () => {
      state.fillColor = undefined;
    },
    setStrokeColorN: () => {
      state.strokeColor = undefined;
    },
    setLineWidth: (args) => {
      state.lineWidth = args[0]!;
    },
    setGState: (args) => {
      setGState(args[0]!);
    },
    clip: () => {
      pendingClip = true;
    },
    constructPath: (args) => {
      const [paint, [data], minMax] = args as unknown as [number, [ArrayLike<number> | null], ArrayLike<number> | null];
      const painted = paintKind(paint, O);
      if (data && painted && area.contentVisible) {
        revealTextClip(state, content.glyphs);
        if (context.graphics) collectPath(data, state, painted.stroke, painted.fill, area, content);
      }
      if (pendingClip) clipToPath(minMax, state);
      pendingClip = false;
    },
    paintFormXObjectBegin: (args) => {
      save();
      if (args[0]) state.transform(args[0]);
      if (args[1]) clipToPath(args[1], state);
    },
    beginGroup: (args) => {
      const group = args[0] as unknown as {
        smask?: unknown;
        bbox?: ArrayLike<number> | null;
        matrix?: ArrayLike<number> | null;
      };
      save();
      if (group.smask) maskDepth = 1;
      else if (group.bbox) {
        const outside = state.ctm;
        if (group.matrix) state.transform(group.matrix);
        clipToPath(group.bbox, state);
        state.ctm = outside;
      }
    },
    paintFormXObjectEnd: () => {
      restore();
    },
    beginAnnotation: (args) => {
      // [id, rect, transform, matrix]: drawn in the page's own space, whatever state the content left (PDF 32000-1, 12.5.5).
      save();
      // What the content left open, hidden layers too, ends with it; the annotation's own layer is opened right before it.
      const own = previous === O['beginMarkedContentProps'] ? marked.slice(-1) : [];
      marked.splice(0, Infinity, ...own);
      area.contentVisible = !marked.includes(false);
      state = new GraphicsState();
      state.ctm = context.transform;
      const rect = args[1] as ArrayLike<number> | undefined;
      if (rect) state.clipTo(rect[0]!, rect[1]!, rect[2]!, rect[3]!);
      state.transform(args[2]!);
      state.transform(args[3]!);
    },
    endAnnotation: () => {
      restore();
    },
    beginMarkedContent: () => {
      marked.push(true);
    },
    beginMarkedContentProps: (args) => {
      marked.push((args[0] as unknown) !== 'OC' || context.isContentVisible(args[1]));
      area.contentVisible = !marked.includes(false);
    },
    endMarkedContent: () => {
      marked.pop();
      area.contentVisible = !marked.includes(false);
    },
    paintImageXObject: (args) => {
      paintImage(args, false);
    },
    paintImageMaskXObject: (args) => {
      paintImage(args, true);
    },
    paintSolidColorImageMask: () => {
      // A mask of one pixel: how some producers draw rules and boxes.
      revealTextClip(state, content.glyphs);
      if (context.graphics && area.contentVisible) fillUnitSquare(state, area, content);
    },
    shadingFill: () => {
      revealTextClip(state, content.glyphs);
    },
  };
  for (const [name, same] of ALIASES) handlers[name] = handlers[same]!;
  const dispatch: (((args: never[]) => void) | undefined)[] = [];
  for (const [name, handler] of Object.entries(handlers)) dispatch[O[name]!] = handler;
  const beginGroup = O['beginGroup'];
  const endGroup = O['endGroup'];

  const interpret = ({ fnArray, argsArray }: OperatorList): void => {
    for (let i = 0; i < fnArray.length; i++) {
      const fn = fnArray[i]!;
      if (maskDepth > 0) {
        if (fn === beginGroup) maskDepth++;
        else if (fn === endGroup && --maskDepth === 0) restore();
        continue;
      }
      dispatch[fn]?.(argsArray[i] as never[]);
      previous = fn;
    }
  };
  return { content, interpret };
}

/** Which of stroke and fill a path-painting operator does; undefined for `endPath`. */
function paintKind(fn: number, O: Record<string, number>): { stroke: boolean; fill: boolean } | undefined {
  switch (fn) {
    case O['stroke']:
    case O['closeStroke']:
      return { stroke: true, fill: false };
    case O['fill']:
    case O['eoFill']:
      return { stroke: false, fill: true };
    case O['fillStroke']:
    case O['eoFillStroke']:
    case O['closeFillStroke']:
    case O['closeEOFillStroke']:
      return { stroke: true, fill: true };
    default:
      return undefined;
  }
}
