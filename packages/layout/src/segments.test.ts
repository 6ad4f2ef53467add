import { describe, expect, it } from 'vitest';
import { formLines } from './lines.ts';
import { drawnPage } from './test-glyphs.ts';

function read(drawing: (draw: ReturnType<typeof drawnPage>['draw']) => void): string[] {
  const { glyphs, draw } = drawnPage();
  drawing(draw);
  return formLines(glyphs).lines.map(({ words }) => words.map(({ text }) => text).join(' '));
}

describe('lines', () => {
  it('end where the baseline changes', () => {
    expect(read((draw) => (draw('one', 0, 20), draw('two', 0, 32), draw('three', 15, 44)))).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('follow a baseline that is off by a hair', () => {
    expect(read((draw) => (draw('one', 0, 20), draw('two', 17.5, 20.8)))).toEqual(['one two']);
  });

  it('of two columns stay apart, whichever way they are drawn', () => {
    const left = ['the first', 'column of', 'the page'];
    const right = ['and then', 'the other', 'column'];
    const byColumn = read((draw) => {
      left.forEach((text, i) => draw(text, 0, 20 + i * 12));
      right.forEach((text, i) => draw(text, 60, 20 + i * 12));
    });
    expect(byColumn).toEqual([...left, ...right]);
    const byRow = read((draw) => {
      left.forEach((text, i) => {
        draw(text, 0, 20 + i * 12);
        draw(right[i]!, 60, 20 + i * 12);
      });
    });
    expect(byRow.toSorted()).toEqual([...left, ...right].toSorted());
  });

  it('are cells in a table, not rows', () => {
    const cells = ['Item', 'Price', 'Sum', 'Nails', '1.50', '15.00'];
    const found = read((draw) => {
      cells.forEach((text, i) => draw(text, (i % 3) * 45, 20 + Math.floor(i / 3) * 14));
    });
    expect(found).toEqual(cells);
  });

  it('of justified text hold however far one operation stretches its spaces', () => {
    const { glyphs, draw } = drawnPage();
    draw('a b c', 0, 20);
    glyphs.x.set([0, 5, 30, 35, 60]);
    expect(formLines(glyphs).lines.map(({ words }) => words.length)).toEqual([3]);
  });

  it('end where a space is many times as wide as the one before it: the next cell of a row that is drawn at once', () => {
    const { glyphs, draw } = drawnPage();
    draw('a b c d', 0, 20);
    glyphs.x.set([0, 5, 7.5, 12.5, 40, 45, 47.5]);
    expect(formLines(glyphs).lines.map(({ words }) => words.map(({ text }) => text))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('are joined where bold words or links were drawn at another time', () => {
    expect(
      read((draw) => {
        draw('the', 0, 20);
        draw('word', 45, 20);
        draw('second line', 0, 32);
        draw('bold', 17.5, 20, { font: 1 });
      }),
    ).toEqual(['the bold word', 'second line']);
  });

  it('take in what was drawn into a hole of theirs', () => {
    expect(
      read((draw) => {
        draw('7', 0, 20);
        draw('Dependents', 12.5, 20);
        draw('other', 0, 40);
        draw('c', 5, 20);
      }),
    ).toEqual(['7c Dependents', 'other']);
  });

  it('do not take in what is drawn over their letters', () => {
    expect(
      read((draw) => {
        draw('original', 0, 20);
        draw('next', 0, 40);
        draw('stamp', 7, 20, { font: 1 });
      }),
    ).toEqual(['original', 'next', 'stamp']);
  });

  it('hold sizes together only where they are alike', () => {
    expect(
      read((draw) => {
        draw('note', 0, 20);
        draw('other', 0, 60);
        draw('HUGE', 21, 20, { size: 40, ascent: 30, descent: 10 });
      }),
    ).toEqual(['note', 'other', 'HUGE']);
  });

  it.each([
    [0, 1],
    [0, -1],
    [-1, 0],
    [Math.SQRT1_2, Math.SQRT1_2],
    [Math.cos(0.1), Math.sin(0.1)],
  ])('run along (%f, %f) as they do to the right', (ux, uy) => {
    expect(
      read((draw) => {
        draw('turned text', 200, 200, { ux, uy });
        draw('beside it', 200 - uy * 12, 200 + ux * 12, { ux, uy });
        draw('upright', 200, 200);
      }),
    ).toEqual(['turned text', 'beside it', 'upright']);
  });

  it('survive a page of one very long line', () => {
    const { glyphs, draw } = drawnPage();
    const piece = 'word '.repeat(20_000);
    draw(piece, 0, 20);
    draw('elsewhere', 0, 60);
    draw(piece, 20_000 * 22.5, 20);
    const { lines } = formLines(glyphs);
    expect(lines.map(({ words }) => words.length)).toEqual([40_000, 1]);
  });
});
