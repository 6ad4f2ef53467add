const TAKES_VALUE = ['--conditions', '-C', '--import', '--require', '-r', '--loader', '--experimental-loader'];

/**
 * The flags of this process that decide how modules are found and loaded. A worker gets these and no others: some flags are
 * for the main script only (`--eval`, `--input-type`, `--test`, `--watch`), open a debugger's port (`--inspect`), or are
 * refused for threads (V8 flags).
 */
export function moduleArguments(execArgv: readonly string[] = process.execArgv): string[] {
  const kept: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const argument = execArgv[i] as string;
    if (TAKES_VALUE.includes(argument)) {
      kept.push(argument, ...execArgv.slice(i + 1, i + 2));
      i += 1;
    } else if (
      TAKES_VALUE.some((flag) => argument.startsWith(`${flag}=`)) ||
      /^--(no-)?(experimental-(strip|transform)-types|preserve-symlinks|warnings)$|^--disable-warning=/.test(argument)
    ) {
      kept.push(argument);
    }
  }
  return kept;
}
