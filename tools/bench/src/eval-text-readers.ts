import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createExtractor } from 'unifex';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Reads the text of a document, page by page. */
export interface TextReader {
  readonly read: (file: string) => Promise<string[]>;
  /** Whether it can run here; absent: always. */
  readonly available?: () => boolean;
}

/** Ours first: the others are compared with it. */
export const TEXT_READERS: Readonly<Record<string, TextReader>> = {
  unifex: { read: readWithUnifex },
  'pdf.js': { read: readWithPdfJs },
  pdftotext: {
    read: (file) => Promise.resolve(readWithProgram('pdftotext', ['-enc', 'UTF-8', file, '-'])),
    available: () => installed('pdftotext'),
  },
  mutool: {
    read: (file) => Promise.resolve(readWithProgram('mutool', ['draw', '-q', '-F', 'txt', '-o', '-', file])),
    available: () => installed('mutool'),
  },
};

/** The lines of the page, as the command line prints them. */
async function readWithUnifex(file: string): Promise<string[]> {
  await using extractor = await createExtractor(file, 'pdf', { words: false });
  const pages: string[] = [];
  for await (const page of extractor.pages({ executor: 'inline' })) {
    const seen = page.texts.filter(({ hidden }) => hidden === undefined || hidden === 'invisible');
    pages.push(seen.map(({ text }) => text).join('\n'));
  }
  return pages;
}

/** `getTextContent`, its items joined as they come. */
async function readWithPdfJs(file: string): Promise<string[]> {
  const assets = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: new Uint8Array(readFileSync(file)),
    verbosity: 0,
    cMapUrl: `${assets}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}/standard_fonts/`,
  });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  await task.destroy();
  return pages;
}

/** A program that prints text, a form feed after every page. */
function readWithProgram(program: string, args: readonly string[]): string[] {
  const { stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return stdout.replace(/\f$/, '').split('\f');
}

function installed(program: string): boolean {
  return spawnSync(program, ['-v']).error === undefined;
}
