import { isUnifexError, type ErrorCode } from '@unifex/core';
import { defineCommand, type CliCommand } from '../command.ts';
import { errorLine } from '../error-line.ts';
import { LLM_HELP } from './llm-help.ts';
import { LLM_FLAGS, llmOptions } from './llm-options.ts';

/** What whoever typed the line can mend by typing another, or by installing something. */
const USAGE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'INVALID_MODEL',
  'MISSING_CREDENTIALS',
  'MISSING_DEPENDENCY',
  'UNSUPPORTED_SCHEMA',
]);

/** `unifex llm`: data of one document by a language model. */
export const llmCommand: CliCommand = defineCommand({
  help: LLM_HELP,
  flags: LLM_FLAGS,
  async run(flags, io, signal) {
    const options = llmOptions(flags);
    const { runLlm } = await import('./run-llm.ts');
    try {
      return await runLlm(options, io, signal);
    } catch (error) {
      if (!isUnifexError(error) || !USAGE.has(error.code)) throw error;
      io.stderr.write(errorLine(error, [], options.debug));
      return 2;
    }
  },
});
