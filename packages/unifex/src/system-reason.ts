import { getSystemErrorMessage } from 'node:util';

/** Why the system refused, without the call and the path, which need not be one that anybody typed: `permission denied`. */
export function systemReason(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  // Not every library that calls something `errno` means the system's, which are negative.
  return (typeof errno === 'number' && errno < 0 ? getSystemErrorMessage(errno) : undefined) ?? message;
}
