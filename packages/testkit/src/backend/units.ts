import assert from 'node:assert/strict';
import { convertPage, UNITS, type Page, type Unit } from '@unifex/core';
import { assertSame } from '../assertions.ts';
import { pageBoxes } from '../page-boxes.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

/** Rounding of a conversion there and back. */
const TOLERANCE = 1e-9;
const DPI = 150;

export function testUnits(runner: Runner, subject: Subject): void {
  group(runner, 'units', (test) => {
    for (const item of subject.cases) {
      for (const unit of UNITS) {
        test(`${item.name}: is the same after a conversion to ${unit} and back`, async () => {
          for (const page of await subject.pages(item)) {
            const converted = convertPage(page, unit, unit === 'pixels' ? { dpi: DPI } : {});
            const what = `page ${page.index} in ${unit}`;
            const size = { width: converted.width, height: converted.height };
            assertSame(sizeIn(page, unit), size, `the size of ${what}`, TOLERANCE);
            assertInside(converted, what);
            assertSame(page, convertPage(converted, 'points'), `${what}, converted back`, TOLERANCE);
          }
        });
      }

      test(`${item.name}: is extracted in the unit asked for`, async () => {
        const pages = await subject.pages(item);
        await using extractor = await subject.extractor(item);
        const { document } = await extractor.extract({ unit: 'normalized' });
        const expected = pages.map((page) => convertPage(page, 'normalized'));
        assertSame(expected, document.pages, 'the pages in the unit normalized');
      });
    }
  });
}

/** A point is 1/72 inch. */
function sizeIn({ width, height }: Page, unit: Unit): { width: number; height: number } {
  const factors = { points: 1, inches: 1 / 72, pixels: DPI / 72, normalized: 0 };
  if (unit === 'normalized') return { width: 1, height: 1 };
  return { width: width * factors[unit], height: height * factors[unit] };
}

/** What lies on the page still does in another unit, to the last bit. */
function assertInside(page: Page, what: string): void {
  for (const { path, bbox, outside } of pageBoxes(page)) {
    const inside = bbox.x0 >= 0 && bbox.y0 >= 0 && bbox.x1 <= page.width && bbox.y1 <= page.height;
    assert.ok(inside || outside, `${path} of ${what} is outside of the page: ${JSON.stringify(bbox)}`);
  }
}
