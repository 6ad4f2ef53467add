import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { extractStructured } from '../extract-structured.ts';
import { encodePng } from './encode-png.ts';
import { scriptedAdapter } from '../test-adapter.ts';
import { fakeExtractor } from '../test-extractor.ts';
import { fast, Item, PAGES, truth } from '../test-pages.ts';
import type { PageExtraction } from '../types.ts';

describe('what the model is shown', () => {
  const parts = async (
    options: object,
    document = fakeExtractor(PAGES),
  ): Promise<[string[], PageExtraction<unknown>]> => {
    const model = scriptedAdapter(truth);
    const { data } = await extractStructured(document, { model, schema: Item, pages: [1], ...fast, ...options });
    return [
      (model.requests[0]?.turns[0]?.parts ?? []).map((part) => (part.type === 'text' ? part.text : part.type)),
      data[0]!,
    ];
  };

  it.each([
    [{}, ['task', 'title', 'image']],
    [{ input: 'image' }, ['task', 'title', 'image']],
    [{ input: 'text' }, ['task', 'rows']],
    [{ input: 'image+text' }, ['task', 'title', 'image', 'rows']],
    [{ grounding: 'cite' }, ['task', 'title', 'image', 'numbered']],
    [{ grounding: 'cite', input: 'text' }, ['task', 'numbered']],
  ])('%j', async (options, expected) => {
    const [shown] = await parts(options);
    const kinds = shown.map((text) => {
      if (text === 'image') return 'image';
      if (text.startsWith('Extract the data')) return 'task';
      if (/^\d+\| Invoice A-1$/m.test(text)) return 'numbered';
      return text.includes('Invoice A-1') ? 'rows' : 'title';
    });
    expect(kinds).toEqual(expected);
  });

  it('begins with the same for every page', async () => {
    const model = scriptedAdapter(truth);
    await extractStructured(fakeExtractor(PAGES), { model, schema: Item, prompt: 'Only invoices.', input: 'text' });
    const starts = model.requests.map(({ system, turns }) => JSON.stringify([system, turns[0]!.parts[0]]));
    expect(new Set(starts).size).toBe(1);
    expect(model.requests[0]!.turns[0]!.parts[0]).toEqual({ type: 'text', text: 'Only invoices.', sharedPrefix: true });
    // Nobody else begins like a single question: writing a cache would only cost.
    await extractStructured(fakeExtractor(PAGES), { model, schema: Item, pages: [0] });
    expect(model.requests.at(-1)!.turns[0]!.parts[0]).not.toHaveProperty('sharedPrefix');
  });

  it('is the text where there can be no image, and nothing where there is neither', async () => {
    const [shown, page] = await parts({}, fakeExtractor(PAGES, { images: false }));
    expect(shown[1]).toContain('Invoice A-1');
    expect(page.warnings).toMatchObject([{ code: 'no_image' }]);
    const [, failed] = await parts({ input: 'image' }, fakeExtractor(PAGES, { images: false }));
    expect(failed.error).toMatchObject({ code: 'RENDER_FAILED', message: expect.stringContaining('@unifex/pdfium') });
  });

  it('is the image where the text cannot be read, and says so', async () => {
    const [, page] = await parts({}, fakeExtractor(PAGES, { unread: () => true }));
    expect(page).toMatchObject({ data: { number: 'A-1' }, warnings: [{ code: 'text_unreadable' }] });
    expect(page.evidence!['/number']!.status).toBe('unverified');
    const [, empty] = await parts({}, fakeExtractor([[], []]));
    expect(empty.warnings.map(({ code }) => code)).toContain('no_text_layer');
  });

  it('is a picture as it is, where nothing reads it', async () => {
    const model = scriptedAdapter([{ number: 'A', total: 1 }]);
    const png = await encodePng(new Uint8Array(16), 2, 2);
    const { data } = await extractStructured(png, { model, schema: Item, extractor: 'pdfium' });
    expect(data).toMatchObject([{ page: 0, data: { number: 'A' }, evidence: { '/number': { status: 'unverified' } } }]);
    const image = model.requests[0]!.turns[0]!.parts.find((part) => part.type === 'image');
    expect([...image!.data]).toEqual([...png]);
  });

  it('is the PDF itself where that is wanted and the vendor takes it', async () => {
    const pdf = await readFile(fileURLToPath(new URL('../../../../samples/invoice.pdf', import.meta.url)));
    const model = scriptedAdapter([{ number: 'A', total: 1 }], { takesPdf: true });
    await extractStructured(pdf, { model, schema: Item, input: 'pdf', pages: [0], extractor: 'pdfium' });
    const [first, , about] = model.requests[0]!.turns[0]!.parts;
    expect(first).toMatchObject({ type: 'pdf', name: 'document' });
    expect(about).toMatchObject({ text: expect.stringContaining('page 1 of') });
    for (const refused of [scriptedAdapter([]), model]) {
      const source = refused === model ? fakeExtractor(PAGES) : pdf;
      await expect(extractStructured(source, { model: refused, input: 'pdf' })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
      });
    }
  });
});
