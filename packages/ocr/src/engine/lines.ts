import { toOriginal, type Frame, type PixelBox } from '../preprocess/frame.ts';
import type { CoreBlock, CoreWord } from './core.ts';
import type { ReadLine, ReadWord } from './job.ts';

/** Shorter words are read with confidence out of specks and rulings. */
const TELLING_LENGTH = 2;
/** Words of so many characters need so much more confidence to be kept. */
const SHORT_LENGTH = 2;
const SHORT_EXTRA = 0.2;

/** Mean confidence of the characters of words that say something, 0 to 1; 0 where there are none. */
export function confidence(blocks: readonly CoreBlock[]): number {
  return tellingConfidence(wordsOf(blocks));
}

/** The same of some words. */
export function tellingConfidence(words: Iterable<CoreWord>): number {
  return wordConfidence(words, TELLING_LENGTH);
}

/** The same of some words, however short. */
export function wordConfidence(words: Iterable<CoreWord>, minLength = 1): number {
  let sum = 0;
  let characters = 0;
  for (const { text, confidence: percent } of words) {
    const length = text.replace(/[^\p{L}\p{N}]/gu, '').length;
    if (length < minLength) continue;
    sum += percent * length;
    characters += length;
  }
  return characters === 0 ? 0 : sum / characters / 100;
}

/** The words of which the middle lies in a box. */
export function* wordsIn(blocks: readonly CoreBlock[], { x0, y0, x1, y1 }: PixelBox): Generator<CoreWord> {
  for (const word of wordsOf(blocks)) {
    const x = (word.bbox.x0 + word.bbox.x1) / 2;
    const y = (word.bbox.y0 + word.bbox.y1) / 2;
    if (x >= x0 && x < x1 && y >= y0 && y < y1) yield word;
  }
}

function* wordsOf(blocks: readonly CoreBlock[]): Generator<CoreWord> {
  for (const block of blocks) {
    for (const paragraph of block.paragraphs) for (const line of paragraph.lines) yield* line.words;
  }
}

/** The lines in the engine's order, in pixels of the original image, without the words that are hardly more than a guess. */
export function toLines(
  blocks: readonly CoreBlock[],
  frame: Frame,
  minConfidence: number,
): { lines: ReadLine[]; dropped: number } {
  const lines: ReadLine[] = [];
  let dropped = 0;
  for (const block of blocks) {
    for (const { lines: inParagraph } of block.paragraphs) {
      for (const line of inParagraph) {
        const words: ReadWord[] = [];
        for (const word of line.words) {
          if (isRuling(word.text)) continue;
          if (!isKept(word, minConfidence)) dropped += 1;
          else words.push(toWord(word, frame));
        }
        if (words.length > 0) lines.push({ words });
      }
    }
  }
  return { lines, dropped };
}

/** Whether the engine is sure enough of a word. */
export function isKept({ text, confidence: percent }: CoreWord, minConfidence: number): boolean {
  return percent / 100 >= needed(text, minConfidence);
}

/** Specks, stains and the edges of paper are read as words of one or two characters. */
function needed(text: string, minConfidence: number): number {
  const short = text.trim().length <= SHORT_LENGTH;
  return minConfidence > 0 && short ? Math.min(1, minConfidence + SHORT_EXTRA) : minConfidence;
}

/** What is read out of the rulings of tables and the edges of paper: strokes, and nothing. */
function isRuling(text: string): boolean {
  return /^[\s|¦_—―]*$/.test(text);
}

function toWord({ text, confidence: percent, bbox, symbols }: CoreWord, frame: Frame): ReadWord {
  return {
    text: text.trim(),
    confidence: Math.min(1, Math.max(0, Math.round(percent * 10) / 1000)),
    bbox: toOriginal(bbox, frame),
    chars: symbols.map((symbol) => ({ text: symbol.text, bbox: toOriginal(symbol.bbox, frame) })),
  };
}
