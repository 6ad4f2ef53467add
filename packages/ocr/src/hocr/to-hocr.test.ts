import type { Page, TextBlock } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { toHocr } from './to-hocr.ts';

const source = { name: 'receipt "1".pdf', mediaType: 'application/pdf', size: 1 };

function line(text: string, y: number, extra: Partial<TextBlock> = {}): TextBlock {
  const words = text.split(' ').map((word, i) => ({
    text: word,
    bbox: { x0: 10 + i * 40, y0: y, x1: 45 + i * 40, y1: y + 10.3 },
    confidence: 0.5 + i / 8,
  }));
  const bbox = { x0: 10, y0: y, x1: words.at(-1)!.bbox.x1, y1: y + 10.3 };
  return { text, bbox, rotation: 0, origin: 'ocr', words, ...extra };
}

function page(index: number, texts: TextBlock[], extra: Partial<Page> = {}): Page {
  const size = { width: 200, height: 100 };
  return { index, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts, tables: [], ...extra };
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads XHTML as far as we write it; throws where it is not well-formed. */
function parse(xhtml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const tag = /<\?[^>]*\?>|<!DOCTYPE[^>]*>|<(\/?)([a-z]+)((?: [a-z:-]+="[^"<]*")*) ?(\/?)>/gi;
  let at = 0;
  for (const match of xhtml.matchAll(tag)) {
    const before = xhtml.slice(at, match.index);
    if (/[<>]|&(?!(?:amp|lt|gt|quot);)/.test(before)) throw new Error(`Not well-formed: ${before}`);
    open.at(-1)!.text += unescape(before);
    at = match.index + match[0].length;
    const [, closes, name, attributes = '', empty] = match;
    if (name === undefined) continue;
    if (closes) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing.`);
      continue;
    }
    const pairs = [...attributes.matchAll(/ ([a-z:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, unescape(value!)]);
    const element: Element = {
      name,
      attributes: Object.fromEntries(pairs) as Element['attributes'],
      children: [],
      text: '',
    };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1 || xhtml.slice(at).trim() !== '') throw new Error('Not well-formed: something is left open.');
  return root;
}

function unescape(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot);/g,
    (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!,
  );
}

function* all(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* all(child);
}

/** The grammar of hOCR 1.2's properties (defs.yml of its repository), of those that are written. */
const GRAMMAR: Readonly<Record<string, RegExp>> = {
  bbox: /^\d+ \d+ \d+ \d+$/,
  image: /^"[^"]+"$/,
  ppageno: /^\d+$/,
  lpageno: /^(?:"[^"]+"|\d+)$/,
  scan_res: /^\d+ \d+$/,
  textangle: /^-?\d+(?:\.\d+)?$/,
  x_wconf: /^\d+(?:\.\d+)?$/,
};

/** Properties of an element, each checked against the grammar. */
function properties({ attributes }: Element): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of (attributes['title'] ?? '').split('; ')) {
    const [name, value] = [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)];
    expect(value, part).toMatch(GRAMMAR[name] ?? /^\0$/);
    expect(found[name], name).toBeUndefined();
    found[name] = value;
  }
  return found;
}

/** What the specification asks of a document; returns its elements by class. */
function validate(hocr: string): Record<string, Element[]> {
  const root = parse(hocr);
  const [html] = root.children;
  expect([html?.name, html?.attributes['xmlns']]).toEqual(['html', 'http://www.w3.org/1999/xhtml']);
  expect(html?.attributes['lang']).toMatch(/^[a-z]{2,3}/);
  expect(html?.children.map(({ name }) => name)).toEqual(['head', 'body']);
  const meta = html!.children[0]!.children.filter(({ name }) => name === 'meta').map(({ attributes }) => attributes);
  const content = (name: string): string => meta.find((item) => item['name'] === name)?.['content'] ?? '';
  expect(content('ocr-system')).not.toBe('');
  const elements = [...all(root)];
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const byClass: Record<string, Element[]> = { ocr_page: [], ocr_par: [], ocr_line: [], ocrx_word: [] };
  for (const element of elements) {
    const name = element.attributes['class'];
    if (name === undefined) continue;
    expect(content('ocr-capabilities').split(' ')).toContain(name);
    byClass[name]!.push(element);
    const outer = properties(element)['bbox']!.split(' ').map(Number);
    expect(outer[0]! < outer[2]! && outer[1]! < outer[3]!).toBe(true);
    if (name === 'ocr_page') expect(outer.slice(0, 2)).toEqual([0, 0]);
    for (const child of element.children.filter(({ attributes }) => attributes['class'])) {
      const inner = properties(child)['bbox']!.split(' ').map(Number);
      expect(inner[0]! >= outer[0]! && inner[1]! >= outer[1]! && inner[2]! <= outer[2]! && inner[3]! <= outer[3]!).toBe(
        true,
      );
    }
  }
  return byClass;
}

describe('toHocr', () => {
  it('has pages, lines and words with their boxes in pixels, and how sure they are', () => {
    const pages = [page(0, [line('Total due', 20), line('12.50', 40)]), page(1, [], { label: 'iv' })];
    const found = validate(toHocr({ pages, source }));
    expect(found['ocr_page']!.map(properties)).toMatchObject([
      { bbox: '0 0 833 417', ppageno: '0', scan_res: '300 300', image: `"receipt '1'.pdf"` },
      { ppageno: '1', lpageno: '"iv"' },
    ]);
    expect(found['ocr_line']!.map((element) => properties(element)['bbox'])).toEqual([
      '41 83 355 127',
      '41 166 188 210',
    ]);
    expect(found['ocrx_word']!.map((element) => [element.text, properties(element)['x_wconf']])).toEqual([
      ['Total', '50'],
      ['due', '62.5'],
      ['12.50', '50'],
    ]);
  });

  it('has the paragraphs that OCR found, and lines of none', () => {
    const first = [line('Oak', 10, { paragraph: 0 }), line('and elm', 25, { paragraph: 0 })];
    const texts = [line('native', 1), ...first, line('Total', 60, { paragraph: 1 })];
    const found = validate(toHocr({ pages: [page(0, texts)], source }, { dpi: 72 }));
    expect(found['ocr_par']!.map((element) => [properties(element)['bbox'], element.children.length])).toEqual([
      // Each line is followed by a break.
      ['10 10 85 36', 4],
      ['10 60 45 71', 2],
    ]);
    expect(found['ocr_line']!.map(({ attributes }) => attributes['id'])).toEqual([
      'line_1_1',
      'line_1_2',
      'line_1_3',
      'line_1_4',
    ]);
  });

  it('stays valid with text of every kind', () => {
    const words = ['<b>&amp;', '"\'', '\u0000\u0008\ud800', '𝔘', 'שלום'];
    const texts = words.map((text, i) => line(text, 5 + i * 15, text === 'שלום' ? { direction: 'rtl' } : {}));
    const found = validate(toHocr({ pages: [page(0, texts)], source: { ...source, name: '<&">\n.png' } }));
    expect(found['ocrx_word']!.map(({ text }) => text)).toEqual(['<b>&amp;', '"\'', '\ufffd', '𝔘', 'שלום']);
    expect(found['ocr_line']!.at(-1)!.attributes['dir']).toBe('rtl');
  });

  it('cuts boxes at the page, and gives thin ones a pixel', () => {
    const bbox = { x0: 199.99, y0: -5, x1: 230, y1: 0 };
    validate(toHocr({ pages: [page(0, [{ text: 'x', bbox, rotation: 0, origin: 'ocr' }])], source }));
  });

  it('counts angles against the clock', () => {
    const found = validate(
      toHocr({ pages: [page(0, [line('down', 20, { rotation: 90 }), line('level', 50)])], source }),
    );
    expect(found['ocr_line']!.map((element) => properties(element)['textangle'])).toEqual(['270', undefined]);
  });

  it('goes by the pixels of a page that is an image, or by what it is told', () => {
    const images = [{ bbox: { x0: 0, y0: 0, x1: 200, y1: 100 }, rotation: 0, pixelWidth: 400, pixelHeight: 200 }];
    const pages = [page(0, [line('a', 20)], { images })];
    const bbox = (options: object): string | undefined =>
      properties(validate(toHocr({ pages, source }, options))['ocr_page']![0]!)['bbox'];
    expect(bbox({})).toBe('0 0 400 200');
    expect(bbox({ dpi: 72 })).toBe('0 0 200 100');
  });

  it('leaves out what the page does not show, and keeps a text layer', () => {
    const texts = [line('layer', 10, { hidden: 'invisible' }), line('beside', 30, { hidden: 'off-page' })];
    expect(validate(toHocr({ pages: [page(0, texts)], source }))['ocrx_word']!.map(({ text }) => text)).toEqual([
      'layer',
    ]);
  });
});
