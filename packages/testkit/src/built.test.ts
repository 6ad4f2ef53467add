import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Runs a module's code on the packages as they are built, and published. */
function runBuilt(code: string): unknown {
  // The conditions of this process lead to the source.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8', env });
  return JSON.parse(output);
}

describe('the built package', () => {
  it.each(['fake-backend', 'fake-shared-backend'])('has %s where the backend says that its module is', (name) => {
    const code = `
      const { default: backend } = await import('@unifex/testkit/${name}');
      const found = await import(backend.module);
      console.log(JSON.stringify({ same: found.default === backend, type: backend.type, module: backend.module }));`;
    const { same, type, module } = runBuilt(code) as { same: boolean; type: string; module: string };
    expect({ same, type }).toEqual({ same: true, type: name.replace('-backend', '') });
    expect(module).toMatch(/dist\/fake-.*\.js$/);
  });

  it('reads a fake document', () => {
    const code = `
      import { inlineExecutor } from '@unifex/core';
      import { fakeTask } from '@unifex/testkit/fake-backend';
      const results = [];
      for await (const { index, success } of inlineExecutor.run(fakeTask({ pages: ['ok', 'fails', 'ok'] }))) results.push([index, success]);
      console.log(JSON.stringify(results));`;
    expect(runBuilt(code)).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
  });
});
