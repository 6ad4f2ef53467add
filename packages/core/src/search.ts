import type { Document, Page, TextBlock, TextChar, TextWord } from './model.ts';
import { unionBBox } from './geometry.ts';
import { arrayOf, boolean, checkOptions, invalidOption, number } from './options.ts';
import { textFlows, type FlowPart, type TextFlow } from './text-flows.ts';
import type { BBox } from './units.ts';

export interface SearchOptions {
  /** Whether capitals count. Default: false for text, and the flag `i` for a RegExp. */
  caseSensitive?: boolean;
  /** Search these pages only (`page.index`). Default: all pages of the document. */
  pages?: readonly number[];
  /** Widest gap between two blocks of a line that a match may span, in heights of the text. Default 1; 0 joins touching blocks. */
  mergeGap?: number;
  /** Widest white space between a line and the next that a match may span, in heights of the text. Default 1. */
  lineGap?: number;
  /** Also search text that is off the page, clipped away or on a hidden layer. Default false. */
  includeHidden?: boolean;
}

export interface SearchMatch {
  /** `page.index` of the page that the match is on. */
  page: number;
  /** The text that matched; a line break stands where it goes on in the next line. */
  text: string;
  /** Around the whole match, in the page's unit: as close as the blocks' words and characters tell, else whole blocks. */
  bbox: BBox;
  /** One box for every line that the match touches: what to highlight. */
  boxes: BBox[];
  /** The blocks that the match touches, as they stand in `page.texts`. */
  blocks: TextBlock[];
}

/**
 * Finds a phrase or a pattern, also where it runs over several blocks of a line or goes on in the lines that follow.
 *
 * White space within the text searched for stands for any white space, line breaks among them, and at its ends for nothing. A
 * blank in a RegExp also stands for a line break.
 * `^` and `$` of a RegExp with the flag `m` are the ends of a line. Matches do not overlap, and stand in the order of
 * the pages and blocks. Text that is invisible as the text layer of a scan is searched.
 * @throws UnifexError `INVALID_OPTION` for an empty query or bad options
 */
export function search(document: Document, query: string | RegExp, options?: SearchOptions): SearchMatch[] {
  const checked = checkOptions(
    options,
    {
      caseSensitive: boolean(),
      pages: arrayOf(number({ integer: true, min: 0 })),
      mergeGap: number({ min: 0 }),
      lineGap: number({ min: 0 }),
      includeHidden: boolean(),
    },
    'a search',
  );
  const pattern = toPattern(query, checked.caseSensitive);
  const wanted = checked.pages && new Set(checked.pages);
  const gaps = { mergeGap: checked.mergeGap ?? 1, lineGap: checked.lineGap ?? 1 };
  return document.pages
    .filter((page) => !wanted || wanted.has(page.index))
    .flatMap((page) => searchPage(page, pattern, gaps, checked.includeHidden ?? false));
}

function searchPage(
  page: Page,
  pattern: RegExp,
  gaps: { mergeGap: number; lineGap: number },
  includeHidden: boolean,
): SearchMatch[] {
  const blocks = page.texts.filter(({ hidden }) => includeHidden || hidden === undefined || hidden === 'invisible');
  const found: { order: number; match: SearchMatch }[] = [];
  for (const flow of textFlows(page, blocks, gaps)) {
    for (const { 0: text, index } of flow.text.matchAll(pattern)) {
      const parts = text === '' ? [] : partsOf(flow, index, index + text.length);
      // Nothing but a separator matched: that is no text of the page.
      if (parts.length === 0) continue;
      const match = makeMatch(page.index, text, parts, index, index + text.length);
      found.push({ order: Math.min(...parts.map(({ order }) => order)), match });
    }
  }
  return found.sort((a, b) => a.order - b.order).map(({ match }) => match);
}

function partsOf(flow: TextFlow, start: number, end: number): FlowPart[] {
  return flow.parts.filter((part) => part.start < end && part.end > start);
}

function makeMatch(page: number, text: string, parts: readonly FlowPart[], start: number, end: number): SearchMatch {
  const lines = new Map<number, BBox[]>();
  for (const part of parts) {
    const box = boxOf(part.block, Math.max(start - part.start, 0), Math.min(end, part.end) - part.start);
    lines.set(part.line, [...(lines.get(part.line) ?? []), box]);
  }
  const boxes = [...lines.values()].map((line) => unionBBox(line));
  return { page, text, bbox: unionBBox(boxes), boxes, blocks: parts.map(({ block }) => block) };
}

/** The place of a part of a block's text, as finely as the block tells. */
function boxOf(block: TextBlock, start: number, end: number): BBox {
  if ((start <= 0 && end >= block.text.length) || !block.words) return block.bbox;
  const boxes = touched(block.text, block.words, start, end).flatMap(({ item, from, to }) =>
    item.chars ? boxesOfChars(item, item.chars, from, to) : [item.bbox],
  );
  return boxes.length > 0 ? unionBBox(boxes) : block.bbox;
}

function boxesOfChars(word: TextWord, chars: readonly TextChar[], start: number, end: number): BBox[] {
  const boxes = touched(word.text, chars, start, end).map(({ item }) => item.bbox);
  return boxes.length > 0 ? boxes : [word.bbox];
}

/** The items of which a stretch of the text consists; none when the items do not add up to the text. */
function touched<T extends { text: string }>(
  text: string,
  items: readonly T[],
  start: number,
  end: number,
): { item: T; from: number; to: number }[] {
  const result: { item: T; from: number; to: number }[] = [];
  let offset = 0;
  for (const item of items) {
    const at = text.indexOf(item.text, offset);
    if (at === -1) return [];
    offset = at + item.text.length;
    if (at < end && offset > start)
      result.push({ item, from: Math.max(start - at, 0), to: Math.min(end, offset) - at });
  }
  return result;
}

function toPattern(query: string | RegExp, caseSensitive: boolean | undefined): RegExp {
  if (query instanceof RegExp) {
    const ignoreCase = caseSensitive === undefined ? query.ignoreCase : !caseSensitive;
    const flags = query.flags.replace(/[giy]/g, '');
    return new RegExp(blanksToSpace(query.source, query.unicodeSets), `g${ignoreCase ? 'i' : ''}${flags}`);
  }
  if (typeof query !== 'string' || query.trim() === '') {
    throw invalidOption('query', query, 'text of at least one visible character, or a RegExp');
  }
  // Escaped by code point: no character has a meaning of its own then, whatever the flags.
  const literal = Array.from(query.trim(), (char) =>
    /\s/.test(char) ? ' ' : /[\p{L}\p{N}]/u.test(char) ? char : `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  ).join('');
  return new RegExp(literal.replace(/ +/g, '\\s+'), caseSensitive ? 'gu' : 'giu');
}

/** A blank in a pattern also matches the line break that stands where a phrase goes on in the next line. */
function blanksToSpace(source: string, nestedClasses: boolean): string {
  let result = '';
  let depth = 0;
  for (let i = 0; i < source.length; i += 1) {
    const char = source[i] ?? '';
    if (char === '\\') {
      const escaped = source[i + 1] ?? '';
      i += 1;
      if (escaped !== ' ') result += char + escaped;
      else result += depth > 0 ? ' \\n' : '[ \\n]';
    } else if (char === '[') {
      // Only with the flag `v` may a class hold another; else it is a bracket like any character.
      depth = nestedClasses ? depth + 1 : 1;
      result += char;
    } else if (char === ']' && depth > 0) {
      depth -= 1;
      result += char;
    } else if (char === ' ') {
      result += depth > 0 ? ' \\n' : '[ \\n]';
    } else {
      result += char;
    }
  }
  return result;
}
