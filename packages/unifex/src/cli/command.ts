import type { Flags, FlagTable } from './read-flags.ts';
import type { CliIo, ExitCode } from './run.ts';

/** A command of its own beside reading: `unifex <name> …`. */
export interface CliCommand<Name extends string = string> {
  /** What `unifex <name> --help` prints: like `HELP`, at most 80 columns. */
  readonly help: string;
  readonly flags: FlagTable;
  /**
   * @throws UsageError for a wrong line, before any work; of other errors, those about an option or something not installed
   *   end with exit code 2 too, and the rest with 1
   */
  run(flags: Flags<Name>, io: CliIo, signal: AbortSignal): Promise<ExitCode>;
}

/** Ties the names that `run` asks for to the table of flags. */
export function defineCommand<Table extends FlagTable>(command: {
  readonly help: string;
  readonly flags: Table;
  run(flags: Flags<Extract<keyof Table, string> | 'debug'>, io: CliIo, signal: AbortSignal): Promise<ExitCode>;
}): CliCommand {
  return command;
}
