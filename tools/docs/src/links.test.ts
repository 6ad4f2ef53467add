import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './root.ts';
import { findPages } from './snippets/find-pages.ts';

const CODE = /^```[\s\S]*?^```|`[^`\n]*`(?!\])/gm;
const LINK = /\]\(([^)\s]+)\)/g;

/** What is wrong with the links of a page to other files and to their headings. */
function brokenLinks(page: string, markdown: string): string[] {
  const targets = [...markdown.replace(CODE, '').matchAll(LINK)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, file))) return true;
    if (anchor === undefined) return false;
    return !anchorsOf(path === '' ? markdown : readFileSync(join(ROOT, file), 'utf8')).includes(anchor);
  });
}

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it.each(findPages())('the links of %s lead somewhere', (page) => {
  expect(brokenLinks(page, readFileSync(join(ROOT, page), 'utf8'))).toEqual([]);
});

it('finds a link that leads nowhere', () => {
  const page =
    '[a](nowhere.md) [b](README.md) [c](#here) [d](#gone) `[e](code.md)` [f](https://example.com/)\n\n# Here\n';
  expect(brokenLinks('README.md', page)).toEqual(['nowhere.md', '#gone']);
});
