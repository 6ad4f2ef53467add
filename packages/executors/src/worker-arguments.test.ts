import { describe, expect, it } from 'vitest';
import { moduleArguments, processArguments } from './worker-arguments.ts';

describe('moduleArguments', () => {
  it('keeps what decides how modules are found and loaded', () => {
    const flags = [
      ...['--conditions', 'a', '-C', 'b', '--conditions=c'],
      ...['--import', './hooks.mjs', '--import=x', '--require', 'y', '-r', 'z', '--loader', 'l'],
      ...['--experimental-strip-types', '--no-experimental-strip-types', '--preserve-symlinks', '--enable-source-maps'],
      ...['--no-warnings', '--disable-warning=ExperimentalWarning'],
    ];
    expect(moduleArguments(flags)).toEqual(flags);
  });

  it('leaves out what is for the main script, opens a port, or is refused for threads', () => {
    const flags = [
      ...['--eval', 'code', '-e', 'code', '-p', '1', '--input-type=module', '--test', '--watch', '--check'],
      ...['--inspect', '--inspect-brk=9229', '--cpu-prof', '--expose-gc', '--max-old-space-size=100', '--permission'],
    ];
    expect(moduleArguments(flags)).toEqual([]);
  });

  it('takes a value along, and survives one that is missing', () => {
    expect(moduleArguments(['--inspect', '--import', '--inspect', '-C'])).toEqual(['--import', '--inspect', '-C']);
  });

  it("reads this process's own flags", () => {
    expect(moduleArguments()).toEqual(moduleArguments(process.execArgv));
  });
});

describe('processArguments', () => {
  it('keeps besides what a thread shares with its process', () => {
    const flags = [
      ...['--max-old-space-size=100', '--max_old_space_size=200', '--permission', '--allow-fs-read=/a', '--allow-worker'],
      ...['--allow-fs-write', '/b', '--allow-child-process', '--use-system-ca', '--dns-result-order', 'ipv4first'],
    ];
    expect(processArguments(flags)).toEqual(flags);
    expect(processArguments(['-C', 'a', '--inspect', '--eval', 'code'])).toEqual(['-C', 'a']);
  });

  it('sets the size of the heap after all, so that it counts', () => {
    expect(processArguments(['--max-old-space-size=100'], 64).at(-1)).toBe('--max-old-space-size=64');
  });
});
