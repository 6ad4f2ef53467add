import { globSync } from 'node:fs';
import { ROOT } from '../root.ts';

/** Written by people; the reference of the interfaces is generated, and its signatures are no snippets. */
const PAGES = ['README.md', 'packages/*/README.md', 'examples/*/README.md', 'docs/**/*.md'];
const GENERATED = 'docs/reference/api/';

/** The pages of the documentation, as paths in the repository with `/`. */
export function findPages(): string[] {
  return PAGES.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith(GENERATED))
    .sort();
}
