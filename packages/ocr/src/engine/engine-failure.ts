/** What went wrong in an engine's thread, with the code that it has outside. */
export class EngineFailure extends Error {
  readonly code: 'INVALID_OPTION' | 'PAGE_FAILED';

  constructor(code: 'INVALID_OPTION' | 'PAGE_FAILED', message: string) {
    super(message);
    this.name = 'EngineFailure';
    this.code = code;
  }
}
