import type { CliCommand } from './command.ts';

// What a command is made of stands in a file of its own: the table loads the commands, which would then load the table.
export { defineCommand, type CliCommand } from './command.ts';

interface CommandEntry {
  /** For the list in `unifex --help`; at most 54 characters. */
  readonly summary: string;
  /** Loads the command's module, which the other commands do not pay for. */
  readonly load: () => Promise<CliCommand>;
}

/** The commands by name, in the order of `--help`. A file of such a name is read as `./name`. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  llm: {
    summary: 'data of a document by a language model, with proof',
    load: async () => (await import('./llm/command.ts')).llmCommand,
  },
};
