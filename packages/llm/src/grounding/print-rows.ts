import type { PageRows } from '../contracts.ts';

/**
 * The rows of pages as they go into a prompt, between fences that carry a random mark. Nothing in a document can end its fence, since
 * it cannot know the mark, nor begin a row of its own, since every line begins with a number of ours. Rows that nobody sees are
 * left out.
 * @param mark random letters and digits, new for every request
 * @param options `ids`: whether rows carry their numbers, for `cite`
 */
export function printRows(pages: readonly PageRows[], mark: string, options: { ids: boolean }): string {
  return pages
    .map(({ page, rows }) => {
      const lines = rows
        .filter(({ hidden }) => hidden === undefined)
        .map(({ id, text }) => (options.ids ? `${id}| ${text}` : `| ${text}`));
      return [`<<<page ${page + 1} ${mark}`, ...lines, `page ${page + 1} ${mark}>>>`].join('\n');
    })
    .join('\n');
}
