import type { Page, Table, TextBlock, TextOrigin } from '@unifex/core';
import { print } from './difference.ts';

const ORIGINS: readonly TextOrigin[] = ['native', 'ocr', 'cloud', 'llm'];

/**
 * What of a page, as a reader gives it, is not as the model says. Boxes are looked at elsewhere.
 * @param index the page that was asked for
 * @returns messages; none for a page that is right
 */
export function findPageFaults(page: Page, index: number): string[] {
  const faults: string[] = [];
  const expect = (valid: boolean, path: string, value: unknown, allowed: string): void => {
    if (!valid) faults.push(`${path} is ${print(value)}, and must be ${allowed}`);
  };
  expect(page.index === index, 'index', page.index, `${index}, the page that was asked for`);
  expect(page.unit === 'points', 'unit', page.unit, '"points"');
  expect(isLength(page.width), 'width', page.width, 'a number greater than 0');
  expect(isLength(page.height), 'height', page.height, 'a number greater than 0');
  expect(page.sizeInPoints?.width === page.width, 'sizeInPoints.width', page.sizeInPoints?.width, 'the width');
  expect(page.sizeInPoints?.height === page.height, 'sizeInPoints.height', page.sizeInPoints?.height, 'the height');
  expect(page.dpi === undefined, 'dpi', page.dpi, 'absent from a page in points');
  expect([0, 90, 180, 270].includes(page.rotation), 'rotation', page.rotation, '0, 90, 180 or 270');
  expect(Array.isArray(page.texts), 'texts', page.texts, 'an array');
  expect(Array.isArray(page.tables), 'tables', page.tables, 'an array');
  if (faults.length > 0) return faults;
  page.texts.forEach((block, i) => checkText(block, `texts[${i}]`, expect));
  page.tables.forEach((table, i) => checkTable(table, index, `tables[${i}]`, expect));
  return faults;
}

type Expect = (valid: boolean, path: string, value: unknown, allowed: string) => void;

function checkText(block: TextBlock, path: string, expect: Expect): void {
  const { text, rotation, origin, confidence, font, color, line, paragraph } = block;
  expect(typeof text === 'string' && text.trim() !== '', `${path}.text`, text, 'text that is not white space alone');
  expect(rotation >= 0 && rotation < 360, `${path}.rotation`, rotation, 'an angle in degrees, 0 <= rotation < 360');
  expect(ORIGINS.includes(origin), `${path}.origin`, origin, ORIGINS.join(' or '));
  expect(isShare(confidence), `${path}.confidence`, confidence, 'a number from 0 to 1, or absent');
  if (font) {
    expect(isLength(font.size), `${path}.font.size`, font.size, 'a number greater than 0');
    expect(font.weight >= 1 && font.weight <= 1000, `${path}.font.weight`, font.weight, 'a CSS weight');
  }
  expect(color === undefined || /^#[0-9a-f]{6}$/.test(color), `${path}.color`, color, '#rrggbb, or absent');
  expect(isNumber(line), `${path}.line`, line, 'a whole number from 0 on, or absent');
  expect(isNumber(paragraph), `${path}.paragraph`, paragraph, 'a whole number from 0 on, or absent');
  block.words?.forEach((word, i) => {
    const place = `${path}.words[${i}]`;
    expect(typeof word.text === 'string' && word.text !== '', `${place}.text`, word.text, 'text');
    expect(isShare(word.confidence), `${place}.confidence`, word.confidence, 'a number from 0 to 1, or absent');
  });
}

function checkTable(table: Table, page: number, path: string, expect: Expect): void {
  const { rowCount, colCount } = table;
  expect(table.page === page, `${path}.page`, table.page, `${page}, the page that it stands on`);
  expect(isCount(rowCount) && isCount(colCount), path, { rowCount, colCount }, 'of at least one row and column');
  table.cells.forEach((cell, i) => {
    const { row, col, rowSpan, colSpan } = cell;
    const whole = [row, col].every((value) => Number.isInteger(value) && value >= 0);
    const inside = whole && isCount(rowSpan) && isCount(colSpan);
    const fits = inside && row + rowSpan <= rowCount && col + colSpan <= colCount;
    expect(
      fits,
      `${path}.cells[${i}]`,
      { row, col, rowSpan, colSpan },
      `inside of ${rowCount} rows, ${colCount} columns`,
    );
  });
}

function isLength(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isNumber(value: number | undefined): boolean {
  return value === undefined || (Number.isInteger(value) && value >= 0);
}

function isShare(value: number | undefined): boolean {
  return value === undefined || (value >= 0 && value <= 1);
}
