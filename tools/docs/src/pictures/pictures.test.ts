import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coordinatesPicture } from './coordinates-picture.ts';
import { packageRows } from './package-rows.ts';
import { packagesPicture } from './packages-picture.ts';
import { boxesOf } from './page-picture.ts';
import { IMAGES, measuredBlock, picturedPage, SHOWN_HEIGHT } from './pictures.ts';
import { readPackages } from './read-packages.ts';

const AGAIN = 'Draw the pictures anew: npm run docs:pictures';

describe('the pictures of the pages show what is there today', () => {
  const committed = (name: string): string => readFileSync(join(IMAGES, name), 'utf8');

  it('packages.svg', () => {
    expect(committed('packages.svg'), AGAIN).toBe(packagesPicture(readPackages()));
  });

  it('coordinates.svg', async () => {
    const page = await picturedPage();
    expect(committed('coordinates.svg'), AGAIN).toBe(coordinatesPicture(page, measuredBlock(page)));
  });

  it('boxes.svg', async () => {
    const boxes = boxesOf(await picturedPage(), SHOWN_HEIGHT);
    expect(boxes.match(/<rect/g)?.length).toBeGreaterThan(40);
    expect(committed('boxes.svg').includes(boxes), AGAIN).toBe(true);
  });
});

describe('packageRows', () => {
  const house = (name: string, ...needs: string[]) => ({ name, description: '', needs, brings: [] });
  const shown = (packages: Parameters<typeof packageRows>[0]): unknown =>
    packageRows(packages).map((row) => row.map((item) => [item.package?.name ?? 'passes', ...item.below]));

  it('leaves out arrows that a longer way says as well', () => {
    expect(shown([house('core'), house('layout', 'core'), house('pdf', 'core', 'layout')])).toEqual([
      [['pdf', 0]],
      [['layout', 0]],
      [['core']],
    ]);
  });

  it('gives an arrow a place in every row that it passes', () => {
    const packages = [
      house('core'),
      house('layout', 'core'),
      house('pdf', 'layout'),
      house('alone', 'core'),
      house('all', 'pdf', 'alone'),
    ];
    expect(shown(packages)).toEqual([
      [['all', 0, 1]],
      [
        ['pdf', 0],
        ['passes', 1],
      ],
      [
        ['layout', 0],
        ['alone', 0],
      ],
      [['core']],
    ]);
  });
});
