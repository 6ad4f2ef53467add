import type { Sheet, TextStyle } from './sheet.ts';

const SOFT_HYPHEN = '\u00ad';

export interface ParagraphStyle {
  readonly text: TextStyle;
  /** What stands between asterisks. */
  readonly emphasis?: TextStyle;
  /** From baseline to baseline, in points. */
  readonly leading: number;
  /** Both edges straight. Default: ragged on the right. */
  readonly justify?: boolean;
  /** Of the first line, in points. */
  readonly indent?: number;
}

/** Part of a word in one style; a word has several where its style changes. */
interface Part {
  readonly text: string;
  readonly style: TextStyle;
  /** In points above the baseline. */
  readonly rise: number;
}

type Word = readonly Part[];

export interface SetLine {
  readonly words: readonly Word[];
  /** The space between its words, in points. */
  readonly gap: number;
  readonly indent: number;
  readonly justified: boolean;
}

/**
 * Breaks a text into lines, each as full as it will be. Soft hyphens are where a word may be cut; `*…*` is emphasis and
 * `^…^` a superscript.
 */
export function breakLines(sheet: Sheet, text: string, style: ParagraphStyle, width: number): SetLine[] {
  const space = widthOf(sheet, ' ', style.text);
  const lines: SetLine[] = [];
  let words: Word[] = [];
  let used = 0;
  let indent = style.indent ?? 0;
  const finish = (last: boolean): void => {
    const justified = style.justify === true && !last && words.length > 1;
    const stretch = justified ? (width - indent - used) / (words.length - 1) : 0;
    lines.push({ words, gap: space + stretch, indent, justified });
    words = [];
    used = 0;
    indent = 0;
  };
  for (let word of parseWords(text, style)) {
    for (;;) {
      const gap = words.length > 0 ? space : 0;
      const whole = wordWidth(sheet, word);
      if (used + gap + whole <= width - indent) {
        used += gap + whole;
        words.push(word);
        break;
      }
      const cut = hyphenate(sheet, word, width - indent - used - gap);
      if (cut) {
        words.push(cut.head);
        used += gap + wordWidth(sheet, cut.head);
        word = cut.tail;
      } else if (words.length === 0) throw new Error(`Too narrow for: ${text}`);
      finish(false);
    }
  }
  if (words.length > 0) finish(true);
  return lines;
}

/** Draws lines from the baseline `y` down. @returns the baseline of the line that would come next. */
export function drawLines(
  sheet: Sheet,
  lines: readonly SetLine[],
  x: number,
  y: number,
  style: ParagraphStyle,
): number {
  for (const line of lines) {
    drawLine(sheet, line, x + line.indent, y);
    y += style.leading;
  }
  return y;
}

export function drawParagraph(
  sheet: Sheet,
  text: string,
  x: number,
  y: number,
  width: number,
  style: ParagraphStyle,
): number {
  return drawLines(sheet, breakLines(sheet, text, style, width), x, y, style);
}

/** Neighbouring words of one style are drawn at once; a justified line without spaces, any other with them. */
function drawLine(sheet: Sheet, { words, gap, justified }: SetLine, x: number, y: number): void {
  interface Run {
    text: string;
    readonly part: Part;
    readonly joins: boolean;
    readonly x: number;
  }
  const runs: Run[] = [];
  let at = x;
  words.forEach((word, w) => {
    word.forEach((part, p) => {
      const text = shown(part.text);
      const last = runs.at(-1);
      if (p === 0 && last && last.part.style === part.style && last.part.rise === part.rise) last.text += ` ${text}`;
      else {
        if (p === 0 && last && !justified) last.text += ' ';
        runs.push({ text, part, joins: p > 0, x: at });
      }
      at += widthOf(sheet, text, part.style);
    });
    if (w < words.length - 1) at += gap;
  });
  sheet.line(() => {
    for (const { text, part, joins, x: left } of runs) {
      const wordSpacing = justified && text.includes(' ') ? gap - widthOf(sheet, ' ', part.style) : 0;
      sheet.text(text, left, y - part.rise, wordSpacing === 0 ? part.style : { ...part.style, wordSpacing }, { joins });
    }
  });
}

function parseWords(text: string, style: ParagraphStyle): Word[] {
  const superscript: TextStyle = { ...style.text, size: style.text.size * 0.65 };
  const rise = style.text.size * 0.34;
  const words: Word[] = [];
  let emphasis = false;
  for (const source of text.split(/\s+/)) {
    const word: Part[] = [];
    for (const piece of source.split(/(\*|\^[^^]+\^)/)) {
      if (piece === '') continue;
      if (piece === '*') emphasis = !emphasis;
      else if (piece.startsWith('^')) word.push({ text: piece.slice(1, -1), style: superscript, rise });
      else word.push({ text: piece, style: emphasis ? (style.emphasis ?? style.text) : style.text, rise: 0 });
    }
    if (word.length > 0) words.push(word);
  }
  return words;
}

/** Cuts a word of one style at its last soft hyphen that leaves room. */
function hyphenate(sheet: Sheet, word: Word, room: number): { head: Word; tail: Word } | undefined {
  const [first, ...rest] = word;
  if (!first) return undefined;
  const syllables = first.text.split(SOFT_HYPHEN);
  for (let n = syllables.length - 1; n > 0; n--) {
    const head = { ...first, text: `${syllables.slice(0, n).join('')}-` };
    if (widthOf(sheet, head.text, first.style) > room) continue;
    return { head: [head], tail: [{ ...first, text: syllables.slice(n).join(SOFT_HYPHEN) }, ...rest] };
  }
  return undefined;
}

function wordWidth(sheet: Sheet, word: Word): number {
  return word.reduce((sum, part) => sum + widthOf(sheet, shown(part.text), part.style), 0);
}

function shown(text: string): string {
  return text.replaceAll(SOFT_HYPHEN, '');
}

const widths = new Map<string, number>();

function widthOf(sheet: Sheet, text: string, style: TextStyle): number {
  const key = `${style.font}|${style.size}|${style.letterSpacing ?? 0}|${text}`;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, (width = sheet.measure(text, style).width));
  return width;
}
