import type { Sheet, TextStyle } from './sheet.ts';

export interface RightToLeftStyle {
  /** Of the letters of the script. */
  readonly script: TextStyle;
  /** Of everything else: digits, Latin letters, punctuation that the script's font lacks. */
  readonly latin: TextStyle;
  readonly leading: number;
}

interface Run {
  readonly text: string;
  readonly rightToLeft: boolean;
  /** What is drawn for it, where that is not the text: a bracket turned round. */
  readonly shape?: string;
}

const MIRRORED: Readonly<Record<string, string>> = { '(': ')', ')': '(' };

/** Latin words and numbers with what stands inside them; any other sign is neutral and a run of its own. */
const LEFT_TO_RIGHT = /[A-Za-z0-9]+(?:[ .,/:]?[A-Za-z0-9]+)*|[^A-Za-z0-9]/g;

/** Letters and points of Hebrew and Arabic, their own digits and punctuation, and spaces between these. */
const SCRIPT = /[\u0590-\u06ff]+(?:[ \u0590-\u06ff]*[\u0590-\u06ff])? ?| [\u0590-\u06ff][ \u0590-\u06ff]*/g;

/**
 * Draws a text whose lines start at the right edge; what is not of the script runs left to right inside them, as the
 * bidirectional algorithm has it (UAX #9). @returns the baseline of the line that would come next.
 */
export function drawRightToLeft(
  sheet: Sheet,
  text: string,
  right: number,
  y: number,
  width: number,
  style: RightToLeftStyle,
): number {
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && lineWidth(sheet, longer, style) > width) {
      drawLine(sheet, line, right, y, style);
      y += style.leading;
      line = word;
    } else line = longer;
  }
  drawLine(sheet, line, right, y, style);
  return y + style.leading;
}

function drawLine(sheet: Sheet, text: string, right: number, y: number, style: RightToLeftStyle): void {
  let at = right;
  let joins = false;
  sheet.line(() => {
    for (const run of splitRuns(text)) {
      const { text: says, rightToLeft, shape = says } = run;
      const continues = joins && !says.startsWith(' ');
      const runStyle = rightToLeft ? style.script : style.latin;
      at -= sheet.text(shape, at, y, runStyle, { align: 'right', rightToLeft, joins: continues, says });
      joins = !says.endsWith(' ');
    }
  }, 'rtl');
}

function lineWidth(sheet: Sheet, text: string, style: RightToLeftStyle): number {
  return splitRuns(text).reduce(
    (sum, run) => sum + sheet.measure(run.text, run.rightToLeft ? style.script : style.latin, run.rightToLeft).width,
    0,
  );
}

/** In logical order. */
function splitRuns(text: string): Run[] {
  const runs: Run[] = [];
  let at = 0;
  const others = (piece: string): void => {
    for (const [other] of piece.matchAll(LEFT_TO_RIGHT)) {
      const shape = MIRRORED[other];
      runs.push({ text: other, rightToLeft: false, ...(shape ? { shape } : {}) });
    }
  };
  for (const match of text.matchAll(SCRIPT)) {
    others(text.slice(at, match.index));
    runs.push({ text: match[0], rightToLeft: true });
    at = match.index + match[0].length;
  }
  others(text.slice(at));
  return runs;
}
