import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../root.ts';
import { findPages } from './find-pages.ts';
import { isTestFile, readFences, type Fence } from './read-fences.ts';
import { runPages, type PagesReport } from './run-pages.ts';

/** Languages of fences. `ts` and `sh` run; `json` is parsed; the others are there to be looked at. */
const LANGUAGES = ['ts', 'sh', 'json', 'text', 'html'];

/** Every fence that does not run, and why. A new one is added here by hand, so that somebody has looked at it. */
const NOT_RUN: readonly string[] = [
  'docs/browser.md: a worker of a browser: npm run test:browser runs it',
  'docs/browser.md: a page of a browser: npm run test:browser runs it',
  'docs/browser.md: a worker of a browser: npm run test:browser runs it',
  'docs/browser.md: a worker of a browser: npm run test:browser runs it',
];

/** A page on which every fence is wrong, but for the first. */
const WRONG_PAGE = 'wrong.md';
const WRONG = [
  { fence: 'ts', code: `console.log(1 + 1); // => 2`, problem: undefined },
  { fence: 'ts', code: `console.log([1, 2]); // => [1, 3]`, problem: 'says // => [1, 3]' },
  {
    fence: 'ts',
    code: `console.log(1);\nconsole.log(2); // => 1`,
    problem: 'prints more than its // => comments say: 2',
  },
  { fence: 'ts', code: `console.log(1); // => 1\n// => 2`, problem: 'says // => 2, and nothing more was printed' },
  { fence: 'ts', code: `console.log(1); // => one`, problem: 'is no value of JavaScript' },
  { fence: 'ts', code: `throw new Error('broken');`, problem: 'Error: broken' },
  {
    fence: 'ts',
    code: `void Promise.reject(new Error('left alone'));\nawait new Promise((r) => setTimeout(r, 50));`,
    problem: 'left alone',
  },
  { fence: 'ts', code: `import { nothing } from '@unifex/core';\nconsole.log(nothing);`, problem: 'nothing' },
  { fence: 'sh', code: 'unifex document.pdf --formatt json', problem: 'unknown option "--formatt"' },
  { fence: 'sh exit=1', code: 'unifex document.pdf', problem: 'ended with the code 0, not 1' },
  { fence: 'sh', code: 'unifex --version\n```\n\n```text\n99.0.0', problem: 'The page shows:\n99.0.0' },
  { fence: 'sh', code: 'npm install @unifex/nothing', problem: 'publishes no package @unifex/nothing' },
  { fence: 'sh', code: 'npm run nothing', problem: 'the root has no script nothing' },
] as const;

const wrongPage = WRONG.map(({ fence, code }) => `\`\`\`${fence}\n${code}\n\`\`\`\n\nText.\n`).join('\n');
const wrongFences = readFences(WRONG_PAGE, wrongPage).filter(({ language }) => language !== 'text');
const fences: Fence[] = findPages().flatMap((page) => readFences(page, readFileSync(join(ROOT, page), 'utf8')));
const where = ({ page, line }: Fence): string => `${page}:${line}`;

let report: PagesReport;
beforeAll(async () => {
  report = await runPages([...fences, ...wrongFences]);
}, 900_000);

describe('the snippets of the documentation', () => {
  const running = fences.filter(
    (fence) => ['ts', 'sh'].includes(fence.language) && fence.info.notRun === undefined && !isTestFile(fence),
  );

  it.each(running.map((fence) => [where(fence), fence.language] as const))('%s (%s)', (id) => {
    expect(report.problems.has(id)).toBe(true);
    const problem = report.problems.get(id);
    if (problem !== undefined) expect.fail(`${id}: ${problem}`);
  });

  it('are run by a command of their page where they are tests themselves', () => {
    for (const { page, info } of fences.filter(isTestFile)) {
      const commands = fences.filter((fence) => fence.page === page && fence.language === 'sh');
      expect(
        commands.some(({ code }) => code.includes(`--test ${info.file}`)),
        `${page}: ${info.file}`,
      ).toBe(true);
    }
  });

  it('has types that fit', () => {
    expect(report.typeErrors.filter((error) => !error.startsWith(WRONG_PAGE))).toEqual([]);
  });

  it('is in languages that are known here', () => {
    const unknown = fences.filter(({ language }) => !LANGUAGES.includes(language));
    expect(unknown.map((fence) => `${where(fence)}: "${fence.language}"`)).toEqual([]);
  });

  it('has JSON that can be parsed', () => {
    for (const fence of fences.filter(({ language }) => language === 'json')) {
      expect(() => JSON.parse(fence.code) as unknown, where(fence)).not.toThrow();
    }
  });

  it('runs, but for what is listed in this test', () => {
    const notRun = fences.flatMap(({ page, info }) => (info.notRun === undefined ? [] : [`${page}: ${info.notRun}`]));
    expect(notRun).toEqual(NOT_RUN);
  });
});

describe('the runner', () => {
  it.each(WRONG.map(({ code, problem }, at) => ({ code, problem, at })))('judges $code', ({ problem, at }) => {
    const fence = wrongFences[at];
    const found = report.problems.get(fence ? where(fence) : '');
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });

  it('finds a type that does not fit, with its line', () => {
    const at = wrongFences.find(({ code }) => code.includes('{ nothing }'));
    const errors = report.typeErrors.filter((error) => error.startsWith(WRONG_PAGE));
    expect(errors).toEqual([expect.stringContaining(`${WRONG_PAGE}:${(at?.line ?? 0) + 1}: TS2305`)]);
  });
});
