import { describe, expect, it } from 'vitest';
import { rawPdf, stream, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testColors({ readPage }: PdfUnderTest): void {
  /** Colours of a letter, a filled rectangle and a ruling that are painted after `operators`, which set the fill and the stroke. */
  async function colors(operators: string, options: RawPdfOptions = {}): Promise<(string | undefined)[]> {
    const content = `${operators} BT /F1 10 Tf 10 80 Td (x) Tj ET 10 10 50 40 re f 100 50 m 180 50 l S`;
    const page = await readPage(rawPdf(content, options));
    return [page.texts[0]?.color, page.fills?.[0]?.color, page.rulings?.[0]?.color];
  }

  const all = (color: string): string[] => [color, color, color];
  /** /CS of the page's resources, and the functions that it needs as object 6 and on. */
  const space = (definition: string, objects: readonly string[] = []): RawPdfOptions => ({
    resources: `/ColorSpace << /CS ${definition} >>`,
    objects,
  });
  /** A tint transform to CMYK: pure black for a tint of 1. */
  const TINT = '<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 0 0 1] /N 1 >>';

  describe('colours', () => {
    it('start black', async () => {
      expect(await colors('')).toEqual(all('#000000'));
    });

    it('of the device spaces are red, green and blue', async () => {
      expect(await colors('1 0.5 0 rg 0 0.5 1 RG')).toEqual(['#ff8000', '#ff8000', '#0080ff']);
      expect(await colors('0.5 g 0.2 G')).toEqual(['#808080', '#808080', '#333333']);
      expect(await colors('0 0 0 0 k 0 0 0 0 K')).toEqual(all('#ffffff'));
      const [cyan] = await colors('1 0 0 0 k');
      // Cyan has no exact counterpart: little red, much blue.
      expect(Number.parseInt(cyan!.slice(1, 3), 16)).toBeLessThan(0x40);
      expect(Number.parseInt(cyan!.slice(5, 7), 16)).toBeGreaterThan(0xc0);
    });

    it('follow cs and sc, in every operator', async () => {
      expect(await colors('/DeviceRGB cs 0 1 0 sc /DeviceGray CS 1 SC')).toEqual(['#00ff00', '#00ff00', '#ffffff']);
      expect(await colors('/DeviceRGB cs 0 1 0 scn /DeviceRGB CS 0 0 1 SCN')).toEqual([
        '#00ff00',
        '#00ff00',
        '#0000ff',
      ]);
    });

    it('of separations and of DeviceN are those of their substitute', async () => {
      const separation = space('[/Separation /Spot /DeviceCMYK 6 0 R]', [TINT]);
      expect(await colors('/CS cs 0 scn /CS CS 0 SCN', separation)).toEqual(all('#ffffff'));
      const [black] = await colors('/CS cs 1 scn', separation);
      expect(Number.parseInt(black!.slice(1, 3), 16)).toBeLessThan(0x40);
      const names = space('[/DeviceN [/Spot] /DeviceRGB 6 0 R]', [
        '<< /FunctionType 2 /Domain [0 1] /C0 [1 1 1] /C1 [1 0 0] /N 1 >>',
      ]);
      expect(await colors('/CS cs 1 scn /CS CS 0 SCN', names)).toEqual(['#ff0000', '#ff0000', '#ffffff']);
    });

    it('of calibrated spaces and of profiles are near those of the device', async () => {
      const icc = space('[/ICCBased 6 0 R]', [stream('', '/N 3 /Alternate /DeviceRGB')]);
      expect(await colors('/CS cs 1 0 0 scn /CS CS 0 0 1 SCN', icc)).toEqual(['#ff0000', '#ff0000', '#0000ff']);
      const gray = space('[/CalGray << /WhitePoint [0.9505 1 1.089] >>]');
      expect(await colors('/CS cs 1 scn /CS CS 0 SCN', gray)).toEqual(['#ffffff', '#ffffff', '#000000']);
      const lab = space('[/Lab << /WhitePoint [0.9642 1 0.8249] /Range [-128 127 -128 127] >>]');
      expect(await colors('/CS cs 0 0 0 scn /CS CS 0 0 0 SCN', lab)).toEqual(all('#000000'));
    });

    it('of an indexed space come from its table', async () => {
      const indexed = space('[/Indexed /DeviceRGB 1 <ff0000 0000ff>]');
      expect(await colors('/CS cs 1 sc /CS CS 0 SC', indexed)).toEqual(['#0000ff', '#0000ff', '#ff0000']);
    });

    it('of patterns and shadings are none', async () => {
      const tiling: RawPdfOptions = {
        resources: '/Pattern << /P 6 0 R /S 7 0 R >>',
        objects: [
          stream(
            '1 0 0 rg 0 0 5 5 re f',
            '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources << >>',
          ),
          '<< /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 200 0] /Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >> >> >>',
        ],
      };
      for (const name of ['/P', '/S']) {
        expect(await colors(`/Pattern cs ${name} scn /Pattern CS ${name} SCN`, tiling)).toEqual([
          undefined,
          undefined,
          undefined,
        ]);
      }
      // What the cell of a pattern draws is not on the page by itself.
      const page = await readPage(rawPdf('/Pattern cs /P scn 0 0 200 100 re f', tiling));
      expect(page.fills).toEqual([{ bbox: { x0: 0, y0: 0, x1: 200, y1: 100 } }]);
    });

    it('come back with Q', async () => {
      expect(await colors('1 0 0 rg 1 0 0 RG q 0 1 0 rg 0 0 1 RG Q')).toEqual(all('#ff0000'));
    });
  });
}
