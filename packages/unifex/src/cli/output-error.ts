import { systemReason } from '../system-reason.ts';

/** What was read cannot be written (a full disk, a folder that went away): nothing that follows could be either. */
export class OutputError extends Error {
  readonly code: string | undefined;

  constructor(path: string, cause: unknown, flag = '--output') {
    super(`${flag} "${path}" cannot be written: ${systemReason(cause)}.`, { cause });
    this.name = 'OutputError';
    this.code = (cause as NodeJS.ErrnoException).code;
  }
}
