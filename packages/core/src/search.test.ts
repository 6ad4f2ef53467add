import { describe, expect, it } from 'vitest';
import { convertPage } from './convert-page.ts';
import type { TextBlock } from './model.ts';
import { search, type SearchOptions } from './search.ts';
import { block, box, documentOf, pageOf } from './test-document.ts';

/** A word of a line: five wide for every letter and ten high. */
function word(text: string, x: number, y: number, more: Partial<TextBlock> = {}): TextBlock {
  return block(text, box(x, y, x + 5 * text.length, y + 10), more);
}

/** Every word of a text a block of its own, five apart. */
function line(text: string, y: number, x = 0): TextBlock[] {
  return text.split(' ').map((part) => {
    const placed = word(part, x, y);
    x = placed.bbox.x1 + 5;
    return placed;
  });
}

function found(texts: TextBlock[], query: string | RegExp, options?: SearchOptions): string[] {
  return search(documentOf([pageOf(0, { texts })]), query, options).map(({ text }) => text);
}

describe('search for text', () => {
  const sentence = [block('The quick brown fox, the QUICK one.', box(0, 0, 175, 10))];

  it('finds every place, whatever the capitals', () => {
    expect(found(sentence, 'quick')).toEqual(['quick', 'QUICK']);
    expect(found(sentence, 'THE')).toEqual(['The', 'the']);
    expect(found(sentence, 'quick', { caseSensitive: true })).toEqual(['quick']);
    expect(found(sentence, 'slow')).toEqual([]);
  });

  it('finds parts of words, and overlaps none', () => {
    expect(found([word('banana', 0, 0)], 'ana')).toEqual(['ana']);
    expect(found([word('aaaa', 0, 0)], 'aa')).toEqual(['aa', 'aa']);
  });

  it('takes the characters of patterns for themselves', () => {
    const prices = [
      word('(a+b)*c', 0, 0),
      word('$5.00', 0, 20),
      word('[x]', 0, 40),
      word('a-b\\c/d', 0, 60),
      word('5x00', 0, 80),
    ];
    for (const query of ['(a+b)*c', '$5.00', '[x]', 'a-b\\c/d', '.', '^', '|']) {
      expect(found(prices, query)).toEqual(
        prices
          .map(({ text }) => text)
          .filter((text) => text.includes(query))
          .map(() => query),
      );
    }
  });

  it('compares capitals of any script, and characters beyond the basic plane', () => {
    expect(found([word('ÜBER Ελλάδα', 0, 0)], 'über ελλάδα')).toEqual(['ÜBER Ελλάδα']);
    expect(found([word('a 😀 b', 0, 0)], '😀')).toEqual(['😀']);
  });

  it('takes white space for any white space, and leaves out that at the ends', () => {
    expect(found([block('two  words\u00a0here', box(0, 0, 80, 10))], '  two words\there ')).toEqual([
      'two  words\u00a0here',
    ]);
  });
});

describe('a phrase', () => {
  it('is found across blocks of a line, which come back as they stand in the page', () => {
    const texts = line('one two three four', 0);
    const document = documentOf([pageOf(5, { texts })]);
    const [match, ...more] = search(document, 'two three');
    expect(more).toEqual([]);
    expect(match).toEqual({
      page: 5,
      text: 'two three',
      bbox: box(20, 0, 65, 10),
      boxes: [box(20, 0, 65, 10)],
      blocks: [texts[1], texts[2]],
    });
    expect(match?.blocks[0]).toBe(texts[1]);
    expect(match?.blocks[1]).toBe(texts[2]);
  });

  it('is found where it goes on in the next line, with a box for each', () => {
    const texts = [...line('ends with the', 0), ...line('first words', 14)];
    const [match] = search(documentOf([pageOf(0, { texts })]), 'the first');
    expect(match).toMatchObject({
      text: 'the\nfirst',
      boxes: [box(50, 0, 65, 10), box(0, 14, 25, 24)],
      bbox: box(0, 0, 65, 24),
      blocks: [texts[2], texts[3]],
    });
  });

  it('is not found across a gap that is too wide, unless it is allowed', () => {
    const texts = [word('left', 0, 0), word('right', 40, 0)];
    expect(found(texts, 'left right')).toEqual([]);
    expect(found(texts, 'left right', { mergeGap: 2 })).toEqual(['left right']);
    const lines = [word('upper', 0, 0), word('lower', 0, 25)];
    expect(found(lines, 'upper lower')).toEqual([]);
    expect(found(lines, 'upper lower', { lineGap: 1.5 })).toEqual(['upper\nlower']);
    expect(found([...line('one two', 0)], 'one two', { mergeGap: 0 })).toEqual([]);
  });

  it('is found in letters that stand alone', () => {
    const letters = Array.from('needle', (letter, i) => word(letter, 5 * i, 0));
    const [match] = search(documentOf([pageOf(0, { texts: letters })]), 'eed');
    expect(match).toMatchObject({ text: 'eed', bbox: box(5, 0, 20, 10), blocks: letters.slice(1, 4) });
  });

  it('is found in text that is turned, and in text from right to left', () => {
    const turned = [
      block('total', box(90, 0, 100, 25), { rotation: 90 }),
      block('amount', box(90, 30, 100, 60), { rotation: 90 }),
    ];
    const [match] = search(documentOf([pageOf(0, { texts: turned })]), 'total amount');
    expect(match).toMatchObject({ bbox: box(90, 0, 100, 60), blocks: turned });
    const rtl = { direction: 'rtl' } as const;
    expect(found([word('עולם', 0, 0, rtl), word('שלום', 23, 0, rtl)], 'שלום עולם')).toEqual(['שלום עולם']);
  });

  it('is found in Chinese that is cut into lines, without a space', () => {
    expect(found([word('这是一', 0, 0), word('句话', 0, 14)], '一句')).toEqual(['一句']);
  });
});

describe('the box of a match', () => {
  const chars = Array.from('total', (text, i) => ({ text, bbox: box(30 + 6 * i, 0, 36 + 6 * i, 10) }));
  const words = [
    { text: 'the', bbox: box(0, 0, 18, 10) },
    { text: 'total', bbox: box(30, 0, 60, 10), chars },
    { text: 'is', bbox: box(66, 0, 78, 10) },
  ];
  const withWords = block('the total is', box(0, 0, 78, 10), { words });
  const boxOf = (query: string, text = withWords): unknown =>
    search(documentOf([pageOf(0, { texts: [text] })]), query)[0]?.bbox;

  it('is as close as words and characters tell', () => {
    expect(boxOf('total is')).toEqual(box(30, 0, 78, 10));
    expect(boxOf('the')).toEqual(box(0, 0, 18, 10));
    expect(boxOf('tal')).toEqual(box(42, 0, 60, 10));
    expect(boxOf('he tot')).toEqual(box(0, 0, 48, 10));
    expect(boxOf('the total is')).toEqual(box(0, 0, 78, 10));
  });

  it('is the whole block where nothing finer is known, or it does not add up', () => {
    expect(boxOf('total', block('the total is', box(0, 0, 78, 10)))).toEqual(box(0, 0, 78, 10));
    expect(boxOf('total', { ...withWords, words: words.slice(0, 1) })).toEqual(box(0, 0, 78, 10));
    expect(boxOf('total', { ...withWords, words: [{ text: 'other', bbox: box(0, 0, 1, 1) }] })).toEqual(
      box(0, 0, 78, 10),
    );
  });

  it('is in the unit of the page', () => {
    const page = convertPage(pageOf(0, { width: 200, height: 100, texts: [withWords] }), 'normalized');
    const [match] = search(documentOf([page]), 'total is');
    expect(match?.bbox.x0).toBeCloseTo(0.15, 9);
    expect(match?.bbox.x1).toBeCloseTo(0.39, 9);
    expect(match?.bbox.y1).toBeCloseTo(0.1, 9);
  });
});

describe('search by a pattern', () => {
  const texts = [...line('Invoice no 2024-17 of', 0), ...line('3 May 2024', 14)];

  it('finds what the pattern says, in its own case', () => {
    expect(found(texts, /\d{4}-\d+/)).toEqual(['2024-17']);
    expect(found(texts, /invoice/)).toEqual([]);
    expect(found(texts, /invoice/i)).toEqual(['Invoice']);
    expect(found(texts, /invoice/, { caseSensitive: false })).toEqual(['Invoice']);
    expect(found(texts, /invoice/i, { caseSensitive: true })).toEqual([]);
  });

  it('takes a blank for a line break as well', () => {
    expect(found(texts, /of \d May/)).toEqual(['of\n3 May']);
    expect(found(texts, /of[ ]\d/)).toEqual(['of\n3']);
    expect(found(texts, /of\ \d/)).toEqual(['of\n3']);
    expect(found(texts, /of[^ ]3/)).toEqual([]);
    expect(found(texts, /of[\]\[ ]3/)).toEqual(['of\n3']);
    expect(found(texts, /of[[ ]3 M/)).toEqual(['of\n3 M']);
    expect(found(texts, /of[[ ]--[x]]3 M/v)).toEqual(['of\n3 M']);
  });

  it('knows the ends of lines with the flag m, and those of the flow without', () => {
    expect(found(texts, /^\d+/gm)).toEqual(['3']);
    expect(found(texts, /^\S+/)).toEqual(['Invoice']);
    expect(found(texts, /\S+$/)).toEqual(['2024']);
  });

  it('neither reads nor changes the state of the pattern', () => {
    const sticky = /\d/gy;
    sticky.lastIndex = 5;
    expect(found(texts, sticky).length).toBeGreaterThan(5);
    expect(sticky.lastIndex).toBe(5);
  });

  it('gives nothing for a pattern that matches nothing at all', () => {
    expect(found(texts, /x*/)).toEqual([]);
    expect(found([word('a', 0, 0), word('b', 10, 0)], /\s/)).toEqual([]);
  });
});

describe('pages and hidden text', () => {
  const document = documentOf([3, 1, 2].map((index) => pageOf(index, { texts: [word('here', 0, 0)] })));

  it('are searched in the order in which they stand, or those that are named', () => {
    expect(search(document, 'here').map(({ page }) => page)).toEqual([3, 1, 2]);
    expect(search(document, 'here', { pages: [2, 3, 9] }).map(({ page }) => page)).toEqual([3, 2]);
    expect(search(document, 'here', { pages: [] })).toEqual([]);
  });

  it('gives the matches of a page in the order of its blocks', () => {
    const texts = [word('x2', 0, 100), word('x1', 0, 0)];
    expect(found(texts, /x\d/)).toEqual(['x2', 'x1']);
    const columns = [word('x1', 0, 0), word('x2', 200, 0), word('x3', 0, 12), word('x4', 200, 12)];
    expect(found(columns, /x\d/)).toEqual(['x1', 'x2', 'x3', 'x4']);
  });

  it('searches invisible text, as that of a scan, and other hidden text when asked', () => {
    const texts = (['invisible', 'clipped', 'off-page', 'hidden-layer'] as const).map((hidden, i) =>
      word(`here ${hidden}`, 0, 50 * i, { hidden }),
    );
    expect(found(texts, /here \S+/)).toEqual(['here invisible']);
    expect(found(texts, /here \S+/, { includeHidden: true })).toHaveLength(4);
  });

  it('does not change the document', () => {
    const before = structuredClone(document);
    search(document, 'here');
    expect(document).toEqual(before);
  });
});

describe('bad input', () => {
  it.each<[unknown, unknown, string]>([
    ['', {}, 'The option `query` is "", and it must be text of at least one visible character, or a RegExp.'],
    [' \n', {}, '`query` is " \\n"'],
    [7, {}, '`query` is 7'],
    [null, {}, '`query` is null'],
    ['x', { pages: 1 }, '`pages` is 1, and it must be an array'],
    ['x', { pages: [-1] }, '`pages[0]` is -1'],
    ['x', { mergeGap: -1 }, '`mergeGap` is -1, and it must be a number of at least 0'],
    ['x', { lineGap: NaN }, '`lineGap` is NaN'],
    ['x', { caseSensitive: 'yes' }, '`caseSensitive` is "yes", and it must be true or false'],
    [
      'x',
      { regexp: true },
      'There is no option `regexp` for a search. It has: caseSensitive, pages, mergeGap, lineGap, includeHidden.',
    ],
  ])('is refused: %j with %j', (query, options, message) => {
    expect(() => search(documentOf([]), query as string, options as SearchOptions)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(message) }),
    );
  });
});
