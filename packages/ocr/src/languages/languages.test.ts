import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { TESSERACT_CODES, tesseractCode } from './codes.ts';
import { downloadData } from './download.ts';
import { languageData } from './find-data.ts';

/** The data that there are: the files of github.com/tesseract-ocr/tessdata_best at commit e12c65a. */
const PUBLISHED = `
  afr amh ara asm aze aze_cyrl bel ben bod bos bre bul cat ceb ces chi_sim chi_sim_vert chi_tra chi_tra_vert chr
  cos cym dan deu deu_latf div dzo ell eng enm epo equ est eus fao fas fil fin fra frm fry gla gle glg grc guj
  hat heb hin hrv hun hye iku ind isl ita ita_old jav jpn jpn_vert kan kat kat_old kaz khm kir kmr kor kor_vert
  lao lat lav lit ltz mal mar mkd mlt mon mri msa mya nep nld nor oci ori osd pan pol por pus que ron rus san
  sin slk slv snd spa spa_old sqi srp srp_latn sun swa swe syr tam tat tel tgk tha tir ton tur uig ukr urd uzb
  uzb_cyrl vie yid yor
`
  .trim()
  .split(/\s+/);
/** For equations, for telling scripts apart, for vertical lines, and for the print of earlier centuries: no languages of their own. */
const NO_LANGUAGES = [
  'chi_sim_vert',
  'chi_tra_vert',
  'equ',
  'ita_old',
  'jpn_vert',
  'kat_old',
  'kor_vert',
  'osd',
  'spa_old',
];
/** As the packages @tesseract.js-data/* call it; tessdata_best renamed it. */
const RENAMED: Readonly<Record<string, string>> = { frk: 'deu_latf' };

const never = new AbortController().signal;
const folders: string[] = [];
const servers: Server[] = [];

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'unifex-ocr-'));
  folders.push(path);
  return path;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true })));
});

describe('tesseractCode', () => {
  it.each([
    ['en', 'eng'],
    ['de', 'deu'],
    ['zh', 'chi_sim'],
    ['zh-Hant', 'chi_tra'],
    ['nb', 'nor'],
  ])('%s is %s', (iso, code) => expect(tesseractCode(iso)).toBe(code));

  it('has a code for every language that there are data for, and for no other', () => {
    const known = Object.values(TESSERACT_CODES).map((code) => RENAMED[code] ?? code);
    expect([...new Set(known), ...NO_LANGUAGES].sort()).toEqual([...PUBLISHED].sort());
  });

  it('is called by a code of two letters, by ISO 639-3 where there is none, or with a script', () => {
    const display = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    const unknown = Object.keys(TESSERACT_CODES).filter((code) => display.of(code) === undefined);
    expect(unknown).toEqual([]);
    const long = Object.keys(TESSERACT_CODES).filter((code) => code.length !== 2 && !code.includes('-'));
    expect(long).toEqual(['ceb', 'chr', 'enm', 'fil', 'frm', 'grc', 'syr']);
  });

  it('refuses what it does not know, and names the code that was meant', () => {
    expect(() => tesseractCode('deu')).toThrow('Use the ISO 639-1 code "de"');
    expect(() => tesseractCode('xx')).toThrow('Use ISO 639-1 codes: af, ');
    expect(() => tesseractCode('toString')).toThrow('There is no language "toString"');
  });
});

describe('languageData', () => {
  it('has English from its own package', async () => {
    const [english] = await languageData(['en', 'en'], { allowDownload: false }, never);
    expect(english!.code).toBe('eng');
    expect(english!.data.length).toBeGreaterThan(1_000_000);
    expect(english!.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('prefers a folder of one’s own, packed or not', async () => {
    const dataPath = await folder();
    await writeFile(join(dataPath, 'deu.traineddata'), 'plain');
    await writeFile(join(dataPath, 'fra.traineddata.gz'), gzipSync('packed'));
    const data = await languageData(['de', 'fr'], { dataPath, allowDownload: false }, never);
    expect(data.map((item) => Buffer.from(item.data).toString())).toEqual(['plain', 'packed']);
  });

  it('downloads nothing unless it is allowed, and says what to install', async () => {
    const cachePath = await folder();
    await expect(languageData(['mt'], { allowDownload: false, cachePath }, never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('npm install @tesseract.js-data/mlt'),
    });
    expect(await readdir(cachePath)).toEqual([]);
  });

  it('takes what was downloaded before from the cache', async () => {
    const cachePath = await folder();
    await writeFile(join(cachePath, 'mlt.traineddata.gz'), gzipSync('kept'));
    const [data] = await languageData(['mt'], { allowDownload: false, cachePath }, never);
    expect(Buffer.from(data!.data).toString()).toBe('kept');
  });
});

describe('downloadData', () => {
  it('keeps the file whole, under its name', async () => {
    const cachePath = join(await folder(), 'new');
    const packed = gzipSync('data');
    const url = await serve((request, response) => {
      expect(request.url).toBe('/@tesseract.js-data/mlt/4.0.0_best_int/mlt.traineddata.gz');
      response.end(packed);
    });
    expect(Buffer.from(await downloadData('mlt', cachePath, never, url))).toEqual(packed);
    expect(await readdir(cachePath)).toEqual(['mlt.traineddata.gz']);
  });

  it.each<[string, RequestListener]>([
    ['a page of a proxy', (_request, response) => response.end('<html>')],
    ['not found', (_request, response) => response.writeHead(404).end()],
    ['a connection that breaks', (_request, response) => response.writeHead(200).flushHeaders() ?? response.destroy()],
  ])('keeps nothing of %s', async (_name, listener) => {
    const cachePath = await folder();
    await expect(downloadData('mlt', cachePath, never, await serve(listener))).rejects.toMatchObject({
      code: 'PROVIDER_ERROR',
    });
    expect(await readdir(cachePath)).toEqual([]);
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort());
    await expect(downloadData('mlt', await folder(), controller.signal, url)).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});
