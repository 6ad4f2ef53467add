import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ROOT = import.meta.dirname;

// `import` and `require` are not among them: vitest hands the list to Node, which would then give `require` what is for `import`.
const CONDITIONS = ['@unifex/source', 'node'];

const TESTS = ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'docs/**/*.test.ts', 'examples/**/*.test.ts'];

// `npm run test:browser` runs these, because a browser is not on every machine.
const EXCLUDED = ['**/node_modules/**', '**/dist/**', 'tools/browser-tests/**'];

/** Their tests change nothing outside of themselves, so that the files share a process and what it has loaded. */
const SHARING = ['packages/{core,layout,llm,pdf,pdf-common,pdfium}/src/**/*.test.ts', 'tools/llm-fakes/**/*.test.ts'];

/** Signs of a test among them that needs a process of its own all the same: it replaces modules, or watches what a first use does or the heap. */
const SIGNS = /\bvi\.(mock|doMock|resetModules)\b|\bpreload\(\)|\broomForMegabyte\b/;
const shared = globSync(SHARING, { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !SIGNS.test(readFileSync(join(ROOT, file), 'utf8')));

/** The files that take longest, for a machine that has not run them yet: what starts last is to be short. */
const LONGEST = [
  'tools/docs/src/snippets/snippets.test.ts',
  'packages/unifex/src/hybrid.test.ts',
  'packages/ocr/src/conformance.test.ts',
  'packages/executors/src/conformance.test.ts',
  'packages/testkit/src/executor-faults.test.ts',
  'tools/bench/src/bench.test.ts',
  'tools/repo-checks/src/generated-backend.test.ts',
  'packages/executors/src/crashes.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

// Packages resolve to their source, so that an edit is tested without a build; only spawned workers use `dist`.
export default defineConfig({
  resolve: { conditions: CONDITIONS },
  ssr: { resolve: { conditions: CONDITIONS } },
  test: {
    // A line for each file, and not one for each test of a slow machine.
    slowTestThreshold: 30_000,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What `expect.poll` waits for comes at once on a quiet machine, and later on a busy one.
    expect: { poll: { timeout: 60_000, interval: 20 } },
    // As many as there are cores, and not one less: many tests wait for a process or a timer.
    maxWorkers: Math.max(2, availableParallelism()),
    // Each of the hundreds of processes that tests start would else compile pdf.js and the sources anew.
    env: { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(ROOT, 'node_modules/.cache/node-compile') },
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'alone', include: TESTS, exclude: [...EXCLUDED, ...shared], isolate: true } },
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
    ],
  },
});
