import { resolve } from 'node:path';
import { UNITS } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import type { CliOptions } from './options.ts';
import { parseArguments } from './parse-arguments.ts';

function options(...argv: string[]): CliOptions {
  const command = parseArguments(argv);
  if (command.kind !== 'extract') throw new Error(`expected an extraction, got ${command.kind}`);
  return command.options;
}

function message(...argv: string[]): string {
  try {
    parseArguments(argv);
  } catch (error) {
    expect(error).toMatchObject({ name: 'UsageError', code: 'INVALID_OPTION' });
    return (error as Error).message;
  }
  throw new Error(`${argv.join(' ')} was taken`);
}

describe('parseArguments', () => {
  it('leaves out what was not asked for, so that the library decides', () => {
    expect(options('a.pdf')).toEqual({
      inputs: ['a.pdf'],
      extractor: 'auto',
      format: 'text',
      boxes: false,
      quiet: false,
      debug: false,
    });
  });

  it('reads every flag, before and after the inputs', () => {
    const all =
      '--extractor auto a.pdf --pages 0-3,7 --max-workers 3 --executor process --format json --unit pixels --dpi 150.5';
    const more =
      '--ocr always --languages en,de --language-data / --download-languages --text-layer replace --granularity word --password p --page-timeout 500 --header A=1 --header B:2 -o out/ --quiet --debug --glob **/*.x b.pdf';
    expect(options(...all.split(' '), ...more.split(' '))).toEqual({
      inputs: ['a.pdf', 'b.pdf'],
      extractor: 'auto',
      ocr: {
        mode: 'always',
        textLayer: 'replace',
        languages: ['en', 'de'],
        dataPath: resolve('/'),
        allowDownload: true,
      },
      pages: [
        { from: 0, to: 3 },
        { from: 7, to: 7 },
      ],
      maxWorkers: 3,
      executor: 'process',
      format: 'json',
      unit: 'pixels',
      dpi: 150.5,
      granularity: 'word',
      password: 'p',
      pageTimeout: 500,
      headers: { A: '1', B: '2' },
      output: 'out/',
      glob: '**/*.x',
      boxes: false,
      quiet: true,
      debug: true,
    });
  });

  it('takes short flags, the last of two values, and inputs after --', () => {
    expect(options('-qj2', '-p', '1', '-p', '2-', '--', '--odd name.pdf')).toMatchObject({
      inputs: ['--odd name.pdf'],
      quiet: true,
      maxWorkers: 2,
      pages: [{ from: 2 }],
    });
  });

  it('takes --json for --format json', () => {
    expect(options('a.pdf', '--json').format).toBe('json');
    expect(options('a.pdf', '--json', '--format', 'json').format).toBe('json');
    expect(message('a.pdf', '--json', '--format', 'text')).toContain('contradict');
  });

  it('takes the format from the name of the output', () => {
    expect(options('a.pdf', '-o', 'b.json').format).toBe('json');
    expect(options('a.pdf', '-o', 'b.ndjson').format).toBe('json');
    expect(options('a.pdf', '-o', 'b.txt').format).toBe('text');
    expect(options('a.pdf', '-o', 'b.xml', '--format', 'text').format).toBe('text');
    expect(options('a.pdf', '-o', 'b.pdf/').format).toBe('text');
    expect(options('a.pdf', '-o', 'b.json/').format).toBe('text');
    expect(options('a.pdf', '-o', 'b.json/', '--format', 'text').format).toBe('text');
    expect(message('a.pdf', '-o', 'b.json', '--format', 'text')).toBe(
      '--output "b.json" and --format text contradict each other.',
    );
  });

  it('knows the units of the model', () => {
    for (const unit of UNITS) expect(options('a.pdf', '--unit', unit).unit).toBe(unit);
  });

  it('lets --help and --version win, whatever else is wrong', () => {
    expect(parseArguments(['--nonsense', '--help'])).toEqual({ kind: 'help' });
    expect(parseArguments(['-h'])).toEqual({ kind: 'help' });
    expect(parseArguments(['--version', '--max-workers', 'x'])).toEqual({ kind: 'version' });
  });

  it('takes a header value with any characters, and never repeats it in an error', () => {
    expect(options('a', '--header', 'Authorization=Bearer a=b:c').headers).toEqual({ Authorization: 'Bearer a=b:c' });
    expect(message('a', '--header', 'secret value')).toMatch(/^--header wants Name=value(?!.*secret)/);
    expect(message('a', '--header', 'A=1\r\nB: 2')).toMatch(/^--header wants/);
  });

  it('keeps a password that looks like a flag when it is written with =', () => {
    expect(options('a', '--password=--x').password).toBe('--x');
  });

  it.each([
    [['a', '--nonsense'], 'unknown option "--nonsense".'],
    [['a', '--page', '1'], 'unknown option "--page". Did you mean --pages?'],
    [['a', '--maxworkers', '1'], 'unknown option "--maxworkers". Did you mean --max-workers?'],
    [['a', '--pass', 'x'], 'unknown option "--pass". Did you mean --password?'],
    [['a', '-x'], 'unknown option "-x".'],
    [['a', '--max-workers', '-1'], '--max-workers "-1" is not a whole number of 1 or more.'],
    [['a', '--max-workers', '0'], '--max-workers "0" is not a whole number of 1 or more.'],
    [['a', '--max-workers', '1.5'], '--max-workers "1.5" is not a whole number of 1 or more.'],
    [['a', '--max-workers', '0x10'], '--max-workers "0x10" is not a whole number of 1 or more.'],
    [['a', '--page-timeout', 'soon'], '--page-timeout "soon" is not a whole number of 1 or more.'],
    [['a', '--unit', 'pixels', '--dpi', '-3'], '--dpi "-3" is not a number above 0.'],
    [['a', '--dpi', '100'], '--dpi 100 means something only with --unit pixels.'],
    [['a', '--unit', 'cm'], '--unit "cm" is not one of points, pixels, inches, normalized.'],
    [['a', '--format', 'xml'], '--format "xml" is not one of text, json.'],
    [['a', '--granularity', 'page'], '--granularity "page" is not one of char, word, line.'],
    [['a', '--executor', 'cloud'], '--executor "cloud" is not one of inline, thread, process.'],
    [['a', '--language-data', 'nowhere/at-all'], '--language-data "nowhere/at-all" is not a folder.'],
    [['a', '--pages'], '--pages needs a value.'],
    [['a', '-o', '--json'], '-o needs a value.'],
    [['a', '--pages='], '--pages needs a value.'],
    [['a', '--quiet=yes'], '--quiet takes no value, but got "yes".'],
    [
      ['a', '-o', 'b.pdf'],
      '--output "b.pdf" ends in .pdf, and what is written is text or JSON. Did you mean unifex ocr?',
    ],
    [
      ['a', '-o', 'b.PNG'],
      '--output "b.PNG" ends in .png, and what is written is text or JSON. Did you mean unifex render?',
    ],
    [
      ['a', '-o', 'b.docx'],
      '--output "b.docx" ends in .docx, and what is written is text or JSON: end it in .txt or .json, or add --format text.',
    ],
    [['a', '-v'], 'unknown option "-v". Did you mean --version?'],
    [['a', '--json', '--boxes'], '--boxes belongs to the text format; JSON has every box already.'],
    [[], 'no input: name a file, a folder, a URL, or - for standard input.'],
    [['-', '-'], 'standard input (-) can be read only once.'],
  ])('refuses %j', (argv, expected) => {
    expect(message(...argv)).toBe(expected);
  });
});
