import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawSamples } from './draw-samples.ts';
import { samplePath, SAMPLES_FOLDER, truthPath } from './paths.ts';
import { sampleNames, type SampleName } from './sample-names.ts';
import { truthJson } from './truth-json.ts';
import { readTruth, truthLineText, type TruthBox } from './truth.ts';

/** Their pictures come from a rasteriser, which may round otherwise on another processor. */
const RASTERISED: readonly SampleName[] = ['scanned', 'searchable-scan'];

/** What an image dictionary says of its picture. */
function pictureSize(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  return [/\/Width (\d+)/.exec(text)![1]!, /\/Height (\d+)/.exec(text)![1]!];
}

function inside([x0, y0, x1, y1]: TruthBox, width: number, height: number): boolean {
  return x0 >= -0.01 && y0 >= -0.01 && x1 <= width + 0.01 && y1 <= height + 0.01 && x0 <= x1 && y0 < y1;
}

describe('the committed samples', () => {
  it('are those that the script draws, each with its truth', () => {
    const files = readdirSync(SAMPLES_FOLDER).filter((file) => /\.(pdf|json)$/.test(file));
    expect(files.sort()).toEqual(sampleNames.flatMap((name) => [`${name}.json`, `${name}.pdf`]).sort());
  });

  it('are small', () => {
    const total = sampleNames.reduce((sum, name) => sum + statSync(samplePath(name)).size, 0);
    expect(total).toBeLessThan(1_500_000);
  });

  it.each(sampleNames)('%s comes out the same', async (name) => {
    for await (const { bytes, truth } of drawSamples([name])) {
      const committed = readFileSync(samplePath(name));
      expect(truthJson(truth)).toBe(readFileSync(truthPath(name), 'utf8'));
      if (RASTERISED.includes(name)) expect(pictureSize(bytes)).toEqual(pictureSize(committed));
      else expect(Buffer.from(bytes).equals(committed)).toBe(true);
    }
  });
});

describe.each(sampleNames)('the truth of %s', (name) => {
  const { pages, ...truth } = readTruth(name);

  it('says what it is of', () => {
    expect(truth.name).toBe(name);
    expect(truth.description).toMatch(/^[A-Z].*\.$/s);
    expect(pages.length).toBeGreaterThan(0);
  });

  it('has words with boxes on their pages, ink about where the letters are', () => {
    for (const { lines, width, height } of pages) {
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line.words.length).toBeGreaterThan(0);
        for (const { text, box, ink } of line.words) {
          expect(text).toMatch(/^\S+$/);
          if (line.hidden !== 'off-page') expect(inside(box, width, height), text).toBe(true);
          if (!ink) continue;
          const reach = (box[3] - box[1]) / 2;
          for (const side of [0, 1] as const) {
            expect(ink[side], text).toBeGreaterThan(box[side] - reach);
            expect(ink[side + 2], text).toBeLessThan(box[side + 2]! + reach);
          }
        }
      }
    }
  });

  it('has tables whose cells fill their grid once and whose texts are on the page', () => {
    for (const { tables = [], lines } of pages) {
      const texts = new Set(lines.map(truthLineText));
      for (const { rowCount, colCount, cells } of tables) {
        const places = cells.flatMap(({ row, col, rowSpan, colSpan }) =>
          Array.from(
            { length: rowSpan * colSpan },
            (_, i) => `${row + Math.floor(i / colSpan)}/${col + (i % colSpan)}`,
          ),
        );
        expect(new Set(places).size).toBe(places.length);
        expect(places).toHaveLength(rowCount * colCount);
        for (const { text } of cells) for (const line of text.split('\n')) if (line) expect(texts).toContain(line);
      }
    }
  });
});
