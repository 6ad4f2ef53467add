/** Lines of each side that a difference shows: enough to see what is meant. */
const MOST_SHOWN = 30;

/**
 * Whether a command printed what a page says. `…` stands for anything on a line, and alone on a line for any lines; blanks at the
 * end of a line and empty lines at the end do not count.
 * @returns undefined when it did, else what the difference is
 */
export function matchOutput(expected: string, printed: string): string | undefined {
  const wanted = tidy(expected);
  const found = tidy(printed);
  const pattern = wanted
    .map((line) => (line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escape).join('.*')}\\n`))
    .join('');
  if (new RegExp(`^${pattern}$`).test(`${found.join('\n')}\n`)) return undefined;
  const at = wanted.findIndex((line, index) => line !== found[index]);
  return [
    'The page shows:',
    ...shown(wanted),
    '',
    'The command printed:',
    ...shown(found),
    '',
    `First difference: line ${(at === -1 ? wanted.length : at) + 1}.`,
  ].join('\n');
}

function shown(lines: readonly string[]): string[] {
  return lines.length > MOST_SHOWN
    ? [...lines.slice(0, MOST_SHOWN), `(and ${lines.length - MOST_SHOWN} lines more)`]
    : [...lines];
}

function tidy(text: string): string[] {
  return text
    .replace(/\s+$/, '')
    .split('\n')
    .map((line) => line.trimEnd());
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
