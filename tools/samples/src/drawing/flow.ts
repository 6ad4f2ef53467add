import { markSyllables } from './hyphenation.ts';
import { breakLines, drawLines, type ParagraphStyle, type SetLine } from './paragraph.ts';
import type { Sheet, TextStyle } from './sheet.ts';

/** `first`: follows a heading, and is not indented. */
export type FlowItem =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string; first?: boolean }
  | { kind: 'reference'; text: string };

export interface FlowStyle {
  readonly body: ParagraphStyle;
  readonly small: TextStyle;
  readonly smallItalic: TextStyle;
  readonly width: number;
}

interface Block {
  readonly style: ParagraphStyle;
  readonly before: number;
  /** Not the last thing in a column. */
  readonly keep: boolean;
  lines: readonly SetLine[];
}

/** Text that runs through columns: what does not fit into one goes on in the next. */
export class Flow {
  readonly #items: FlowItem[];
  readonly #style: FlowStyle;
  /** What is left of a paragraph that the last column cut. */
  #rest: Block | undefined;

  constructor(items: readonly FlowItem[], style: FlowStyle) {
    this.#items = [...items];
    this.#style = style;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0 && !this.#rest;
  }

  /** Fills a column; no baseline lies below `bottom`. */
  fill(sheet: Sheet, x: number, top: number, bottom: number): void {
    const { leading } = this.#style.body;
    let y = top;
    let started = false;
    for (let block = this.#next(sheet); block; block = this.#next(sheet)) {
      if (started) y += block.before;
      const room = Math.floor((bottom - y) / block.style.leading + 1e-6) + 1;
      const needed = block.keep ? block.lines.length + 2 : Math.min(2, block.lines.length);
      if (room < needed) {
        this.#rest = block;
        return;
      }
      // No single last line at the top of the next column.
      const take = block.lines.length - room === 1 ? room - 1 : room;
      y = drawLines(sheet, block.lines.slice(0, take), x, y, block.style);
      started = true;
      if (take < block.lines.length) {
        this.#rest = { ...block, lines: block.lines.slice(take), before: 0 };
        return;
      }
      if (bottom - y < leading - 1e-6 && y > bottom) return;
    }
  }

  #next(sheet: Sheet): Block | undefined {
    const rest = this.#rest;
    this.#rest = undefined;
    if (rest) return rest;
    const item = this.#items.shift();
    if (!item) return undefined;
    const { body, small, smallItalic, width } = this.#style;
    const set = (style: ParagraphStyle, before: number, keep = false): Block => ({
      style,
      before,
      keep,
      lines: breakLines(sheet, item.kind === 'heading' ? item.text : markSyllables(item.text), style, width),
    });
    switch (item.kind) {
      case 'heading':
        return set({ text: { font: 'sansSemibold', size: 10.5, color: body.text.color! }, leading: 15 }, 9, true);
      case 'reference':
        return set({ text: small, emphasis: smallItalic, leading: 10.2 }, 3);
      default:
        return set(item.first ? { ...body, indent: 0 } : body, 0);
    }
  }
}
