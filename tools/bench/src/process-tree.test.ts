import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { readTree } from './process-tree.ts';

const MEGABYTE = 1024 * 1024;
const onLinux = process.platform === 'linux';

it('counts a process and the children that it has', async () => {
  const alone = readTree(process.pid);
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(child.stdout, 'data');
    const use = readTree(child.pid ?? 0);
    const together = readTree(process.pid);
    // A Node.js that does nothing takes some tens of megabytes; elsewhere than on Linux there is nothing to read.
    expect((use?.residentBytes ?? 0) > 10 * MEGABYTE).toBe(onLinux);
    expect((use?.cpuMs ?? 0) > 0).toBe(onLinux);
    expect((together?.cpuMs ?? 0) >= (alone?.cpuMs ?? 0) + (use?.cpuMs ?? 0)).toBe(true);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

it('knows nothing of a process that is not there', () => {
  expect(readTree(2 ** 22 + 1)).toBeUndefined();
});
