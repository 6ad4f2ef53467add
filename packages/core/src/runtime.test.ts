import { describe, expect, it } from 'vitest';
import { assertRuntime, checkNodeVersion, MINIMUM_NODE } from './runtime.ts';

describe('checkNodeVersion', () => {
  it.each(['22.13.0', '22.13.1', '22.20.0', '23.0.0', '24.21.0', '100.0.0', '23.0.0-nightly20260101', undefined])(
    'lets %s pass',
    (version) => {
      expect(() => checkNodeVersion(version)).not.toThrow();
    },
  );

  it.each(['22.12.9', '22.2.0', '20.20.2', '18.0.0', '0.12.0'])('refuses %s in one line', (version) => {
    expect(() => checkNodeVersion(version)).toThrow(
      expect.objectContaining({
        code: 'RUNTIME_UNSUPPORTED',
        message: `unifex needs Node.js ${MINIMUM_NODE} or newer, and this is ${version}. Install a current Node.js and run it again.`,
        details: { version, minimum: MINIMUM_NODE },
      }),
    );
  });
});

describe('assertRuntime', () => {
  it('lets this Node.js pass', () => {
    expect(() => assertRuntime()).not.toThrow();
  });
});
