import { describe, expect, it } from 'vitest';
import { formatOf } from './output-names.ts';

describe('formatOf', () => {
  it.each([
    ['scan.pdf', undefined, 'pdf'],
    ['scan.PDF', undefined, 'pdf'],
    ['scan.hocr', undefined, 'hocr'],
    ['scan.htm', undefined, 'hocr'],
    ['scan', undefined, 'pdf'],
    ['scan', 'hocr', 'hocr'],
    // What is named goes, where the ending says nothing against it.
    ['report.2026', 'pdf', 'pdf'],
    ['scan.xml', 'hocr', 'hocr'],
  ] as const)('%s and %s is %s', (path, wanted, format) =>
    expect(formatOf({ kind: 'file', path }, wanted)).toBe(format),
  );

  it('takes no ending of something else, and no contradiction', () => {
    expect(() => formatOf({ kind: 'file', path: 'report.2026' }, undefined)).toThrow('ends in .2026');
    expect(() => formatOf({ kind: 'file', path: 'scan.htm' }, 'pdf')).toThrow('contradict');
    expect(formatOf({ kind: 'folder', path: 'scan.png' }, undefined)).toBe('pdf');
  });
});
