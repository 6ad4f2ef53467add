import type { Truth } from './truth.ts';

/** JSON with one line of text a line: small, and a change shows where it is. */
export function truthJson(truth: Truth): string {
  const { pages, ...head } = truth;
  const fields = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  const page = ({ lines, ...rest }: Truth['pages'][number]): string =>
    [`    { ${JSON.stringify(rest).slice(1, -1)},`, '      "lines": [', listed(lines, '        '), '      ] }'].join(
      '\n',
    );
  return `${['{', ...fields, '  "pages": [', pages.map(page).join(',\n'), '  ]', '}'].join('\n')}\n`;
}

function listed(items: readonly unknown[], indent: string): string {
  return items.map((item) => indent + JSON.stringify(item)).join(',\n');
}
