/** What was read cannot be written (a full disk, a folder that went away): nothing that follows could be either. */
export class OutputError extends Error {
  readonly code: string | undefined;

  constructor(path: string, cause: unknown, flag = '--output') {
    const { code, message } = cause as NodeJS.ErrnoException;
    super(`${flag} "${path}" cannot be written: ${message}`, { cause });
    this.name = 'OutputError';
    this.code = code;
  }
}
