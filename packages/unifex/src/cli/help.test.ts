import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HELP } from './help.ts';
import { parseArguments } from './parse-arguments.ts';

describe('HELP', () => {
  it('fits a terminal of 80 columns', () => {
    for (const line of HELP.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('names only flags that exist, and its examples can be typed', () => {
    const flags = [...new Set(HELP.match(/(?<= )--[a-z-]+/g))].filter(
      (flag) => flag !== '--help' && flag !== '--version',
    );
    expect(flags.length).toBeGreaterThan(15);
    for (const flag of flags) expect(() => parseArguments([flag])).not.toThrow(/unknown option/);
    const examples = HELP.split('\n').flatMap(
      (line) => /(?:^ {2}|\| )unifex ([^|<[]+?)(?: \||$)/.exec(line)?.[1] ?? [],
    );
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const example of examples) expect(parseArguments(example.split(' ')).kind).toBe('extract');
  });

  it('is not contradicted by the README, whose commands can be typed', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const commands = [...readme.matchAll(/(?:^|\| )unifex ([^`#\n]+?) *(?:#.*)?$/gm)].map((match) => match[1] ?? '');
    expect(commands.length).toBeGreaterThanOrEqual(6);
    for (const command of commands) expect(parseArguments(command.split(' ')).kind, command).toBe('extract');
  });
});
