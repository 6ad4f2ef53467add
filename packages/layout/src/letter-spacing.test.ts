import { describe, expect, it } from 'vitest';
import { formLines } from './lines.ts';
import { drawnPage } from './test-glyphs.ts';

/** The lines of a page, words parted by a bar. */
function read(drawing: (draw: ReturnType<typeof drawnPage>['draw']) => void): string[] {
  const { glyphs, draw } = drawnPage();
  drawing(draw);
  return formLines(glyphs).lines.map(({ words }) => words.map(({ text }) => text).join('|'));
}

describe('a few letters that the file itself spaces', () => {
  it('are a word, at every spacing', () => {
    for (const tracking of [1.5, 3, 6, 10]) {
      const spaced = { tracking, letterSpacing: tracking };
      expect(read((draw) => draw('TO', 0, 20, spaced))).toEqual(['TO']);
      expect(read((draw) => draw('NOTE', 0, 20, spaced))).toEqual(['NOTE']);
      expect(read((draw) => draw('TO BE', 0, 20, spaced))).toEqual(['TO|BE']);
    }
  });

  it('end where the gap is wider than the spacing', () => {
    const spaced = { tracking: 3, letterSpacing: 3 };
    expect(
      read((draw) => {
        draw('TO', 0, 20, spaced);
        draw('BE', 19, 20, spaced);
      }),
    ).toEqual(['TO|BE']);
  });

  it('stay apart where their places say otherwise than the spacing', () => {
    // What is spaced is taken back between the letters of a word: it was meant for the gap between two words.
    expect(
      read((draw) => {
        draw('A', 0, 20, { letterSpacing: 4 });
        draw('section', 9, 20, { letterSpacing: 4 });
      }),
    ).toEqual(['A|section']);
  });

  it('are letters: figures, and capitals behind small letters, stay apart', () => {
    const spaced = { tracking: 3, letterSpacing: 3 };
    expect(read((draw) => draw('123', 0, 20, spaced))).toEqual(['1|2|3']);
    expect(read((draw) => draw('B12', 0, 20, spaced))).toEqual(['B|1|2']);
    expect(read((draw) => draw('aAbB', 0, 20, spaced))).toEqual(['a|A|b|B']);
  });
});

describe('a few letters on a page with longer text that is spaced alike', () => {
  const heading = (draw: ReturnType<typeof drawnPage>['draw'], y: number): void =>
    draw('INTRODUCTION', 0, y, { tracking: 3 });

  it('are a word, above and below it', () => {
    const found = read((draw) => {
      draw('NOTE', 0, 20, { tracking: 3 });
      heading(draw, 50);
      draw('TO', 0, 80, { tracking: 3.1 });
    });
    expect(found).toEqual(['NOTE', 'INTRODUCTION', 'TO']);
  });

  it('are not where the font, the size or the gap is another one', () => {
    const found = read((draw) => {
      heading(draw, 20);
      draw('AB', 0, 50, { tracking: 3, font: 1 });
      draw('CD', 0, 80, { tracking: 3, size: 12 });
      draw('EF', 0, 110, { tracking: 5 });
      draw('I am', 0, 140);
    });
    expect(found).toEqual(['INTRODUCTION', 'A|B', 'C|D', 'E|F', 'I|am']);
  });

  it('are not where one is a word of more than a letter', () => {
    const found = read((draw) => {
      heading(draw, 20);
      draw('I', 0, 50);
      draw('am', 8, 50);
    });
    expect(found).toEqual(['INTRODUCTION', 'I|am']);
  });
});

describe('a few letters among spaces that are drawn', () => {
  it('are words where all gaps without a space are alike and those with one are much wider', () => {
    expect(read((draw) => draw('TO BE', 0, 20, { tracking: 3 }))).toEqual(['TO|BE']);
  });

  it('are apart where a space is drawn between every two of them, or nowhere', () => {
    expect(read((draw) => draw('A B C', 0, 20))).toEqual(['A|B|C']);
    expect(read((draw) => draw('J. R. R.', 0, 20))).toEqual(['J.|R.|R.']);
    expect(read((draw) => draw('AB', 0, 20, { tracking: 3 }))).toEqual(['A|B']);
    expect(read((draw) => draw('ABCD', 0, 20, { tracking: 3 }))).toEqual(['A|B|C|D']);
  });

  it('are apart where the gaps are as wide as between answers', () => {
    expect(read((draw) => draw('YN YN', 0, 20, { tracking: 5 }))).toEqual(['Y|N|Y|N']);
    const behindLarger = read((draw) => {
      draw('X', 0, 20, { size: 16 });
      draw('YN YN', 10, 20, { tracking: 5 });
    });
    expect(behindLarger).toEqual(['X|Y|N|Y|N']);
  });

  it('are apart where the spaces are no wider than the gaps', () => {
    const found = read((draw) => {
      draw('AB', 0, 20, { tracking: 3 });
      draw(' CD', 13.2, 20, { tracking: 0.5 });
      draw('E', 31, 20);
    });
    expect(found).toEqual(['A|B|CD|E']);
  });
});
