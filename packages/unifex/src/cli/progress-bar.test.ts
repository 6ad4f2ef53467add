import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { progressBar, type ProgressState, renderProgress } from './progress-bar.ts';

const state: ProgressState = {
  label: 'report.pdf',
  file: 2,
  files: 5,
  done: 30,
  total: 60,
  failed: 1,
  pagesPerSecond: 215.4,
};

describe('renderProgress', () => {
  it('shows name, bar, pages, speed, failures and files', () => {
    expect(renderProgress(state, 100, false)).toBe(
      'report.pdf  ████████████░░░░░░░░░░░░  30/60 pages  215 pages/s  1 failed  file 2/5',
    );
  });

  it('gives up the bar, then the name, then the figures where the terminal is narrow', () => {
    expect(renderProgress(state, 62, false)).toBe('report.pdf  30/60 pages  215 pages/s  1 failed  file 2/5');
    expect(renderProgress(state, 40, false)).toBe('30/60 pages  215 pages/s  1 failed');
    expect(renderProgress(state, 20, false)).toBe('30/60 pages');
  });

  it('says that a document is being read while nothing is known of it, and no speed of no pages', () => {
    const opening = { ...state, done: 0, total: 0, failed: 0, pagesPerSecond: 0 };
    expect(renderProgress(opening, 60, false)).toBe('report.pdf  ░░░░░░░░░░░░░░░░░░░░░░░░  reading  file 2/5');
    expect(renderProgress({ ...opening, total: 3 }, 60, false)).toBe(
      'report.pdf  ░░░░░░░░░░░░░░░░░░░░░░░░  0/3 pages  file 2/5',
    );
  });

  it('is never wider than the terminal', () => {
    const states = fc.record({
      label: fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
      columns: fc.integer({ min: 2, max: 200 }),
      done: fc.nat(1e6),
      pagesPerSecond: fc.double({ min: 0, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(states, ({ label, columns, ...more }) => {
        const text = renderProgress({ ...state, ...more, label, total: 1e6 }, columns, true);
        expect(stripVTControlCharacters(text).length).toBeLessThan(columns);
      }),
    );
  });

  it('cuts a long name in front, and counts wide characters twice', () => {
    expect(renderProgress({ ...state, label: 'x'.repeat(99) }, 100, false)).toMatch(/^…x{27} /);
    expect(renderProgress({ ...state, label: '漢'.repeat(99) }, 100, false)).toMatch(/^…漢{13} /);
  });
});

describe('progressBar', () => {
  function record(
    env: Record<string, string>,
    enabled = true,
    isTTY = true,
    columns = 100,
  ): { text: () => string; run: () => void } {
    let text = '';
    let time = 0;
    const stream = { isTTY, columns, write: (chunk: string) => (text += chunk) };
    const bar = progressBar(stream, { enabled, env, now: () => time });
    const run = (): void => {
      for (time = 0; time <= 400; time += 10) bar.update(state);
      bar.hide();
      bar.hide();
    };
    return { text: () => text, run };
  }

  it('is drawn when it is time, though no page is done by then', () => {
    vi.useFakeTimers();
    try {
      let text = '';
      const stream = { isTTY: true, columns: 100, write: (chunk: string) => (text += chunk) };
      const bar = progressBar(stream, { enabled: true, env: {}, now: () => Date.now() });
      bar.update(state);
      vi.advanceTimersByTime(100);
      expect(text).toBe('');
      vi.advanceTimersByTime(100);
      expect(text).toContain('30/60 pages');
      bar.update({ ...state, done: 31 });
      bar.hide();
      text = '';
      vi.advanceTimersByTime(1000);
      expect(text).toBe('');
    } finally {
      vi.useRealTimers();
    }
  });

  it('waits, draws now and then, and leaves a clean line', () => {
    const { text, run } = record({});
    run();
    expect(text().split('report.pdf')).toHaveLength(1 + 4);
    expect(text()).toMatch(/\u001b\[36m/);
    expect(text().endsWith('\r\u001b[K')).toBe(true);
  });

  it('draws a line of the usual width on a terminal that does not know its own', () => {
    const { text, run } = record({ NO_COLOR: '1' }, true, true, 0);
    run();
    expect(text()).toContain('report.pdf  ');
  });

  it('has no colours where NO_COLOR is set', () => {
    const { text, run } = record({ NO_COLOR: '1' });
    run();
    expect(text()).toContain('report.pdf');
    expect(text()).not.toMatch(/\u001b\[\d+m/);
  });

  it('writes nothing where it is switched off, without a terminal, or on a dumb one', () => {
    for (const { text, run } of [record({}, false), record({}, true, false), record({ TERM: 'dumb' })]) {
      run();
      expect(text()).toBe('');
    }
  });
});
