import { newBBox, newTextWord, type BBox, type TextBlock, type TextWord } from '@unifex/core';
import { hasKeys } from './has-keys.ts';
import { styleFinder } from './styles.ts';

/** The texts of a page, without their numbers. */
export interface PackedTexts {
  readonly count: number;
  /** What blocks have beside text, box and words, each kind once, as a block. Members stand in the order of the block's own. */
  readonly styles: readonly TextBlock[];
  /** The texts of all blocks, one behind the other, each followed by those of its words where they are not parts of it. */
  readonly text: string;
}

/** Style, length of the text, number of the words, whether they are parts of the text, box. Lengths in UTF-16 units. */
const BLOCK_NUMBERS = 8;
/** Length of the text, box. */
const WORD_NUMBERS = 5;
const BOX_KEYS: readonly string[] = ['x0', 'y0', 'x1', 'y1'];
const WORD_KEYS: readonly string[] = ['text', 'bbox'];
const NO_BOX: BBox = { x0: 0, y0: 0, x1: 0, y1: 0 };
const NO_WORDS: TextWord[] = [];

/** How many numbers the texts take; undefined where one of them is not as the model has it, or has more than is packed. */
export function textNumbers(texts: unknown): number | undefined {
  if (!Array.isArray(texts)) return undefined;
  let size = 0;
  for (const block of texts as readonly (Partial<TextBlock> | null | undefined)[]) {
    if (typeof block?.text !== 'string' || !isBox(block.bbox)) return undefined;
    size += BLOCK_NUMBERS;
    if (!('words' in block)) continue;
    if (!Array.isArray(block.words)) return undefined;
    for (const word of block.words) if (!hasKeys(word, WORD_KEYS) || !isPlainWord(word)) return undefined;
    size += block.words.length * WORD_NUMBERS;
  }
  return size;
}

/** @param numbers is filled from its start. Shape: as many as `textNumbers` says, or more */
export function packTexts(texts: readonly TextBlock[], numbers: Float64Array): PackedTexts {
  const styles = styleFinder<TextBlock>(['text', 'bbox', 'words'], (block) => {
    const style: TextBlock = { ...block, text: '', bbox: NO_BOX };
    if (block.words) style.words = NO_WORDS;
    return style;
  });
  let text = '';
  let at = 0;
  for (const block of texts) {
    const { words } = block;
    const within = words !== undefined && areParts(words, block.text);
    text += block.text;
    numbers[at] = styles.indexOf(block);
    numbers[at + 1] = block.text.length;
    numbers[at + 2] = words === undefined ? 0 : words.length;
    numbers[at + 3] = within ? 1 : 0;
    packBox(block.bbox, numbers, at + 4);
    at += BLOCK_NUMBERS;
    if (words === undefined) continue;
    for (const word of words) {
      if (!within) text += word.text;
      numbers[at] = word.text.length;
      packBox(word.bbox, numbers, at + 1);
      at += WORD_NUMBERS;
    }
  }
  return { count: texts.length, styles: styles.found, text };
}

/** @returns the blocks, and how many of the numbers they took */
export function unpackTexts(
  { count, styles, text }: PackedTexts,
  numbers: Float64Array,
): { blocks: TextBlock[]; end: number } {
  const blocks: TextBlock[] = [];
  let offset = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const block: TextBlock = { ...styles[numbers[at]!]! };
    const start = offset;
    offset += numbers[at + 1]!;
    const wordCount = numbers[at + 2]!;
    const within = numbers[at + 3] === 1;
    block.text = text.slice(start, offset);
    block.bbox = unpackBox(numbers, at + 4);
    at += BLOCK_NUMBERS;
    if (block.words !== undefined) {
      // No literal, for the reason of `newBBox`.
      const words = Array.of<TextWord>();
      let from = within ? start : offset;
      for (let k = 0; k < wordCount; k++) {
        const to = from + numbers[at]!;
        words.push(newTextWord(text.slice(from, to), unpackBox(numbers, at + 1)));
        from = within ? to + 1 : to;
        at += WORD_NUMBERS;
      }
      if (!within) offset = from;
      block.words = words;
    }
    blocks.push(block);
  }
  return { blocks, end: at };
}

/** Whether words are the parts of a text between its single spaces. */
function areParts(words: readonly TextWord[], text: string): boolean {
  let end = -1;
  for (const word of words) {
    const start = end + 1;
    if ((start > 0 && text.charCodeAt(end) !== 0x20) || !text.startsWith(word.text, start)) return false;
    end = start + word.text.length;
  }
  return end === text.length;
}

function isPlainWord(word: Partial<TextWord>): boolean {
  return typeof word.text === 'string' && isBox(word.bbox);
}

function isBox(box: unknown): box is BBox {
  if (!hasKeys(box, BOX_KEYS)) return false;
  const { x0, y0, x1, y1 } = box as BBox;
  return typeof x0 === 'number' && typeof y0 === 'number' && typeof x1 === 'number' && typeof y1 === 'number';
}

function packBox(box: BBox, numbers: Float64Array, at: number): void {
  numbers[at] = box.x0;
  numbers[at + 1] = box.y0;
  numbers[at + 2] = box.x1;
  numbers[at + 3] = box.y1;
}

function unpackBox(numbers: Float64Array, at: number): BBox {
  return newBBox(numbers[at]!, numbers[at + 1]!, numbers[at + 2]!, numbers[at + 3]!);
}
