import { describe, expect, it } from 'vitest';
import { readFlags } from '../read-flags.ts';
import { RENDER_FLAGS, renderOptions, type RenderCliOptions } from './render-options.ts';

function options(...argv: string[]): RenderCliOptions {
  const flags = readFlags(argv, RENDER_FLAGS);
  if (typeof flags === 'string') throw new Error(`expected flags, got ${flags}`);
  return renderOptions(flags);
}

describe('renderOptions', () => {
  it('leaves out what was not asked for, so that the library decides', () => {
    expect(options('a.pdf', '-o', 'out')).toEqual({
      inputs: ['a.pdf'],
      output: 'out',
      format: 'png',
      extractor: 'auto',
      glob: '**/*.pdf',
      annotations: true,
      json: false,
      quiet: false,
      debug: false,
    });
  });

  it('reads every flag', () => {
    const line =
      'a.pdf -p 1- -j 3 --executor thread -f webp --dpi 72.5 --background transparent --no-annotations --max-pixels 9 ' +
      '--password p --page-timeout 500 --header A=1 --glob *.x --extractor pdfium -o out --json -q --debug b.pdf';
    expect(options(...line.split(' '))).toEqual({
      inputs: ['a.pdf', 'b.pdf'],
      pages: [{ from: 1 }],
      maxWorkers: 3,
      executor: 'thread',
      format: 'webp',
      dpi: 72.5,
      background: 'transparent',
      annotations: false,
      maxPixels: 9,
      password: 'p',
      pageTimeout: 500,
      headers: { A: '1' },
      glob: '*.x',
      extractor: 'pdfium',
      output: 'out',
      json: true,
      quiet: true,
      debug: true,
    });
    expect(options('a.pdf', '-o', 'out', '--width', '800').width).toBe(800);
  });

  it.each([
    ['', '--output is missing'],
    ['-o -', 'images are files'],
    ['-o out --dpi 72 --width 800', '--dpi and --width contradict each other'],
    ['-o out --width 1.5', '--width "1.5" is not a whole number'],
    ['-o out --background red', '--background "red" is neither'],
    ['-o out --background transparent -f jpeg', 'a JPEG cannot be'],
    ['-o out -f tiff', '--format "tiff" is not one of png, jpeg, webp'],
    ['-o out --unit points', 'unknown option "--unit"'],
    ['-o out - -', 'standard input (-) can be read only once'],
  ])('refuses "a.pdf %s"', (line, reason) => {
    const argv = ['a.pdf', ...line.split(' ').filter((word) => word !== '')];
    expect(() => options(...argv)).toThrow(reason);
  });

  it('wants an input', () => {
    expect(() => options('-o', 'out')).toThrow('no input');
  });
});
