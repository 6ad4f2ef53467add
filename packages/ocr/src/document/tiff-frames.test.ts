import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pieceTiff } from '../test-pages.ts';
import { countTiffFrames } from './tiff-frames.ts';

describe('countTiffFrames', () => {
  it('counts the directories of a TIFF, and of a BigTIFF', async () => {
    expect(countTiffFrames(await pieceTiff('Confidential', 'Salary review 2026', 'Confidential'))).toBe(3);
    const image = sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } });
    expect(countTiffFrames(await image.tiff({ bigtiff: true }).toBuffer())).toBe(1);
  });

  it('comes to an end with one that goes round in a circle, or leads out of the file', async () => {
    const tiff = await pieceTiff('Confidential');
    const next = 8 + 2 + 9 * 12;
    const view = new DataView(tiff.buffer);
    view.setUint32(next, 8, true);
    expect(countTiffFrames(tiff)).toBe(1);
    view.setUint32(next, 4_000_000_000, true);
    expect(countTiffFrames(tiff)).toBe(1);
    expect(countTiffFrames(tiff.subarray(0, 100))).toBe(1);
    expect(countTiffFrames(tiff.subarray(0, 6))).toBe(0);
  });
});
