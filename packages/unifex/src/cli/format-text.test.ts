import type { Page, PageResult, TextBlock } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { textDocumentHeader, textPage } from './format-text.ts';

function block(text: string, more: Partial<TextBlock> = {}): TextBlock {
  return { text, bbox: { x0: 72, y0: 99.456, x1: 310.2, y1: 111.5 }, rotation: 0, origin: 'native', ...more };
}

function page(texts: TextBlock[], more: Partial<Page> = {}): PageResult {
  const size = { width: 595.276, height: 841.89 };
  const value: Page = {
    index: 0,
    ...size,
    unit: 'points',
    sizeInPoints: size,
    rotation: 0,
    texts,
    tables: [],
    ...more,
  };
  return { index: value.index, success: true, page: value, durationMs: 1 };
}

const PLAIN = { boxes: false, rows: true };
const BOXES = { boxes: true, rows: true };

describe('textPage', () => {
  it('prints a header and one block a line', () => {
    const below = { bbox: { x0: 72, y0: 120, x1: 310, y1: 132 } };
    expect(textPage(page([block('First'), block('Second', below)]), 3, PLAIN)).toBe(
      '--- page 1 of 3 (index 0, 595.28 x 841.89 pt) ---\nFirst\nSecond\n\n',
    );
  });

  it('prints a row of the page on one line, where it is asked to', () => {
    const result = page([
      block('TOTAL', { bbox: { x0: 72, y0: 100, x1: 110, y1: 112 } }),
      block('RM 27.00\n', { bbox: { x0: 300, y0: 100, x1: 350, y1: 112 } }),
    ]);
    expect(textPage(result, 1, PLAIN)).toContain('\nTOTAL  RM 27.00\n\n');
    expect(textPage(result, 1, { boxes: false, rows: false })).toContain('\nTOTAL\nRM 27.00\n\n');
    expect(textPage(result, 1, BOXES)).toMatch(/\] TOTAL\n\[.*\] RM 27\.00\n\n/);
  });

  it('shows the label of a page where it says more than the number', () => {
    expect(textPage(page([], { label: 'iv' }), 9, PLAIN)).toContain('(index 0, label iv, ');
    expect(textPage(page([], { label: '1' }), 9, PLAIN)).not.toContain('label');
  });

  it('puts the box before the line, in columns', () => {
    const lines = textPage(page([block('A'), block('B', { bbox: { x0: 0, y0: 0, x1: 9, y1: 10 } })]), 1, BOXES).split(
      '\n',
    );
    expect(lines.slice(1, 3)).toEqual(['[ 72.0  99.5 310.2 111.5] A', '[  0.0   0.0   9.0  10.0] B']);
  });

  it('gives boxes the decimals of their unit', () => {
    const bbox = { x0: 0.12345, y0: 0.2, x1: 0.5, y1: 0.25 };
    const text = textPage(page([block('A', { bbox })], { unit: 'normalized', width: 1, height: 1 }), 1, BOXES);
    expect(text).toContain('(index 0, normalized)');
    expect(text).toContain('[0.1235 0.2000 0.5000 0.2500] A');
  });

  it('leaves out what is not on the page, and keeps the text layer of a scan', () => {
    const text = textPage(
      page([
        block('seen'),
        block('scan', { hidden: 'invisible' }),
        block('outside', { hidden: 'off-page' }),
        block('cut', { hidden: 'clipped' }),
        block('switched off', { hidden: 'hidden-layer' }),
      ]),
      1,
      PLAIN,
    );
    expect(text.split('\n').slice(1)).toEqual(['seen', 'scan', '', '']);
  });

  it('lets no control character reach the terminal', () => {
    expect(textPage(page([block('a\u001b[31mb\u202e\tc\r')]), 1, PLAIN)).toContain('\na[31mb\tc\n');
  });

  it('keeps a line for a page that failed', () => {
    const error = { name: 'UnifexError', code: 'PAGE_TIMEOUT' as const, message: 'm' };
    expect(textPage({ index: 1, success: false, error, durationMs: 1 }, 3, PLAIN)).toBe(
      '--- page 2 of 3 (index 1, failed: PAGE_TIMEOUT) ---\n\n',
    );
  });

  it('names a document and its length', () => {
    expect(textDocumentHeader('a\n.pdf', 1)).toBe('=== a .pdf (1 page) ===\n');
    expect(textDocumentHeader('a.pdf', 2)).toBe('=== a.pdf (2 pages) ===\n');
  });
});
