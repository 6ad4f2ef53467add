import { getSystemErrorMessage } from 'node:util';

/** Why the system refused, without the call and the path, which need not be one that anybody typed: `permission denied`. */
export function systemReason(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return (errno === undefined ? undefined : getSystemErrorMessage(errno)) ?? message;
}
