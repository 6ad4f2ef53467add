import { describe, expect, it } from 'vitest';
import type { Page } from '@unifex/core';
import { rawPdf } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testPaths({ readPage }: PdfUnderTest): void {
  const read = (content: string): Promise<Page> => readPage(rawPdf(content));
  /** Start, end and thickness of each ruling. */
  async function rulings(content: string): Promise<number[][]> {
    const { rulings: found = [] } = await read(content);
    return found.map(({ start, end, thickness }) => [start.x, start.y, end.x, end.y, thickness]);
  }
  /** Boxes of the fills. */
  async function fills(content: string): Promise<number[][]> {
    return ((await read(content)).fills ?? []).map(({ bbox }) => [bbox.x0, bbox.y0, bbox.x1, bbox.y1]);
  }

  describe('rulings', () => {
    it('are the straight strokes, from left to right and from top to bottom', async () => {
      expect(await rulings('2 w 110 90 m 10 90 l S 10 10 m 10 60 l S')).toEqual([
        [10, 10, 110, 10, 2],
        [10, 40, 10, 90, 2],
      ]);
    });

    it('are the sides of stroked rectangles and polygons, the closing one too', async () => {
      expect(await rulings('10 20 100 40 re S')).toHaveLength(4);
      expect(await rulings('10 20 m 110 20 l 110 60 l 10 60 l s')).toHaveLength(4);
      expect(await rulings('10 20 m 110 20 l 110 60 l 10 60 l S')).toHaveLength(3);
      expect(await rulings('10 20 m 110 20 l 110 60 l 10 60 l h S')).toHaveLength(4);
    });

    it.each(['S', 's', 'B', 'B*', 'b', 'b*'])('come from the operator %s', async (paint) => {
      expect((await rulings(`10 20 100 40 re ${paint}`)).length).toBe(4);
    });

    it.each(['f', 'F', 'f*', 'n'])('do not come from the operator %s', async (paint) => {
      expect(await rulings(`10 20 100 40 re ${paint}`)).toEqual([]);
    });

    it('are thin filled rectangles too, as thick as they are narrow', async () => {
      expect(await rulings('10 20 100 1 re f 150 10 0.5 80 re f')).toEqual([
        [10, 79.5, 110, 79.5, 1],
        [150.25, 10, 150.25, 90, 0.5],
      ]);
      expect(await rulings('10 20 m 110 20 l 110 21 l 10 21 l f')).toEqual([[10, 79.5, 110, 79.5, 1]]);
    });

    it('are filled rectangles without width or height', async () => {
      expect(await rulings('10 20 100 0 re f 50 10 0 80 re f')).toEqual([
        [10, 80, 110, 80, 0],
        [50, 10, 50, 90, 0],
      ]);
    });

    it('of dashes count as one line each', async () => {
      expect(await rulings('[3 2] 0 d 1 w 10 50 m 190 50 l S')).toEqual([[10, 50, 190, 50, 1]]);
    });

    it('are scaled by the matrix, lengths and thickness', async () => {
      expect(await rulings('q 2 0 0 2 0 0 cm 1 w 10 20 m 60 20 l S Q')).toEqual([[20, 60, 120, 60, 2]]);
      expect(await rulings('q 0 1 -1 0 100 0 cm 1 w 10 20 m 60 20 l S Q')).toEqual([[80, 40, 80, 90, 1]]);
    });

    it('are no diagonals, no curves and no dots', async () => {
      expect(await rulings('10 10 m 100 60 l S')).toEqual([]);
      expect(await rulings('10 10 m 40 10 60 10 90 10 c S')).toEqual([]);
      expect(await rulings('50 50 m 50 50 l S')).toEqual([]);
      // A box with round corners is drawn with curves: none of it.
      expect(await rulings('20 10 m 90 10 l 95 10 100 15 100 20 c 100 60 l S')).toEqual([]);
    });

    it('forgive a hair of slope', async () => {
      expect(await rulings('10 50 m 110 50.3 l S')).toHaveLength(1);
    });

    it('are cut to the clip and to the page', async () => {
      expect(await rulings('0 0 60 100 re W n 10 50 m 110 50 l S 80 10 m 80 90 l S')).toEqual([[10, 50, 60, 50, 1]]);
      expect(await rulings('-100 50 m 500 50 l S 10 300 m 90 300 l S')).toEqual([[0, 50, 200, 50, 1]]);
    });

    it('that are quite transparent are not there', async () => {
      const page = await readPage(
        rawPdf('/G gs 10 50 m 110 50 l S 10 20 50 20 re f 10 80 50 10 re B', {
          resources: '/ExtGState << /G << /CA 0 /ca 0 >> >>',
        }),
      );
      expect([page.rulings, page.fills]).toEqual([[], []]);
    });

    it('follow the thickness that a graphics state dictionary sets', async () => {
      const page = await readPage(rawPdf('/G gs 10 50 m 110 50 l S', { resources: '/ExtGState << /G << /LW 3 >> >>' }));
      expect(page.rulings?.[0]?.thickness).toBe(3);
    });
  });

  describe('shapes', () => {
    const shapes = async (content: string): Promise<number | undefined> => (await read(content)).shapes;

    it('are the subpaths that are neither lines nor rectangles', async () => {
      expect(await shapes('10 50 m 110 50 l S 10 20 50 40 re f 10 80 50 1 re f')).toBe(0);
      expect(await shapes('10 10 m 20 10 30 20 30 30 c f')).toBe(1);
      expect(await shapes('10 10 m 60 10 l 40 60 l h f 10 10 m 60 60 l S')).toBe(2);
      // One path of two outlines, as a letter with a hole in it is.
      expect(await shapes('10 10 m 60 10 l 40 60 l h 20 20 m 40 20 l 30 30 l h f*')).toBe(2);
    });

    it('count where the page shows them', async () => {
      expect(await shapes('10 10 m 20 10 30 20 30 30 c n')).toBe(0);
      expect(await shapes('500 500 m 520 510 530 520 530 530 c f')).toBe(0);
      expect(await shapes('0 0 60 60 re W n 70 70 m 80 70 90 80 90 90 c f')).toBe(0);
    });
  });

  describe('fills', () => {
    it('are the filled rectangles, however they are drawn', async () => {
      const box = [10, 40, 60, 80];
      expect(await fills('10 20 50 40 re f')).toEqual([box]);
      expect(await fills('60 60 -50 -40 re f')).toEqual([box]);
      expect(await fills('10 20 m 60 20 l 60 60 l 10 60 l f')).toEqual([box]);
      expect(await fills('10 20 m 60 20 l 60 60 l 10 60 l 10 20 l h f')).toEqual([box]);
      expect(await fills('q 0 1 -1 0 60 20 cm 0 0 40 50 re f Q')).toEqual([box]);
    });

    it('are all the rectangles of one path', async () => {
      expect(await fills('10 20 50 40 re 100 20 50 40 re f')).toHaveLength(2);
    });

    it('are no triangles, no turned rectangles and no shapes with curves', async () => {
      expect(await fills('10 20 m 60 20 l 60 60 l f')).toEqual([]);
      expect(await fills('q 0.7 0.7 -0.7 0.7 100 10 cm 0 0 40 50 re f Q')).toEqual([]);
      expect(await fills('20 10 m 90 10 l 95 10 100 15 100 20 c 100 60 l 20 60 l f')).toEqual([]);
    });

    it('are cut to the clip and to the page', async () => {
      expect(await fills('0 0 60 100 re W n 10 20 100 40 re f')).toEqual([[10, 40, 60, 80]]);
      expect(await fills('-50 -50 500 500 re f')).toEqual([[0, 0, 200, 100]]);
      expect(await fills('300 20 50 40 re f')).toEqual([]);
    });
  });
}
