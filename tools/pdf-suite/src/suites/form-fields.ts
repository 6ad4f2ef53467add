import { describe, expect, it } from 'vitest';
import type { FormField, Page } from '@unifex/core';
import { rawPdf, stream } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testFormFields({ readPage }: PdfUnderTest): void {
  /** Fields as objects 6 and on, all of them widgets of the page but those whose number is in `parents`. */
  async function read(
    bodies: readonly string[],
    parents: readonly number[] = [],
    more: readonly string[] = [],
  ): Promise<Page> {
    const numbers = bodies.map((_, i) => i + 6);
    const refs = (list: readonly number[]): string => list.map((number) => `${number} 0 R`).join(' ');
    const widgets = numbers.filter((number) => !parents.includes(number));
    return readPage(
      rawPdf('', {
        page: `/Annots [${refs(widgets)}]`,
        catalog: `/AcroForm << /Fields [${refs(parents.length > 0 ? parents : widgets)}] /DA (/Helv 10 Tf) /DR << /Font << /Helv 5 0 R >> >> >>`,
        objects: [
          ...bodies.map((body, i) =>
            parents.includes(i + 6)
              ? `<< ${body} >>`
              : `<< /Type /Annot /Subtype /Widget /Rect [10 60 60 80] ${body} >>`,
          ),
          ...more,
        ],
      }),
    );
  }
  async function field(body: string, more: readonly string[] = []): Promise<FormField> {
    const [found] = (await read([body], [], more)).formFields ?? [];
    return found!;
  }

  /** Appearances of a check box or radio button, by the name of its state; the streams are given to `field` as its further objects. */
  const on = (name: string): string => `/AP << /N << /${name} 7 0 R /Off 8 0 R >> >>`;
  const APPEARANCES = [
    stream('', '/Type /XObject /Subtype /Form /BBox [0 0 10 10]'),
    stream('', '/Type /XObject /Subtype /Form /BBox [0 0 10 10]'),
  ];

  describe('the text of form fields', () => {
    const DRAWN = stream(
      'BT /F1 10 Tf 2 4 Td (Old) Tj ET',
      '/Type /XObject /Subtype /Form /BBox [0 0 100 40] /Resources << /Font << /F1 5 0 R >> >>',
    );
    const texts = async (body: string, form: string): Promise<Page> =>
      readPage(
        rawPdf('', {
          page: '/Annots [6 0 R]',
          catalog: `/AcroForm << /Fields [6 0 R] ${form} /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>`,
          objects: [`<< /Type /Annot /Subtype /Widget /T (n) /F 4 /Rect [10 5 110 45] ${body} >>`, DRAWN],
        }),
      );
    const NEEDED = '/NeedAppearances true';

    it('is that of their appearance, and counted', async () => {
      const page = await texts('/FT /Tx /V (New) /AP << /N 7 0 R >>', '');
      expect(page.texts.map(({ text }) => text)).toEqual(['Old']);
      expect(page.coverage).toEqual({ glyphs: 3, inTexts: 3, omitted: [] });
    });

    it.each([
      ['a text', '/FT /Tx /V (New words) /AP << /N 7 0 R >>', ['New words']],
      ['a text that was never drawn', '/FT /Tx /V (New words)', ['New words']],
      ['no text any more', '/FT /Tx /AP << /N 7 0 R >>', []],
      ['a choice', '/FT /Ch /Ff 131072 /Opt [(Ada) (Bob)] /V (Bob) /AP << /N 7 0 R >>', ['Bob']],
      ['a list', '/FT /Ch /Opt [(Ada) (Bob)] /V (Bob) /AP << /N 7 0 R >>', ['Ada', 'Bob']],
    ])('is made from their value where the form asks for it: %s', async (_what, body, expected) => {
      const page = await texts(body, NEEDED);
      expect(page.texts.map(({ text }) => text)).toEqual(expected);
      const glyphs = expected.join('').replaceAll(' ', '').length;
      expect(page.coverage).toEqual({ glyphs, inTexts: glyphs, omitted: [] });
      for (const { bbox } of page.texts) {
        expect(bbox.x0).toBeGreaterThanOrEqual(10);
        expect(bbox.y0).toBeGreaterThanOrEqual(55);
        expect(bbox.x1).toBeLessThanOrEqual(110);
        expect(bbox.y1).toBeLessThanOrEqual(95);
      }
    });

    it.each([
      [90, 270],
      [180, 180],
      [270, 90],
    ])('turns with its field: %i', async (turn, rotation) => {
      const page = await texts(`/FT /Tx /V (New) /MK << /R ${turn} >>`, NEEDED);
      expect(page.texts.map((block) => [block.text, block.rotation])).toEqual([['New', rotation]]);
      const { x0, y0, x1, y1 } = page.texts[0]!.bbox;
      expect([x0 >= 10, y0 >= 55, x1 <= 110, y1 <= 95]).toEqual([true, true, true, true]);
    });

    it('shows no password', async () => {
      expect((await texts('/FT /Tx /Ff 8192 /V (secret)', NEEDED)).texts).toEqual([]);
    });
  });

  describe('form fields', () => {
    it('of text have their value', async () => {
      expect(await field('/FT /Tx /T (name) /V (Jane) /TU (Your name)')).toEqual({
        name: 'name',
        type: 'text',
        bbox: { x0: 10, y0: 20, x1: 60, y1: 40 },
        value: 'Jane',
        page: 0,
        label: 'Your name',
      });
      expect((await field('/FT /Tx /T (name) /V <FEFF00C400e9>')).value).toBe('Äé');
      expect((await field('/FT /Tx /T (name)')).value).toBe('');
    });

    it('of text say what may be entered', async () => {
      expect(await field('/FT /Tx /T (t) /Ff 4099')).toMatchObject({ readOnly: true, required: true, multiline: true });
    });

    it('of text take their value from a stream too', async () => {
      const found = await field('/FT /Tx /T (t) /V 7 0 R', [stream('long text')]);
      expect(found.type).toBe('text');
    });

    it('that are check boxes are their export value when on, else false', async () => {
      expect(await field(`/FT /Btn /T (c) /V /Yes /AS /Yes ${on('Yes')}`, APPEARANCES)).toMatchObject({
        type: 'checkbox',
        value: 'Yes',
        exportValue: 'Yes',
      });
      expect(await field(`/FT /Btn /T (c) /V /Off /AS /Off ${on('Agreed')}`, APPEARANCES)).toMatchObject({
        type: 'checkbox',
        value: false,
        exportValue: 'Agreed',
      });
    });

    it('that are radio buttons have an entry for each button, and one of them its value', async () => {
      const page = await read(
        [
          '/FT /Btn /Ff 49152 /T (size) /V /M /Kids [7 0 R 8 0 R]',
          '/Parent 6 0 R /AS /Off /AP << /N << /S 9 0 R /Off 10 0 R >> >>',
          '/Parent 6 0 R /AS /M /AP << /N << /M 9 0 R /Off 10 0 R >> >>',
        ],
        [6],
        APPEARANCES,
      );
      expect(page.formFields).toMatchObject([
        { name: 'size', type: 'radio', value: false, exportValue: 'S' },
        { name: 'size', type: 'radio', value: 'M', exportValue: 'M' },
      ]);
    });

    it('that are choices list what may be chosen, and what is', async () => {
      expect(await field('/FT /Ch /Ff 131072 /T (c) /V (b) /Opt [[(a) (Alpha)] [(b) (Beta)] (plain)]')).toMatchObject({
        type: 'choice',
        value: 'b',
        options: [
          { label: 'Alpha', value: 'a' },
          { label: 'Beta', value: 'b' },
          { label: 'plain', value: 'plain' },
        ],
      });
      expect((await field('/FT /Ch /T (c) /Opt [(a)]')).value).toBeNull();
      expect(await field('/FT /Ch /Ff 2097152 /T (c) /V [(a) (c)] /Opt [(a) (b) (c)]')).toMatchObject({
        multiSelect: true,
        value: ['a', 'c'],
      });
      expect((await field('/FT /Ch /Ff 2097152 /T (c) /Opt [(a)]')).value).toEqual([]);
    });

    it('that are buttons and signatures have no value', async () => {
      expect(await field('/FT /Btn /Ff 65536 /T (send)')).toMatchObject({ type: 'button', value: null });
      expect(await field('/FT /Sig /T (sign)')).toMatchObject({ type: 'signature', value: null });
    });

    it('have the names of their parents', async () => {
      const page = await read(['/T (address) /Kids [7 0 R]', '/Parent 6 0 R /FT /Tx /T (city) /V (Graz)'], [6]);
      expect(page.formFields).toMatchObject([{ name: 'address.city', value: 'Graz' }]);
    });

    it('that are hidden say so', async () => {
      expect((await field('/FT /Tx /T (t) /F 2')).hidden).toBe(true);
      expect((await field('/FT /Tx /T (t) /F 4')).hidden).toBeUndefined();
    });

    it('without a name or a type are kept', async () => {
      expect(await field('/FT /Tx /V (x)')).toMatchObject({ name: '', type: 'text', value: 'x' });
      expect(await field('/T (typeless)')).toMatchObject({ name: 'typeless', type: 'button', value: null });
    });

    it('show their value among the text of the page, and not twice', async () => {
      const appearance = stream(
        '/Tx BMC BT /F1 10 Tf 2 5 Td (Jane) Tj ET EMC',
        '/Type /XObject /Subtype /Form /BBox [0 0 50 20] /Resources << /Font << /F1 5 0 R >> >>',
      );
      const page = await read(['/FT /Tx /T (name) /V (Jane) /AP << /N 7 0 R >>'], [], [appearance]);
      expect(page.texts.map(({ text }) => text)).toEqual(['Jane']);
      const plain = await readPage(rawPdf(''), { annotations: false });
      expect(plain.formFields).toBeUndefined();
    });
  });
}
