interface Flags {
  /** Their value may be the next argument. */
  readonly withValue: readonly string[];
  readonly others: RegExp;
}

const MODULE_FLAGS: Flags = {
  withValue: ['--conditions', '-C', '--import', '--require', '-r', '--loader', '--experimental-loader'],
  others:
    /^--(no-)?(experimental-(strip|transform)-types|preserve-symlinks|warnings|enable-source-maps)$|^--disable-warning=/,
};

/** Those of modules, and what a thread shares with its process and a child process does not: heap, permissions, networks. */
const PROCESS_FLAGS: Flags = {
  withValue: [
    ...MODULE_FLAGS.withValue,
    ...['--allow-fs-read', '--allow-fs-write', '--dns-result-order', '--icu-data-dir'],
  ],
  others: new RegExp(
    `${MODULE_FLAGS.others.source}|` +
      '^--max[-_]old[-_]space[-_]size=|^--(permission|allow-[a-z]+(-process)?|use-(system|openssl|bundled)-ca|use-env-proxy)$',
  ),
};

/**
 * The flags of this process that decide how modules are found and loaded. A worker thread gets these and no others: some flags
 * are for the main script only (`--eval`, `--input-type`, `--test`, `--watch`), open a debugger's port (`--inspect`), or are
 * refused for threads (V8 flags). What `NODE_OPTIONS` says reaches every worker by itself.
 */
export function moduleArguments(execArgv: readonly string[] = process.execArgv): string[] {
  return keep(execArgv, MODULE_FLAGS);
}

/**
 * The flags for a worker process: those of {@link moduleArguments}, and those that a thread would share anyway.
 * @param maxHeapMb size of the heap, in MiB, instead of what this process was given
 */
export function processArguments(execArgv: readonly string[] = process.execArgv, maxHeapMb?: number): string[] {
  const kept = keep(execArgv, PROCESS_FLAGS);
  // The last one counts.
  return maxHeapMb === undefined ? kept : [...kept, `--max-old-space-size=${maxHeapMb}`];
}

function keep(execArgv: readonly string[], { withValue, others }: Flags): string[] {
  const kept: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const argument = execArgv[i] as string;
    if (withValue.includes(argument)) {
      kept.push(argument, ...execArgv.slice(i + 1, i + 2));
      i += 1;
    } else if (others.test(argument) || withValue.some((flag) => argument.startsWith(`${flag}=`))) {
      kept.push(argument);
    }
  }
  return kept;
}
