import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createExtractor, type Page } from 'unifex';
import { TESSDATA } from './ocr/tessdata.ts';

/** Words with their boxes, in the unit of the set's truth: pixels of receipts, points of scans. */
export interface OcrWord {
  readonly text: string;
  readonly bbox: readonly [number, number, number, number];
}

export type OcrSet = 'receipts' | 'scans';

export interface OcrReading {
  readonly pages: ReadonlyMap<string, readonly OcrWord[]>;
  readonly cpuSeconds: number;
}

/** Reads the one page of each file, two at once. */
export interface OcrReader {
  readonly read: (files: readonly string[], set: OcrSet) => Promise<OcrReading>;
  /** Whether it can run here; absent: always. */
  readonly available?: () => boolean;
}

const SCAN_DPI = 200;

/** Ours first: the others are compared with it. LiteParse downloads data when it is not told of any. */
export const OCR_READERS: Readonly<Record<string, OcrReader>> = {
  '@unifex/ocr': { read: (files, set) => measured(() => twoAtOnce(files, (file) => readWithUnifex(file, set))) },
  "@unifex/ocr, Debian's data": {
    read: (files, set) =>
      measured(() => twoAtOnce(files, (file) => readWithUnifex(file, set, { dataPath: TESSDATA! }))),
    available: () => TESSDATA !== undefined,
  },
  tesseract: {
    read: (files, set) => measured(() => readWithTesseract(files, set), 'children'),
    available: () => spawnSync('tesseract', ['--version']).error === undefined,
  },
  liteparse: {
    read: (files) => measured(() => twoAtOnce(files, readWithLiteParse)),
    available: () => TESSDATA !== undefined,
  },
};

type Pages = ReadonlyMap<string, readonly OcrWord[]>;

/** @param whose processor time is counted: of this process with its threads, or of the processes that it starts */
async function measured(read: () => Promise<Pages>, whose: 'own' | 'children' = 'own'): Promise<OcrReading> {
  const own = process.cpuUsage();
  const children = childSeconds();
  const pages = await read();
  const { user, system } = process.cpuUsage(own);
  return { pages, cpuSeconds: whose === 'own' ? (user + system) / 1e6 : childSeconds() - children };
}

/** Processor time of the children that have ended: fields 16 and 17 of /proc/self/stat, in hundredths of a second (proc(5)). */
function childSeconds(): number {
  if (!existsSync('/proc/self/stat')) return Number.NaN;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

async function twoAtOnce(
  files: readonly string[],
  read: (file: string) => Promise<readonly OcrWord[]>,
): Promise<Pages> {
  const pages = new Map<string, readonly OcrWord[]>();
  const left = [...files];
  const work = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) pages.set(file, await read(file));
  };
  await Promise.all([work(), work()]);
  return pages;
}

async function readWithUnifex(file: string, set: OcrSet, options: object = {}): Promise<OcrWord[]> {
  await using extractor = await createExtractor(file, 'tesseract', options);
  const { document, errors } = await extractor.extract({ unit: set === 'receipts' ? 'normalized' : 'points' });
  const [page] = document.pages;
  if (!page) throw new Error(`${file} was not read: ${errors[0]?.error.message}`);
  return wordsOf(page, set === 'receipts' ? await pixelSize(file) : undefined);
}

function wordsOf(page: Page, size: { readonly width: number; readonly height: number } | undefined): OcrWord[] {
  const x = size?.width ?? 1;
  const y = size?.height ?? 1;
  return page.texts.flatMap(({ words = [] }) =>
    words.map(({ text, bbox }) => ({ text, bbox: [bbox.x0 * x, bbox.y0 * y, bbox.x1 * x, bbox.y1 * y] })),
  );
}

async function pixelSize(file: string): Promise<{ width: number; height: number }> {
  const { default: sharp } = await import('sharp');
  const { width, height } = await sharp(file).metadata();
  return { width, height };
}

/** Two processes at once, each of one thread. Scans are drawn first, which is not counted. */
async function readWithTesseract(files: readonly string[], set: OcrSet): Promise<Pages> {
  const run = promisify(execFile);
  const folder = mkdtempSync(path.join(tmpdir(), 'unifex-eval-'));
  try {
    return await twoAtOnce(files, async (file) => {
      const image = set === 'scans' ? await drawn(file, folder) : file;
      const { stdout } = await run('tesseract', [image, '-', 'tsv'], {
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
        maxBuffer: 1 << 28,
      });
      return fromTsv(stdout, set === 'scans' ? 72 / SCAN_DPI : 1);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function drawn(file: string, folder: string): Promise<string> {
  await using extractor = await createExtractor(file, 'pdfium');
  const { data } = await extractor.renderPage(0, { dpi: SCAN_DPI, format: 'png' });
  const image = path.join(folder, `${path.parse(file).name}.png`);
  const { writeFile } = await import('node:fs/promises');
  await writeFile(image, data);
  return image;
}

/** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function fromTsv(tsv: string, scale: number): OcrWord[] {
  return tsv
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((columns) => columns[0] === '5' && (columns[11] ?? '').trim() !== '')
    .map((columns) => {
      const [left, top, width, height] = columns.slice(6, 10).map((value) => Number(value) * scale) as [
        number,
        number,
        number,
        number,
      ];
      return { text: columns[11]!, bbox: [left, top, left + width, top + height] };
    });
}

/** Its text items are lines or pieces of lines; points at 72 an inch, of an image: its pixels at the resolution that it takes it for. */
async function readWithLiteParse(file: string): Promise<OcrWord[]> {
  const { LiteParse } = await import('@llamaindex/liteparse');
  const parser = new LiteParse({ ocrEnabled: true, ocrLanguage: 'eng', tessdataPath: TESSDATA!, quiet: true });
  const { pages } = await parser.parse(file);
  const [page] = pages;
  if (!page) return [];
  const size = file.endsWith('.pdf') ? undefined : await pixelSize(file);
  const x = size ? size.width / page.width : 1;
  const y = size ? size.height / page.height : 1;
  return page.textItems.map((item) => ({
    text: item.text,
    bbox: [item.x * x, item.y * y, (item.x + item.width) * x, (item.y + item.height) * y],
  }));
}
