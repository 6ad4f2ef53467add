import { describe, expect, it } from 'vitest';
import { formLines } from './lines.ts';
import { drawnPage } from './test-glyphs.ts';

/** The lines of a page, words parted by a bar. */
function read(drawing: (draw: ReturnType<typeof drawnPage>['draw']) => void): string[] {
  const { glyphs, draw } = drawnPage();
  drawing(draw);
  return formLines(glyphs).lines.map(({ words }) => words.map(({ text }) => text).join('|'));
}

describe('gaps', () => {
  it('part words from half of the space of the font, whatever that is', () => {
    // Half of 2.5 is 1.25.
    expect(read((draw) => (draw('ab', 0, 20), draw('cd', 11.2, 20)))).toEqual(['abcd']);
    expect(read((draw) => (draw('ab', 0, 20), draw('cd', 11.3, 20)))).toEqual(['ab|cd']);
    const wide = { spaceAdvance: 3.6 };
    expect(read((draw) => (draw('ab', 0, 20, wide), draw('cd', 11.7, 20, wide)))).toEqual(['abcd']);
    expect(read((draw) => (draw('ab', 0, 20, wide), draw('cd', 11.9, 20, wide)))).toEqual(['ab|cd']);
  });

  it('are held against a quarter of the size where the font has no space', () => {
    const none = { spaceAdvance: 0 };
    expect(read((draw) => (draw('ab', 0, 20, none), draw('cd', 11.2, 20, none)))).toEqual(['abcd']);
    expect(read((draw) => (draw('ab', 0, 20, none), draw('cd', 11.3, 20, none)))).toEqual(['ab|cd']);
  });

  it('of fonts with absurd spaces are held against a fifth of the size', () => {
    const absurd = { spaceAdvance: 9 };
    expect(read((draw) => (draw('ab', 0, 20, absurd), draw('cd', 12.1, 20, absurd)))).toEqual(['ab|cd']);
    const hair = { spaceAdvance: 0.1 };
    expect(read((draw) => (draw('ab', 0, 20, hair), draw('cd', 10.9, 20, hair)))).toEqual(['abcd']);
  });

  it('between two fonts are held against the narrower space', () => {
    expect(
      read((draw) => {
        draw('ab', 0, 20, { spaceAdvance: 4, font: 1 });
        draw('cd', 11.3, 20, { spaceAdvance: 2.5, font: 2 });
      }),
    ).toEqual(['ab|cd']);
  });

  it('scale with the size', () => {
    const large = { size: 40, ascent: 30, descent: 10, spaceAdvance: 10 };
    const { glyphs, draw } = drawnPage();
    draw('ab', 0, 100, large);
    draw('cd', 24, 100, large);
    for (let i = 0; i < 4; i++) glyphs.advance[i] = 20;
    glyphs.x.set([0, 20, 44, 64]);
    expect(formLines(glyphs).lines[0]?.words).toHaveLength(1);
    glyphs.x.set([0, 20, 46, 66]);
    expect(formLines(glyphs).lines[0]?.words).toHaveLength(2);
  });
});

describe('what is drawn onto a letter', () => {
  /** Draws glyphs at their places, all but the named ones 5 points wide. */
  const drawn = (placed: readonly (readonly [text: string, x: number, advance?: number])[]): string[] => {
    const { glyphs, draw } = drawnPage();
    for (const [text, x, advance = 5] of placed) {
      draw(text, x, 20);
      glyphs.advance[glyphs.count - 1] = advance;
    }
    return formLines(glyphs).lines.map(({ words }) => words.map(({ text }) => text).join('|'));
  };

  it('stays with it where it stands beyond the start of the next one, as the marks of Thai do', () => {
    // Two marks on the last letter of ที่, and one on that of มี.
    const marks = [
      ['ท', 0],
      ['ี', 5.2, 0],
      ['่', 5.1, 0],
      ['น', 5],
      ['ม', 10],
      ['ี', 15.1, 0],
      ['อ', 15],
    ] as const;
    expect(drawn(marks)).toEqual(['ที่นมีอ']);
  });

  it('does not if it is drawn somewhere else', () => {
    expect(
      drawn([
        ['ก', 0],
        ['ข', 5],
        ['ค', 10],
        ['้', 4, 0],
      ]),
    ).toEqual(['ก้ขค']);
  });

  it('stands behind it in the alef of a ligature that is drawn on the lam', () => {
    expect(
      drawn([
        ['ب', 10],
        ['ل', 5],
        ['ا', 5, 0],
        ['ت', 0],
      ]),
    ).toEqual(['بلات']);
  });
});

describe('the dots of a table of contents', () => {
  it('end where the page number starts', () => {
    expect(
      read((draw) => {
        draw('Start .....', 0, 20);
        draw('12', 53.6, 20);
      }),
    ).toEqual(['Start|.....|12']);
  });

  it('start where the title ends', () => {
    expect(
      read((draw) => {
        draw('Start', 0, 20);
        draw('....', 26.1, 20);
        draw('12', 47.2, 20);
      }),
    ).toEqual(['Start|....|12']);
  });

  it('are not the dots of an ellipsis, nor a point', () => {
    expect(read((draw) => draw('well...so', 0, 20))).toEqual(['well...so']);
    expect(read((draw) => (draw('a.', 0, 20), draw('5', 10.9, 20)))).toEqual(['a.5']);
  });
});

describe('spaces that are drawn', () => {
  it('part words, one or many, however narrow, and start none', () => {
    expect(read((draw) => draw('  a   b  ', 0, 20))).toEqual(['a|b']);
    const { glyphs, draw } = drawnPage();
    draw('a b', 0, 20);
    glyphs.x[2] = 5.1;
    expect(formLines(glyphs).lines[0]?.words).toHaveLength(2);
  });

  it('that lie under letters from elsewhere part none', () => {
    expect(
      read((draw) => {
        draw('10a', 0, 20);
        draw(' ', 0, 20.5);
      }),
    ).toEqual(['10a']);
    // A piece with a space at its end, and another one drawn over that space later.
    expect(
      read((draw) => {
        draw('start ', 0, 20);
        draw('elsewhere', 0, 50);
        draw('ing', 25, 20);
      }),
    ).toEqual(['starting', 'elsewhere']);
  });

  it('alone make no line', () => {
    expect(read((draw) => (draw('   ', 0, 20), draw(' ', 50, 50)))).toEqual([]);
  });
});

describe('letter-spaced text', () => {
  it('may be one word of a line, with what stands right behind it', () => {
    const found = read((draw) => {
      draw('an', 0, 20);
      draw('important', 12.5, 20, { tracking: 2.5 });
      draw('. Word', 12.5 + 9 * 7.5, 20);
    });
    expect(found).toEqual(['an|important.|Word']);
  });

  it('keeps its words together at every spacing, and apart from each other', () => {
    for (const tracking of [1, 2, 3, 5, 8]) {
      const words = read((draw) => {
        draw('WIDE', 0, 20, { tracking });
        draw('TITLE', 4 * (5 + tracking) + 2.5 + tracking, 20, { tracking });
      });
      expect(words, `${tracking}`).toEqual(['WIDE|TITLE']);
    }
  });

  it('is told by its letters: figures and single letters in a row are apart', () => {
    expect(read((draw) => draw('12345', 0, 20, { tracking: 3 }))).toEqual(['1|2|3|4|5']);
    expect(read((draw) => draw('aAbBcCdD', 0, 20, { tracking: 3 }))).toEqual(['a|A|b|B|c|C|d|D']);
  });

  it('of few letters is not guessed', () => {
    expect(read((draw) => draw('abc', 0, 20, { tracking: 3 }))).toEqual(['a|b|c']);
  });
});

describe('superscripts', () => {
  const raised = { size: 7, ascent: 5, descent: 2, spaceAdvance: 1.75 };

  it('belong to the word that they stand at, with the little room that they keep', () => {
    const footnote = read((draw) => {
      draw('word', 0, 20);
      draw('12', 21.3, 16.5, raised);
      draw('next', 35, 20);
    });
    expect(footnote).toEqual(['word12|next']);
  });

  it('do not take in what stands beside a sign of sum, however large that is', () => {
    expect(
      read((draw) => {
        draw('∑', 0, 22, { size: 14, ascent: 10, descent: 4 });
        draw('x', 7, 20);
      }),
    ).toEqual(['∑|x']);
  });

  it('and subscripts do not pull the line apart', () => {
    expect(
      read((draw) => {
        draw('H', 0, 20);
        draw('2', 5, 22, raised);
        draw('O', 10, 20);
      }),
    ).toEqual(['H2O']);
  });
});

describe('scripts without spaces', () => {
  it('are words until there is real room', () => {
    const { glyphs, draw } = drawnPage();
    draw('日本語文字', 0, 20);
    for (let i = 0; i < 5; i++) {
      glyphs.advance[i] = 10;
      glyphs.x[i] = i * 12;
    }
    // Two points of tracking on ten: an even setting, no spaces.
    expect(formLines(glyphs).lines[0]?.words.map(({ text }) => text)).toEqual(['日本語文字']);
    glyphs.x[3] = 43;
    glyphs.x[4] = 55;
    expect(formLines(glyphs).lines[0]?.words.map(({ text }) => text)).toEqual(['日本語', '文字']);
  });
});

describe('ligatures and marks', () => {
  it('are one glyph with the text of several letters', () => {
    const { glyphs, draw } = drawnPage();
    draw('o_ce', 0, 20);
    glyphs.text[1] = 'ffi';
    expect(formLines(glyphs).lines[0]?.words[0]).toMatchObject({ text: 'office', glyphs: [0, 1, 2, 3] });
  });
});

describe('right-to-left text', () => {
  it('keeps numbers, brackets and Latin words readable', () => {
    // As displayed: the sentence starts at the right.
    const page = (text: string): string[] => read((draw) => draw(Array.from(text).reverse().join(''), 0, 20));
    expect(page('מחיר (05) שקל')).toEqual(['מחיר|(50)|שקל']);
    expect(page('שלום cba עולם')).toEqual(['שלום|abc|עולם']);
  });

  it('puts the words of a line in the order in which they are read', () => {
    const { glyphs, draw } = drawnPage();
    draw('םלוע', 0, 20);
    draw('םולש', 22.5, 20);
    const [line] = formLines(glyphs).lines;
    expect(line?.words.map(({ text }) => text)).toEqual(['שלום', 'עולם']);
    expect(line?.words[0]?.glyphs).toEqual([7, 6, 5, 4]);
  });

  it('keeps points with their letters', () => {
    const { glyphs, draw } = drawnPage();
    // Shin with its dot, then lamed: displayed from the left it is lamed, shin, and the dot over the shin.
    draw('לש', 0, 20);
    draw('\u05c1', 6, 20);
    glyphs.advance[2] = 0;
    expect(formLines(glyphs).lines[0]?.words[0]?.text).toBe('ש\u05c1ל');
  });
});
