import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands.ts';
import { HELP } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { readFlags } from './read-flags.ts';

/** Its flags exist, of the command that it names or of reading. */
async function expectTypeable(line: string): Promise<void> {
  const [name = '', ...rest] = line.split(' ');
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry) expect(typeof readFlags(rest, (await entry.load()).flags), line).toBe('object');
  else expect(parseArguments([name, ...rest]).kind, line).toBe('extract');
}

describe('HELP', () => {
  it('fits a terminal of 80 columns', () => {
    for (const line of HELP.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('names only flags that exist, and its examples can be typed', async () => {
    const flags = [...new Set(HELP.match(/(?<= )--[a-z-]+/g))].filter(
      (flag) => flag !== '--help' && flag !== '--version',
    );
    expect(flags.length).toBeGreaterThan(15);
    for (const flag of flags) expect(() => parseArguments([flag])).not.toThrow(/unknown option/);
    const examples = HELP.split('\n').flatMap(
      (line) => /(?:^ {2}|\| )unifex ([^|<[]+?)(?: \||$)/.exec(line)?.[1] ?? [],
    );
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const example of examples) await expectTypeable(example);
  });

  it('is not contradicted by the README, whose commands can be typed', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const commands = [...readme.matchAll(/(?:^|\| )unifex ([^`#\n]+?) *(?:#.*)?$/gm)].map((match) => match[1] ?? '');
    expect(commands.length).toBeGreaterThanOrEqual(6);
    for (const command of commands) await expectTypeable(command);
  });

  it.each(Object.entries(COMMANDS))(
    'of %s fits a terminal, names only flags that exist, and every flag of it',
    async (name, entry) => {
      const { help, flags } = await entry.load();
      for (const line of help.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      const named = new Set(help.match(/(?<=[ ,])--[a-z-]+/g));
      const common = ['--help', '--version', '--debug'];
      const exist = Object.keys(flags).map((flag) => `--${flag}`);
      expect([...named].filter((flag) => !common.includes(flag)).sort()).toEqual(exist.sort());
      const examples = help
        .split('\n')
        .flatMap((line) => /(?:^ {2}|\| )unifex ([^|<[]+?)(?: \||$)/.exec(line)?.[1] ?? []);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        expect(example.split(' ')[0]).toBe(name);
        await expectTypeable(example);
      }
    },
  );
});
