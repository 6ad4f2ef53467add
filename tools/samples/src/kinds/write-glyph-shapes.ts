import { create, type Font } from 'fontkit';
import {
  beginText,
  endText,
  moveText,
  PDFHexString,
  PDFName,
  setFontAndSize,
  showText,
  type PDFPage,
  type PDFRef,
} from 'pdf-lib';
import { fontBytes } from '../drawing/fonts.ts';

const SIZE = 10;
const PER_LINE = 90;
const LEADING = 15;

/**
 * Writes text in a font of Type 3 whose glyphs are shapes on the page (ISO 32000-2, 9.6.4) and whose characters are known: what Acrobat
 * makes of the letters of a scan under the name of ClearScan.
 */
export function writeGlyphShapes(page: PDFPage, text: string): void {
  const { context } = page.doc;
  const source = create(fontBytes('sans')!) as Font;
  const letters = [...new Set(text.replace(/\s+/g, ' '))];
  const glyphs = letters.map((letter) => source.layout(letter).glyphs[0]!);
  const units = source.unitsPerEm;
  const procs: Record<string, PDFRef> = {};
  glyphs.forEach((glyph, i) => {
    const box = `0 ${-units} ${Math.round(glyph.advanceWidth)} ${units}`;
    procs[`g${i + 1}`] = context.register(
      context.flateStream(`${Math.round(glyph.advanceWidth)} 0 ${box} d1\n${operatorsOf(glyph.path.commands)} f`),
    );
  });
  const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
  const mapped = letters.map((letter, i) => `<${hex(i + 1, 2)}> <${hex(letter.charCodeAt(0), 4)}>`).join('\n');
  const toUnicode = [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def',
    '1 begincodespacerange <00> <ff> endcodespacerange',
    `${letters.length} beginbfchar\n${mapped}\nendbfchar endcmap end end`,
  ].join('\n');
  const font = context.obj({
    Type: 'Font',
    Subtype: 'Type3',
    Name: 'Fd1',
    FontBBox: [0, -units, 2 * units, units],
    FontMatrix: [1 / units, 0, 0, 1 / units, 0, 0],
    CharProcs: procs,
    Encoding: { Type: 'Encoding', Differences: [1, ...glyphs.map((_, i) => PDFName.of(`g${i + 1}`))] },
    FirstChar: 1,
    LastChar: letters.length,
    Widths: glyphs.map(({ advanceWidth }) => Math.round(advanceWidth)),
    Resources: {},
    ToUnicode: context.register(context.flateStream(toUnicode)),
  });
  const name = page.node.newFontDictionary('Fd', context.register(font));
  const flat = text.replace(/\s+/g, ' ');
  for (let line = 0; line * PER_LINE < flat.length; line++) {
    const codes = Array.from(
      flat.slice(line * PER_LINE, (line + 1) * PER_LINE),
      (letter) => letters.indexOf(letter) + 1,
    );
    page.pushOperators(
      beginText(),
      setFontAndSize(name, SIZE),
      moveText(60, page.getHeight() - 80 - line * LEADING),
      showText(PDFHexString.of(codes.map((code) => hex(code, 2)).join(''))),
      endText(),
    );
  }
}

/** The outline of a glyph in the operators of a content stream: quadratic curves as cubic ones. */
function operatorsOf(commands: readonly { command: string; args: number[] }[]): string {
  let [x, y] = [0, 0];
  const parts: string[] = [];
  const write = (operator: string, ...points: number[]): void => {
    parts.push(`${points.map((value) => Math.round(value * 100) / 100).join(' ')} ${operator}`);
    [x, y] = points.length > 0 ? [points.at(-2)!, points.at(-1)!] : [x, y];
  };
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args;
    if (command === 'moveTo') write('m', ...args);
    else if (command === 'lineTo') write('l', ...args);
    else if (command === 'bezierCurveTo') write('c', ...args);
    else if (command === 'quadraticCurveTo') {
      write('c', x + (2 / 3) * (a - x), y + (2 / 3) * (b - y), c + (2 / 3) * (a - c), d + (2 / 3) * (b - d), c, d);
    } else write('h');
  }
  return parts.join('\n');
}
