/** Draws the pictures of the pages anew: `npm run docs:pictures`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coordinatesPicture } from './pictures/coordinates-picture.ts';
import { packagesPicture } from './pictures/packages-picture.ts';
import { readPackages } from './pictures/read-packages.ts';
import { pagePicture } from './pictures/page-picture.ts';
import { paintPage } from './pictures/paint-page.ts';
import { IMAGES, measuredBlock, PICTURED, picturedPage, SHOWN_HEIGHT } from './pictures/pictures.ts';

const page = await picturedPage();
const painted = await paintPage(readFileSync(PICTURED), page.index, SHOWN_HEIGHT, 1.6);

mkdirSync(IMAGES, { recursive: true });
const pictures = {
  'boxes.svg': pagePicture(page, painted, SHOWN_HEIGHT),
  'coordinates.svg': coordinatesPicture(page, measuredBlock(page)),
  'packages.svg': packagesPicture(readPackages()),
};
for (const [name, content] of Object.entries(pictures)) {
  writeFileSync(join(IMAGES, name), content);
  console.log(`docs/images/${name}: ${content.length} bytes`);
}
