import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import { inflateSync } from 'node:zlib';
import type { ErrorInfo, SourceInfo } from '@unifex/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type Finished, type RunOptions } from '../test-cli.ts';
import { makePdf } from '../test-documents.ts';
import type { WrittenImage } from './list-images.ts';

interface Answer {
  source: SourceInfo;
  images: WrittenImage[];
  success: boolean;
  errors: { page: number; error: ErrorInfo }[];
}

let folder: string;
const run = (args: readonly string[], options: RunOptions = {}): Promise<Finished> =>
  runCli(['render', ...args], { cwd: folder, ...options });
const answers = ({ stdout }: Finished): Answer[] => {
  const [first = ''] = stdout.split('\n');
  return first.endsWith('}')
    ? stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Answer)
    : [JSON.parse(stdout) as Answer];
};
const imagesIn = async (name: string): Promise<string[]> =>
  (await readdir(join(folder, name), { recursive: true })).filter((file) => file.includes('.')).sort();

/** Pages of 100 by 50 points, each with a red box of its number: 10 points from the left and 10 times the number from the top. */
async function boxesPdf(
  pages: number,
  sizeOf: (page: number) => [number, number] = () => [100, 50],
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < pages; page++) {
    const [width, height] = sizeOf(page);
    pdf.addPage([width, height]).drawRectangle({
      x: 10,
      y: height - 10 * page - 10,
      width: 10,
      height: 10,
      color: { type: 'RGB' as never, red: 1, green: 0, blue: 0 },
    });
  }
  return await pdf.save();
}

/** Red, green, blue and alpha of a pixel of a PNG as this program writes it: a single IDAT chunk of rows that are not filtered. */
async function pixelOf(path: string, x: number, y: number): Promise<number[]> {
  const png = await readFile(join(folder, path));
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const start = y * (png.readUInt32BE(16) * 4 + 1) + 1 + x * 4;
  return [...rows.subarray(start, start + 4)];
}

const RED = [255, 0, 0, 255];
const WHITE = [255, 255, 255, 255];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unifex-render-'));
  await mkdir(join(folder, 'in', 'deep'), { recursive: true });
  const boxes = await boxesPdf(4);
  await writeFile(join(folder, 'boxes.pdf'), boxes);
  await writeFile(join(folder, 'in', 'boxes.pdf'), boxes);
  await writeFile(join(folder, 'in', 'deep', 'Boxes.PDF'), boxes);
  await writeFile(join(folder, 'in', 'picture.png'), 'not looked at');
  await writeFile(join(folder, 'eleven.pdf'), await boxesPdf(11));
  // Its second page has more pixels than an image may have.
  await writeFile(join(folder, 'poster.pdf'), await boxesPdf(3, (page) => (page === 1 ? [9000, 9000] : [100, 50])));
  await writeFile(join(folder, 'long.pdf'), await makePdf('long', 200));
  await writeFile(join(folder, 'locked.pdf'), await makePdf('locked', 1, { password: 'right' }));
  await writeFile(join(folder, 'notes.txt'), 'only notes');
});
afterAll(() => rm(folder, { recursive: true }));

describe.concurrent('unifex render', () => {
  it('draws every page, and says where each is', async () => {
    const { code, stdout, stderr } = await run(['boxes.pdf', '--dpi', '144', '-o', 'pages']);
    const paths = [0, 1, 2, 3].map((page) => join('pages', `boxes.pdf-${page}.png`));
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${paths.join('\n')}\n`, stderr: '' });
    expect(await imagesIn('pages')).toEqual(paths.map((path) => path.slice('pages/'.length)));
    for (const [page, path] of paths.entries()) {
      // The middle of the box, two pixels a point.
      expect(await pixelOf(path, 30, 20 * page + 10)).toEqual(RED);
      expect(await pixelOf(path, 30, 20 * ((page + 1) % 4) + 10)).toEqual(WHITE);
    }
  });

  it('lists images as JSON with the way from points to pixels', async () => {
    const finished = await run(['boxes.pdf', '--width', '333', '--json', '-p', '3,1', '-o', 'json']);
    const [answer] = answers(finished);
    expect(answer).toMatchObject({ source: { uri: 'boxes.pdf' }, success: true, errors: [] });
    expect(answer?.images.map(({ page, path }) => [page, path])).toEqual([
      [3, join('json', 'boxes.pdf-3.png')],
      [1, join('json', 'boxes.pdf-1.png')],
    ]);
    const [{ width, height, transform } = { width: 0, height: 0, transform: [0, 0, 0, 0, 0, 0] }] =
      answer?.images ?? [];
    expect([width, height]).toEqual([333, 167]);
    expect(transform).toEqual([3.33, 0, 0, 3.34, 0, 0]);
    const [a, , , d] = transform;
    expect(await pixelOf('json/boxes.pdf-3.png', Math.floor(15 * a), Math.floor(35 * d))).toEqual(RED);
    expect(finished).toMatchObject({ code: 0, stderr: '' });
  });

  it('pads numbers, so that names sort, however few pages are asked for', async () => {
    await run(['eleven.pdf', '-p', '2,10', '-o', 'eleven', '--dpi', '20']);
    expect(await imagesIn('eleven')).toEqual(['eleven.pdf-02.png', 'eleven.pdf-10.png']);
  });

  it('keeps documents of one name apart, in folders below folders, and takes only PDFs', async () => {
    const { code, stdout } = await run(['in', 'boxes.pdf', 'boxes.pdf', '-p', '0', '--dpi', '20', '-o', 'many']);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n').sort()).toEqual(
      ['boxes.pdf-0.png', 'boxes.pdf-2-0.png', 'boxes.pdf-3-0.png', 'deep/Boxes.PDF-0.png'].map((name) =>
        join('many', name),
      ),
    );
    expect(await imagesIn('many')).toEqual([
      'boxes.pdf-0.png',
      'boxes.pdf-2-0.png',
      'boxes.pdf-3-0.png',
      join('deep', 'Boxes.PDF-0.png'),
    ]);
  });

  it.each(['inline', 'thread', 'process'])('draws the same with two workers (%s)', async (executor) => {
    const output = `workers-${executor}`;
    const { code, stdout } = await run(['eleven.pdf', '-j', '2', '--executor', executor, '--dpi', '40', '-o', output]);
    expect(code).toBe(0);
    const paths = stdout.trim().split('\n');
    expect(paths).toEqual(paths.toSorted());
    expect(paths).toHaveLength(11);
    expect(await readdir(join(folder, output))).toHaveLength(11);
    for (const page of [0, 4]) {
      const path = `${output}/eleven.pdf-${String(page).padStart(2, '0')}.png`;
      const y = Math.floor(((10 * page + 5) * 40) / 72);
      expect(await pixelOf(path, 8, y)).toEqual(RED);
    }
  });

  it('loses one page and not the others where one cannot be drawn', async () => {
    const finished = await run(['poster.pdf', '--dpi', '144', '--json', '-o', 'poster', '--max-pixels', '1000000']);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toMatch(
      /^unifex: poster\.pdf: page 2 \(index 1\): --dpi is 144, .*18000 by 18000 pixels, and --max-pixels is 1000000\. \[INVALID_OPTION\]\n$/,
    );
    const [answer] = answers(finished);
    expect(answer?.images.map(({ page }) => page)).toEqual([0, 2]);
    expect(answer).toMatchObject({ success: false, errors: [{ page: 1, error: { code: 'INVALID_OPTION' } }] });
    expect(answer?.errors[0]?.error).not.toHaveProperty('stack');
    expect(await imagesIn('poster')).toEqual(['poster.pdf-0.png', 'poster.pdf-2.png']);
  });

  it('goes on where a document fails', async () => {
    const { code, stdout, stderr } = await run(['locked.pdf', 'notes.txt', 'boxes.pdf', '-p0', '--json', '-o', 'some']);
    expect(code).toBe(1);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^unifex: locked\.pdf is encrypted .*--password\. \[PASSWORD_REQUIRED\]$/),
      expect.stringMatching(
        /^unifex: notes\.txt is plain text .*"pdfium" draws application\/pdf\. \[UNSUPPORTED_MEDIA_TYPE\]$/,
      ),
      expect.stringMatching(/^unifex: 1 of 3 files drawn, 1 page in /),
      '',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ success: true, images: [{ page: 0 }] });
    const unlocked = await run(['locked.pdf', '--password', 'right', '-o', 'some', '-j', '2', '--executor', 'thread']);
    expect(unlocked).toMatchObject({ code: 0, stderr: '' });
  });

  it('reads standard input', async () => {
    const input = await readFile(join(folder, 'boxes.pdf'));
    const { code, stdout } = await run(['-', '-p', '1', '-o', 'stdin'], { input });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join('stdin', 'stdin-1.png')}\n` });
  });

  it('writes the other formats, and draws what it is asked to', async () => {
    const jpeg = await run(['boxes.pdf', '-p0', '-f', 'jpeg', '-o', 'formats']);
    expect(jpeg.stdout).toBe(`${join('formats', 'boxes.pdf-0.jpg')}\n`);
    expect([...(await readFile(join(folder, 'formats', 'boxes.pdf-0.jpg')))].slice(0, 2)).toEqual([0xff, 0xd8]);
    await run(['boxes.pdf', '-p0', '--background', '#00ff00', '-o', 'formats']);
    expect(await pixelOf('formats/boxes.pdf-0.png', 5, 5)).toEqual([0, 255, 0, 255]);
  });

  it('writes into a folder, whatever it is called', async () => {
    await mkdir(join(folder, 'pages.png'));
    const { code, stdout } = await run(['boxes.pdf', '-p0', '-o', 'pages.png']);
    expect([code, stdout]).toEqual([0, `${join('pages.png', 'boxes.pdf-0.png')}\n`]);
  });

  // Where Node's own `mkdir` with `recursive` would never come back.
  it.runIf(existsSync('/proc/self'))('says where no folder can be made', async () => {
    const { code, stdout, stderr } = await run(['boxes.pdf', '-o', '/proc/x']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'unifex: --output "/proc/x" cannot be written: no such file or directory. See unifex render --help. [INVALID_OPTION]\n',
    );
  });

  it('refuses a wrong line before it reads anything, and a folder that is a file', async () => {
    const [flag, extractor, output, image] = await Promise.all([
      run(['nowhere.pdf', '-o', 'x', '--dip', '3']),
      run(['nowhere.pdf', '-o', 'x', '--extractor', 'pdf']),
      run(['nowhere.pdf', '-o', 'notes.txt']),
      run(['nowhere.pdf', '-o', 'page.png']),
    ]);
    expect(flag.stderr).toMatch(/^unifex: unknown option "--dip"\. Did you mean --dpi\? See unifex render --help\./);
    expect(extractor.stderr).toMatch(/^unifex: --extractor "pdf" is not one that draws pages: auto, pdfium\./);
    expect(output.stderr).toMatch(/^unifex: --output "notes\.txt" is to be a folder/);
    expect(image.stderr).toContain('--output "page.png" looks like a file, and images go to a folder');
    expect([flag, extractor, output, image].map(({ code, stdout }) => [code, stdout])).toEqual([
      [2, ''],
      [2, ''],
      [2, ''],
      [2, ''],
    ]);
  });

  it('stops at an image that cannot be written: the next one could not be either', async () => {
    // A folder stands where an image is to go.
    await mkdir(join(folder, 'blocked', 'boxes.pdf-1.png', 'x'), { recursive: true });
    const { code, stdout, stderr } = await run(['boxes.pdf', 'eleven.pdf', '-o', 'blocked', '-j', '1']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^unifex: --output "blocked.boxes\.pdf-1\.png" cannot be written: .* \[E[A-Z]+\]\n$/);
    expect(stdout).toBe(`${join('blocked', 'boxes.pdf-0.png')}\n`);
  });

  it.each(['inline', 'thread'])('stops at an interrupt with 130, and leaves no half image (%s)', async (executor) => {
    const output = `stopped-${executor}`;
    const there = (): Promise<string[]> => readdir(join(folder, output)).catch((): string[] => []);
    const interrupted = await run(['long.pdf', '-o', output, '--executor', executor, '-j', '2'], {
      onStart: async (child) => {
        while ((await there()).length === 0 && child.exitCode === null) await setTimeout(5);
        child.kill('SIGINT');
      },
    });
    expect(interrupted).toMatchObject({ code: 130, stderr: '' });
    const files = await there();
    expect(files.length).toBeLessThan(200);
    expect(files.filter((name) => !/^long\.pdf-\d{3}\.png$/.test(name))).toEqual([]);
  });
});
