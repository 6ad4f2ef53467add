import fc from 'fast-check';
import { expect, it } from 'vitest';
import { imagePath } from './image-files.ts';

const target = (stem: string): Parameters<typeof imagePath>[0] => ({ stem, extension: 'png', unfinished: 'x.part' });

it('gives names that sort as pages do', () => {
  expect(imagePath(target('out/a.pdf'), 0, 1)).toBe('out/a.pdf-0.png');
  const names = Array.from({ length: 101 }, (_, index) => imagePath(target('a'), index, 101));
  expect(names[7]).toBe('a-007.png');
  expect(names.toSorted()).toEqual(names);
});

it('gives no two pages the same name, whatever the documents are called', () => {
  const page = fc.tuple(
    fc.constantFrom('a.pdf', 'a.pdf-1', 'a.pdf-01', 'a.pdf-1-1', 'a'),
    fc.integer({ min: 0, max: 120 }),
  );
  fc.assert(
    fc.property(page, page, fc.integer({ min: 121, max: 20_000 }), (one, other, pageCount) => {
      const [a, b] = [one, other].map(([stem, index]) => imagePath(target(stem), index, pageCount));
      expect(a === b).toBe(one[0] === other[0] && one[1] === other[1]);
    }),
  );
});
