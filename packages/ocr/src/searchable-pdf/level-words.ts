/** A word on the displayed page: its middle, its size along its baseline and across it, and the clockwise angle of that in degrees. */
export interface PlacedWord {
  readonly text: string;
  readonly middle: { readonly x: number; readonly y: number };
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

/** Words so much higher than those of the middle size are initials and logos, or two lines read as one: they keep their boxes. */
const TALL = 1.6;
/** Words whose middles lie further from that of the line, in its heights, were not on it. */
const APART = 0.7;

/**
 * The words of a line with one height and one baseline. Engines give boxes of ink, and those of words with tails reach lower and those of
 * words without tall letters less high: readers of the PDF would take them for words of several sizes on several lines.
 */
export function levelWords(words: readonly PlacedWord[]): PlacedWord[] {
  if (words.length < 2) return [...words];
  const angle = (words[0]!.rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  /** Across the line, downwards. */
  const level = ({ middle }: PlacedWord): number => middle.y * cos - middle.x * sin;
  const middleOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  const usual = middleOf(words.map(({ height }) => height));
  const at = middleOf(words.map(level));
  const isOnLine = (word: PlacedWord): boolean =>
    word.height <= usual * TALL && Math.abs(level(word) - at) <= usual * APART;
  const own = words.filter(isOnLine);
  if (own.length < 2) return [...words];
  const top = Math.min(...own.map((word) => level(word) - word.height / 2));
  const bottom = Math.max(...own.map((word) => level(word) + word.height / 2));
  return words.map((word) => {
    if (!isOnLine(word)) return word;
    const by = (top + bottom) / 2 - level(word);
    return {
      ...word,
      middle: { x: word.middle.x - by * sin, y: word.middle.y + by * cos },
      height: bottom - top,
    };
  });
}
