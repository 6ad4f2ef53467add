import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { languageData } from '../languages/find-data.ts';
import { piecePng, type Piece } from '../test-pages.ts';
import type { Job } from './job.ts';
import { DEFAULT_LIMITS, EnginePool } from './pool.ts';

const never = new AbortController().signal;

async function jobFor(name: Piece, more: Partial<Job> = {}): Promise<Job> {
  const { data, info } = await sharp(await piecePng(name))
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    image: { data: new Uint8Array(data), width: info.width, height: info.height, channels: 1 },
    languages: await languageData(['en'], { allowDownload: false }, never),
    initParameters: {},
    parameters: {},
    pageSegmentation: undefined,
    minConfidence: 0.3,
    preprocessing: { orientation: true, deskew: true, scale: true, contrast: true, secondReading: true },
    ...more,
  };
}

describe('EnginePool', () => {
  it('gives the same bytes with one engine and with four, whatever was read before', async () => {
    const names: Piece[] = ['Salary review 2026', 'Confidential'];
    const jobs = await Promise.all(Array.from({ length: 8 }, (_, i) => jobFor(names[i % 2]!)));
    const results: string[][] = [];
    for (const engines of [1, 4]) {
      const pool = new EnginePool({ ...DEFAULT_LIMITS, engines });
      const readings = await Promise.all(jobs.map((job) => pool.read(job, never)));
      expect(pool.size).toBe(engines);
      results.push(readings.map((reading) => JSON.stringify(reading)));
      await pool.close();
    }
    expect(results[1]).toEqual(results[0]);
    expect(new Set(results[0]).size).toBe(2);
  });

  it('reads with the data that a job names, not with those of the same language that an earlier one had', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1 });
    const job = await jobFor('Confidential');
    const { lines } = await pool.read(job, never);
    const other = { code: 'eng', id: 'another folder', data: new TextEncoder().encode('no data of Tesseract') };
    await expect(pool.read({ ...job, languages: [other] }, never)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    expect((await pool.read(job, never)).lines).toEqual(lines);
    await pool.close();
  });

  it('ends an engine when its page is aborted, and reads the next page with another', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1 });
    const job = await jobFor('Confidential');
    const controller = new AbortController();
    const first = pool.read(job, controller.signal);
    const second = pool.read(job, never);
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await second).lines[0]?.words[0]?.text).toBe('Confidential');
    await pool.close();
  });

  it('takes back a wish that is aborted while it waits', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1 });
    const job = await jobFor('Confidential');
    const controller = new AbortController();
    const first = pool.read(job, never);
    const second = pool.read(job, controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await first).lines).toHaveLength(1);
    await pool.close();
  });

  it('fails the page of an engine that is killed, and goes on', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1 });
    const job = await jobFor('Confidential');
    await pool.read(job, never);
    const lost = pool.read(job, never);
    const closed = pool.close();
    await expect(lost).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
    await closed;
    expect((await pool.read(job, never)).lines).toHaveLength(1);
    await pool.close();
  });

  it('replaces an engine after so many pages', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1, pagesPerEngine: 1 });
    const job = await jobFor('Confidential');
    await pool.read(job, never);
    expect(pool.size).toBe(0);
    expect((await pool.read(job, never)).lines).toHaveLength(1);
    await pool.close();
  });

  it('says which parameter Tesseract does not know, and keeps the engine', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1 });
    const wrong = await jobFor('Confidential', { parameters: { no_such_parameter: '1' } });
    await expect(pool.read(wrong, never)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    expect((await pool.read(await jobFor('Confidential'), never)).lines).toHaveLength(1);
    expect(pool.size).toBe(1);
    await pool.close();
  });

  it('reads only the characters of a whitelist', async () => {
    const pool = new EnginePool({ ...DEFAULT_LIMITS, engines: 1 });
    const job = await jobFor('Salary review 2026', {
      parameters: { tessedit_char_whitelist: '0123456789' },
      minConfidence: 0,
    });
    const text = (await pool.read(job, never)).lines.flatMap(({ words }) => words.map((word) => word.text)).join('');
    expect(text).toMatch(/^\d+$/);
    expect(text).toContain('2026');
    await pool.close();
  });
});
