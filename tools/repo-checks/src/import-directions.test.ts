import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPackages } from './copy-packages.ts';
import { ROOT } from './root.ts';

const run = promisify(execFile);

interface Report {
  readonly summary: { readonly violations: readonly { from: string; to: string; rule: { name: string } }[] };
}

/** What `npm run check:deps` finds in a tree, as `rule: file`. */
async function violations(root: string): Promise<string[]> {
  const folders = ['packages', 'tools', 'examples'].filter((name) => existsSync(join(root, name)));
  const depcruise = join(ROOT, 'node_modules/.bin/depcruise');
  // The JSON reporter leaves judging to its reader: it ends well whatever it finds.
  const { stdout } = await run(
    depcruise,
    [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(stdout) as Report;
  return report.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

/** One breach of every rule. */
const BREACHES: readonly { rule: string; file: string; text: string }[] = [
  { rule: 'core-imports-no-package', file: 'packages/core/src/breach.ts', text: `import '@unifex/layout';` },
  {
    rule: 'core-imports-no-package',
    file: 'packages/core/src/breach-of-types.ts',
    text: `export type { PdfOptions } from '@unifex/pdf';`,
  },
  {
    rule: 'core-imports-no-package',
    file: 'packages/core/src/breach-by-path.ts',
    text: `import '../../layout/src/index.ts';`,
  },
  { rule: 'core-imports-no-package-tests', file: 'packages/core/src/breach.test.ts', text: `import '@unifex/pdf';` },
  { rule: 'layout-imports-core-only', file: 'packages/layout/src/breach.ts', text: `import '@unifex/pdf';` },
  { rule: 'executors-import-core-only', file: 'packages/executors/src/breach.ts', text: `import '@unifex/layout';` },
  { rule: 'llm-imports-core-only', file: 'packages/llm/src/breach.ts', text: `import '@unifex/pdf';` },
  { rule: 'testkit-imports-core-only', file: 'packages/testkit/src/breach.ts', text: `import '@unifex/executors';` },
  {
    rule: 'backend-imports-core-and-layout-only',
    file: 'packages/pdf/src/breach.ts',
    text: `void import('@unifex/executors');`,
  },
  { rule: 'backend-imports-core-and-layout-only', file: 'packages/new/src/breach.ts', text: `import '@unifex/pdf';` },
  { rule: 'backend-imports-core-and-layout-only', file: 'packages/new/src/breach-2.ts', text: `import 'unifex';` },
  {
    rule: 'backend-imports-core-and-layout-only',
    file: 'packages/new/src/testkit-in-product.ts',
    text: `import '@unifex/testkit';`,
  },
  { rule: 'runs-in-a-browser', file: 'packages/core/src/breach-node.ts', text: `import 'node:fs';` },
  { rule: 'runs-in-a-browser', file: 'packages/layout/src/breach-node.ts', text: `import 'fs';` },
  { rule: 'runs-in-a-browser', file: 'packages/pdf/src/content/breach-node.ts', text: `import 'node:path';` },
  { rule: 'no-test-in-the-product', file: 'packages/core/src/breach-test.ts', text: `import './breach.test.ts';` },
  {
    rule: 'no-cycle',
    file: 'packages/core/src/egg.ts',
    text: `import { hen } from './hen.ts';\nexport const egg = () => hen;`,
  },
  { rule: 'resolves', file: 'packages/core/src/breach-nowhere.ts', text: `import './nowhere.ts';` },
  { rule: 'declared', file: 'packages/core/src/breach-undeclared.ts', text: `import 'pdfjs-dist';` },
];

/** The other half of the cycle, which is reported once. */
const HEN = {
  file: 'packages/core/src/hen.ts',
  text: `import { egg } from './egg.ts';\nexport const hen = () => egg;`,
};

/** What is allowed, and looks much like a breach. */
const ALLOWED: readonly { file: string; text: string }[] = [
  {
    file: 'packages/new/src/allowed.ts',
    text: `import '@unifex/core';\nimport '@unifex/layout';\nimport './other.ts';`,
  },
  { file: 'packages/new/src/other.ts', text: `import 'node:fs';\nexport {};` },
  { file: 'packages/new/src/allowed.test.ts', text: `import '@unifex/testkit';` },
  { file: 'packages/core/src/allowed.test.ts', text: `import 'node:fs';` },
  { file: 'packages/unifex/src/allowed.ts', text: `import '@unifex/executors';\nimport '@unifex/pdf';` },
];

describe('the direction of imports', () => {
  it('holds in the repository', { timeout: 60_000 }, async () => {
    expect(await violations(ROOT)).toEqual([]);
  });

  describe('in a copy where every rule is broken', () => {
    let copy: string;
    let found: string[];

    beforeAll(async () => {
      copy = copyPackages();
      for (const { file, text } of [...BREACHES, HEN, ...ALLOWED]) {
        mkdirSync(dirname(join(copy, file)), { recursive: true });
        writeFileSync(join(copy, file), `${text}\n`);
      }
      const manifest = {
        name: '@unifex/new',
        version: '0.1.0',
        dependencies: { '@unifex/core': '*', '@unifex/layout': '*' },
      };
      writeFileSync(join(copy, 'packages/new/package.json'), JSON.stringify(manifest));
      found = await violations(copy);
    });
    afterAll(() => rmSync(copy, { recursive: true, force: true }));

    it.each(BREACHES)('finds $file, which breaks $rule', ({ rule, file }) => {
      expect(found).toContain(`${rule}: ${file}`);
    });

    it.each(ALLOWED)('lets $file pass', ({ file }) => {
      expect(found.filter((line) => line.endsWith(`: ${file}`))).toEqual([]);
    });
  });
});
