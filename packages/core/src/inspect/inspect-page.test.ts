import { describe, expect, it } from 'vitest';
import type { Page, PageImage, TextBlock } from '../model.ts';
import type { BBox } from '../units.ts';
import { inspectPage } from './inspect-page.ts';
import type { Look } from './page-inspection.ts';

const FRAME: BBox = { x0: 0, y0: 0, x1: 600, y1: 800 };
const WORDS = 'The mill stands where the brook leaves the wood and its wheel has turned for four generations';

function pageWith(parts: {
  texts?: TextBlock[];
  images?: PageImage[] | undefined;
  unmapped?: number;
  shapes?: number;
}): Page {
  const { texts = [], unmapped = 0, shapes } = parts;
  return {
    index: 4,
    width: 600,
    height: 800,
    unit: 'points',
    sizeInPoints: { width: 600, height: 800 },
    rotation: 0,
    texts,
    tables: [],
    ...(shapes === undefined ? {} : { shapes }),
    ...('images' in parts ? (parts.images ? { images: parts.images } : {}) : { images: [] }),
    ...(unmapped > 0
      ? { coverage: { glyphs: unmapped, inTexts: 0, omitted: [{ reason: 'unmapped', glyphs: unmapped, sample: '' }] } }
      : {}),
  };
}

function line(text: string, y = 100, hidden?: TextBlock['hidden']): TextBlock {
  const bbox = { x0: 50, y0: y, x1: 550, y1: y + 12 };
  return { text, bbox, rotation: 0, origin: 'native', ...(hidden ? { hidden } : {}) };
}

const image = (bbox: BBox): PageImage => ({ bbox, rotation: 0, pixelWidth: 1000, pixelHeight: 1000 });
const blind: Look = async () => undefined;

/** Sees an image of one tone, or of strokes everywhere. */
function seeing(what: 'nothing' | 'writing'): Look & { asked: BBox[] } {
  const asked: BBox[] = [];
  const look: Look = async (region) => {
    asked.push(region);
    const [width, height] = [region.x1 - region.x0, region.y1 - region.y0].map(Math.ceil) as [number, number];
    const ink = (i: number): number => {
      const [x, y] = [i % width, Math.floor(i / width)];
      return what === 'writing' && y % 16 < 9 && (x % 6 < 2 || (y % 16 === 4 && x % 12 < 6)) ? 20 : 240;
    };
    const pixels = Uint8Array.from({ length: width * height }, (_, i) => ink(i));
    return { image: { width, height, pixels }, region, scale: { x: 1, y: 1 } };
  };
  return Object.assign(look, { asked });
}

describe('inspectPage', () => {
  it('does not look where the text layer and the images tell', async () => {
    const look = seeing('writing');
    const native = await inspectPage(pageWith({ texts: [line(WORDS)] }), look);
    expect(native).toMatchObject({ index: 4, kind: 'native', ocrRegions: [], ocrLayer: false });
    const layered = pageWith({ texts: [line(WORDS, 100, 'invisible')], images: [image(FRAME)] });
    expect(await inspectPage(layered, look)).toMatchObject({
      kind: 'scan',
      ocrLayer: true,
      ocrRegions: [],
      layerRegions: [FRAME],
    });
    expect(look.asked).toEqual([]);
  });

  it('reads the part of a page under an image with writing', async () => {
    const part = { x0: 100, y0: 300, x1: 400, y1: 600 };
    const page = pageWith({ texts: [line(WORDS)], images: [image(part)] });
    expect(await inspectPage(page, seeing('writing'))).toMatchObject({ kind: 'mixed', ocrRegions: [part] });
    expect(await inspectPage(page, seeing('nothing'))).toMatchObject({ kind: 'native', ocrRegions: [] });
    // Nobody can look: an image of this size is taken for one with writing.
    expect(await inspectPage(page, blind)).toMatchObject({ kind: 'mixed', ocrRegions: [part] });
  });

  it('reads the whole page where images are most of it, strips and an overhang among them', async () => {
    const strips = [0, 1, 2, 3].map((i) => image({ x0: -10, y0: i * 200, x1: 610, y1: i * 200 + 200 }));
    const { kind, ocrRegions } = await inspectPage(pageWith({ images: strips }), seeing('writing'));
    expect([kind, ocrRegions]).toEqual(['scan', [FRAME]]);
  });

  it('takes a few invisible glyphs for a layer only where they are all that there is', async () => {
    const stray = pageWith({ texts: [line('Page 1', 20, 'invisible')], images: [image(FRAME)] });
    expect(await inspectPage(stray, seeing('writing'))).toMatchObject({
      kind: 'scan',
      ocrLayer: false,
      ocrRegions: [FRAME],
    });
  });

  it('reads anew what a layer of unreadable characters lies over', async () => {
    const page = pageWith({ texts: [line('\uE000\uE001\uFFFD'.repeat(20), 100, 'invisible')], images: [image(FRAME)] });
    const { ocrLayer, ocrRegions, reasons } = await inspectPage(page, seeing('writing'));
    expect([ocrLayer, ocrRegions]).toEqual([false, [FRAME]]);
    expect(reasons.join()).toContain('unreadable');
  });

  it.each([
    ['left out by the reader', pageWith({ unmapped: 50 })],
    ['in the texts', pageWith({ texts: [line('\uE000\uE001\uE002\uE003\uE004 x')] })],
  ])('calls a page garbled whose characters are unknown: %s', async (_name, page) => {
    const { kind, ocrRegions, figures } = await inspectPage(page, blind);
    expect([kind, ocrRegions]).toEqual(['garbled', [FRAME]]);
    expect(figures.unmappedShare).toBeGreaterThan(0.8);
  });

  it('does not count as text what the page does not show', async () => {
    const page = pageWith({ texts: [line(WORDS, 100, 'off-page'), line(WORDS, 200, 'hidden-layer')] });
    expect(await inspectPage(page, seeing('nothing'))).toMatchObject({ kind: 'empty', figures: { glyphs: 0 } });
  });

  it('lets the text stand of a page that cannot be drawn, and does not call one without text read', async () => {
    const failing: Look = async () => ({ failed: 'the image is broken' });
    const images = [image({ x0: 100, y0: 300, x1: 500, y1: 700 })];
    const native = await inspectPage(pageWith({ texts: [line(WORDS)], images }), failing);
    expect(native).toMatchObject({ kind: 'native', ocrRegions: [] });
    expect(native.reasons.join()).toContain('cannot be drawn: the image is broken');
    expect(native.unseen).toBe('the image is broken');
    expect(await inspectPage(pageWith({ texts: [line(WORDS)] }), failing)).not.toHaveProperty('unseen');
    expect(await inspectPage(pageWith({ images }), failing)).toMatchObject({
      kind: 'scan',
      ocrRegions: [expect.any(Object)],
    });
  });

  it('says of a page of shapes that they may be letters, where nobody can look', async () => {
    const shapes = await inspectPage(pageWith({ shapes: 200 }), blind);
    expect(shapes).toMatchObject({ kind: 'scan', ocrRegions: [FRAME], figures: { shapes: 200 } });
    expect(shapes.reasons).toEqual(['200 shapes and no text: letters may be drawn so, and nobody can look']);
    const failing: Look = async () => ({ failed: 'the page is broken' });
    expect(await inspectPage(pageWith({ shapes: 200 }), failing)).toMatchObject({ kind: 'scan', ocrRegions: [FRAME] });
    // A logo; and a drawing among text.
    expect(await inspectPage(pageWith({ shapes: 8 }), blind)).toMatchObject({ kind: 'empty', ocrRegions: [] });
    const drawing = pageWith({ shapes: 200, texts: [line(WORDS)] });
    expect(await inspectPage(drawing, blind)).toMatchObject({ kind: 'native', ocrRegions: [] });
    expect(await inspectPage(pageWith({ shapes: 200 }), seeing('nothing'))).toMatchObject({ kind: 'empty' });
  });

  it('looks for letters drawn as shapes beside a picture, and under a page number', async () => {
    const photograph = image({ x0: 0, y0: 0, x1: 300, y1: 300 });
    const page = pageWith({ shapes: 200, texts: [line('Page 17', 780)], images: [photograph] });
    expect(await inspectPage(page, seeing('writing'))).toMatchObject({ kind: 'mixed', ocrRegions: [FRAME] });
    expect(await inspectPage(page, seeing('nothing'))).toMatchObject({ kind: 'native', ocrRegions: [] });
    const look = seeing('writing');
    await inspectPage(pageWith({ shapes: 20, texts: [line(WORDS)] }), look);
    expect(look.asked).toEqual([]);
  });

  it('does not take the marks of a plot for letters beside text, not even beside a caption', async () => {
    const look = seeing('writing');
    for (const text of [WORDS, 'Figure 3: a torus']) {
      const page = pageWith({ shapes: 9000, texts: [line(text)] });
      expect(await inspectPage(page, look)).toMatchObject({ kind: 'native', ocrRegions: [] });
    }
    expect(look.asked).toEqual([]);
  });

  it('looks at the page where its reader was told to leave images out', async () => {
    const look = seeing('writing');
    const page = pageWith({ texts: [line(WORDS)], images: undefined });
    expect(await inspectPage(page, look)).toMatchObject({ kind: 'mixed', ocrRegions: [FRAME] });
    expect(look.asked).toEqual([FRAME]);
  });
});
