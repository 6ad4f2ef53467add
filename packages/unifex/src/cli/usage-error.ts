import type { ErrorCode } from '@unifex/core';

/**
 * The command line itself is wrong: exit code 2. A class of its own, because `@unifex/core` is loaded only once there
 * is something to read, and `unifex --hlep` should be told so at once.
 */
export class UsageError extends Error {
  readonly code: ErrorCode = 'INVALID_OPTION';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
