import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type CliCommand, COMMANDS } from './cli/commands.ts';
import { errorLine } from './cli/error-line.ts';
import { HELP } from './cli/help.ts';
import type { CliOptions } from './cli/options.ts';
import { parseArguments } from './cli/parse-arguments.ts';
import { nearestName, readFlags } from './cli/read-flags.ts';
import type { CliIo, ExitCode } from './cli/run.ts';
import { UsageError } from './cli/usage-error.ts';
import { closePools } from './executors.ts';

/** Exit codes of a program that a signal ended, as shells count them: 128 and the signal's number. */
const SIGNAL_CODES: Readonly<Record<'SIGINT' | 'SIGTERM', number>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * The command line, as `bin/unifex.js` starts it. Sets `process.exitCode` and lets the process end by itself, so that everything written
 * to a pipe arrives.
 */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  const debug = argv.includes('--debug');
  // Until there is another: a process that ends because nothing keeps it alive any more must not look like a success.
  process.exitCode = 1;
  const controller = new AbortController();
  let signalCode: number | undefined;
  for (const [name, code] of Object.entries(SIGNAL_CODES)) {
    process.once(name, () => {
      signalCode = code;
      controller.abort();
      // Whoever asks again does not want to wait for anything.
      process.once(name, () => process.exit(code));
    });
  }
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has seen enough (`| head`): stop, and say nothing.
    if (error.code === 'EPIPE') return controller.abort();
    process.stderr.write(errorLine({ message: error.message, code: error.code }, ['standard output'], debug));
    process.exit(1);
  });
  // Nobody listens to messages any more (`2>&1 | head`); there is nowhere left to complain.
  process.stderr.on('error', () => controller.abort());
  process.on('uncaughtException', (error) => {
    const message = `something went wrong inside unifex: ${error.message}`;
    process.stderr.write(errorLine({ message, stack: error.stack, cause: error.cause }, [], debug));
    process.exit(1);
  });
  const code = await execute(argv, process, controller.signal);
  process.exitCode = signalCode ?? code;
  // Nothing is read after this, so that idle workers would only keep the end waiting.
  await closePools();
}

async function execute(typed: readonly string[], io: CliIo, signal: AbortSignal): Promise<number> {
  // As git and npm have it: `unifex help render`.
  const isHelp = typed[0] === 'help' && !existsSync('help');
  const argv = isHelp ? [...typed.slice(1), '--help'] : typed;
  const [name = ''] = argv;
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (isHelp && !entry && /^\w/.test(name) && name !== 'help') {
      throw new UsageError(`there is no command "${name}", but ${Object.keys(COMMANDS).join(', ')}.`);
    }
    return await (entry ? runCommand(await entry.load(), argv.slice(1), io, signal) : read(argv, io, signal));
  } catch (thrown) {
    if (signal.aborted) return 0;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { code } = error as { code?: string };
    const help = entry ? `unifex ${name} --help` : 'unifex --help';
    const message = code === 'INVALID_OPTION' ? `${error.message} See ${help}.` : error.message;
    io.stderr.write(errorLine({ message, code, stack: error.stack, cause: error.cause }, [], argv.includes('--debug')));
    return (await isUsageError(error)) ? 2 : 1;
  }
}

async function read(argv: readonly string[], io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  const command = parseArguments(argv);
  if (command.kind === 'extract') {
    checkForCommand(command.options.inputs);
    // Core, backends and executors are loaded only now: `--help` answers at once.
    await preloadEngine(command.options);
    const { run } = await import('./cli/run.ts');
    return await run(command.options, io, signal);
  }
  io.stdout.write(command.kind === 'help' ? HELP : `${version()}\n`);
  return 0;
}

/**
 * A command that was mistyped, or stands behind an option, would be read as a file.
 * @throws UsageError for an input that is no file, and the name of a command or nearly so
 */
function checkForCommand(inputs: readonly string[]): void {
  const names = Object.keys(COMMANDS);
  for (const input of inputs) {
    if (!/^[a-z-]{3,}$/.test(input) || existsSync(input)) continue;
    const near = nearestName(input, names);
    if (near === input)
      throw new UsageError(`there is no file "${input}", and a command comes first: unifex ${near} …`);
    if (near !== undefined) throw new UsageError(`there is no file "${input}". Did you mean unifex ${near}?`);
  }
}

/** PDFium is compiled by other threads while this one loads the rest, where the first input looks as if it were needed. */
async function preloadEngine({ extractor, inputs: [input = ''] }: CliOptions): Promise<void> {
  if (!/\.pdf$/i.test(input) || (extractor !== 'auto' && extractor !== 'pdfium')) return;
  const { preload } = await import('@unifex/pdfium/preload');
  preload();
}

async function runCommand(
  command: CliCommand,
  argv: readonly string[],
  io: CliIo,
  signal: AbortSignal,
): Promise<ExitCode> {
  const flags = readFlags(argv, command.flags);
  if (typeof flags === 'object') return await command.run(flags, io, signal);
  io.stdout.write(flags === 'help' ? command.help : `${version()}\n`);
  return 0;
}

async function isUsageError(error: Error): Promise<boolean> {
  return error instanceof UsageError || (await import('./cli/run.ts')).isUsageError(error);
}

function version(): string {
  // By the package's own name, which holds from `src` and from `dist` alike.
  const manifest = createRequire(import.meta.url)('unifex/package.json') as { version: string };
  return manifest.version;
}
