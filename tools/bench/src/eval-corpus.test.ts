import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { corpus, EvalError } from './eval-corpus.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unifex-eval-'));
  vi.stubEnv('UNIFEX_EVAL_DIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('gives the folder where all parts are there', () => {
  mkdirSync(path.join(folder, 'text/dev'), { recursive: true });
  expect(corpus('text/dev')).toBe(folder);
});

it('says what is missing, and what to do', () => {
  expect(() => corpus('text/dev')).toThrow(EvalError);
  expect(() => corpus('text/dev')).toThrow(
    `${path.join(folder, 'text/dev')} does not exist. They are not part of the repository; name the folder that holds them in UNIFEX_EVAL_DIR.`,
  );
  vi.stubEnv('UNIFEX_EVAL_DIR', path.join(folder, 'nowhere'));
  expect(() => corpus()).toThrow('nowhere');
});
