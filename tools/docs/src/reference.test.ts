import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { readPackages } from './pictures/read-packages.ts';
import { ROOT } from './root.ts';

const page = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('docs/reference/errors.md', () => {
  const sections = page('docs/reference/errors.md').split(/^## /m).slice(1);

  it('has a heading for every code, in the order of the source', () => {
    expect(sections.map((section) => section.split('\n')[0])).toEqual([...ERROR_CODES]);
  });

  it('says of every code when it comes, and what to do', () => {
    for (const section of sections) expect(section.trim().split('\n\n').length, section).toBeGreaterThanOrEqual(3);
  });
});

describe('docs/command-line.md', async () => {
  // By its path: the command exports nothing to other packages.
  const { HELP } = (await import(join(ROOT, 'packages/unifex/src/cli/help.ts'))) as { HELP: string };

  it('tells of every option that the help has, and of no other', () => {
    const inHelp = new Set(HELP.match(/--[a-z][a-z-]*/g));
    const headings = page('docs/command-line.md').match(/^### .*$/gm) ?? [];
    const inPage = headings.flatMap((heading) => heading.match(/--[a-z][a-z-]*/g) ?? []);
    expect(inPage.length).toBeGreaterThan(15);
    expect(new Set(inPage)).toEqual(inHelp);
  });

  it('gives the same short names', () => {
    const shortOnes = (text: string): string[] => [...text.matchAll(/(-[a-z]), (?=--)/g)].map(([, name = '']) => name);
    expect(shortOnes(page('docs/command-line.md')).sort()).toEqual(shortOnes(HELP).sort());
  });
});

describe('docs/llm.md', async () => {
  const guide = page('docs/llm.md');
  const { LLM_HELP } = (await import(join(ROOT, 'packages/unifex/src/cli/llm/llm-help.ts'))) as { LLM_HELP: string };

  it('tells of every option of the command', () => {
    const options = new Set(LLM_HELP.match(/--[a-z][a-z-]*/g));
    expect(options.size).toBeGreaterThan(25);
    const table = guide.slice(guide.indexOf('## Command line'));
    expect([...options].filter((option) => !new RegExp(`\`[^\`]*${option}\\b(?!-)`).test(table))).toEqual([]);
  });

  it('tells of every warning, and of no other', () => {
    const sources = globSync('packages/llm/src/**/*.ts', { cwd: ROOT, exclude: ['**/*.test.ts'] });
    const text = sources.map(page).join('\n');
    const given = [...text.matchAll(/(?:\bcode: |\bwarning\()'([a-z]+(?:_[a-z]+)+)'/g)].map(([, code = '']) => code);
    const table = guide.slice(guide.indexOf('| `code`'));
    const told = [...table.slice(0, table.indexOf('\n\n')).matchAll(/`([a-z]+(?:_[a-z]+)+)`(?=.*\|.*\|)/g)];
    expect(new Set(given).size).toBeGreaterThan(15);
    expect(new Set(told.map(([, code]) => code))).toEqual(new Set(given));
  });
});

describe('README.md', () => {
  const readme = page('README.md');

  it('opens with two commands, each enough on a fresh clone', () => {
    const commands = [...readme.matchAll(/```sh\n(.*)\n```/g)].map(([, command]) => command);
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  });

  it('names every package', () => {
    for (const { name } of readPackages()) expect(readme).toContain(`\`${name}\`](packages/`);
  });
});
