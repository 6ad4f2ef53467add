import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import {
  abortedError,
  deserializeError,
  ERROR_CODES,
  isUnifexError,
  serializeError,
  toUnifexError,
  UnifexError,
} from './errors.ts';

/** What JSON makes of a value. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe('UnifexError', () => {
  it('has a code, a message, a cause and details', () => {
    const cause = new Error('disk');
    const error = new UnifexError('SOURCE_UNREADABLE', 'a.pdf cannot be read', { cause, details: { path: 'a.pdf' } });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'UnifexError', code: 'SOURCE_UNREADABLE', details: { path: 'a.pdf' } });
    expect(error.cause).toBe(cause);
    expect(String(error)).toBe('UnifexError: a.pdf cannot be read');
    expect('cause' in new UnifexError('ABORTED', 'x')).toBe(false);
  });

  it('has codes that are unique', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
    for (const code of ERROR_CODES) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  });
});

describe('isUnifexError', () => {
  it('recognises the errors of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('./errors.ts');
    const error = new copy.UnifexError('PAGE_FAILED', 'x');
    expect(copy.UnifexError).not.toBe(UnifexError);
    expect(error instanceof UnifexError).toBe(false);
    expect(isUnifexError(error)).toBe(true);
    expect(copy.isUnifexError(new UnifexError('PAGE_FAILED', 'x'))).toBe(true);
    expect(toUnifexError(error, 'DOCUMENT_CORRUPT', 'y')).toBe(error);
  });

  it.each([null, undefined, 'UnifexError', new Error('x'), { code: 'PAGE_FAILED', message: 'x' }])(
    'takes %j for none',
    (value) => {
      expect(isUnifexError(value)).toBe(false);
    },
  );
});

describe('abortedError', () => {
  it('goes by the name of an abort, and keeps the reason', () => {
    const reason = new Error('the user left');
    const error = abortedError(AbortSignal.abort(reason));
    expect(error).toMatchObject({ name: 'AbortError', code: 'ABORTED' });
    expect(error.cause).toBe(reason);
  });
});

describe('toUnifexError', () => {
  it.each([
    ['an error', new TypeError('no such method'), 'no such method'],
    ['an error of another realm', runInNewContext('new RangeError("too big")') as unknown, 'too big'],
    ['text', 'plain words', 'plain words'],
    ['nothing', undefined, 'undefined'],
    ['an object', { status: 500 }, 'an object (Object)'],
    ['an object without a prototype', Object.create(null) as object, 'an object (no class)'],
    ['a symbol', Symbol('odd'), 'Symbol(odd)'],
  ])('wraps %s', (_name, thrown, reason) => {
    const error = toUnifexError(thrown, 'DOCUMENT_CORRUPT', 'a.pdf could not be opened');
    expect(error.message).toBe(`a.pdf could not be opened: ${reason}`);
    expect(error.code).toBe('DOCUMENT_CORRUPT');
    expect(error.cause).toBe(thrown);
  });
});

describe('serializeError and deserializeError', () => {
  it('bring an error with its causes through JSON', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const fetchFailed = new TypeError('fetch failed', { cause: refused });
    const error = new UnifexError('SOURCE_UNREADABLE', 'cannot be reached', {
      cause: fetchFailed,
      details: { attempt: 2, hosts: ['a', 'b'] },
    });
    const info = throughJson(serializeError(error));
    expect(structuredClone(serializeError(error))).toEqual(info);
    const again = deserializeError(info);
    expect(again).toBeInstanceOf(UnifexError);
    expect(again).toMatchObject({
      name: 'UnifexError',
      code: 'SOURCE_UNREADABLE',
      message: 'cannot be reached',
      details: { attempt: 2, hosts: ['a', 'b'] },
      stack: error.stack,
      cause: {
        name: 'TypeError',
        message: 'fetch failed',
        stack: fetchFailed.stack,
        cause: { name: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED', stack: refused.stack },
      },
    });
    expect(again.cause).toBeInstanceOf(Error);
    expect(serializeError(again)).toEqual(info);
  });

  it('keep a name of its own, and a code that this version does not know', () => {
    const info = { name: 'AbortError', code: 'FROM_THE_FUTURE' as never, message: 'm' };
    expect(deserializeError(info)).toMatchObject(info);
    expect(deserializeError(throughJson(serializeError(abortedError(AbortSignal.abort())))).name).toBe('AbortError');
  });

  it('carry a code of this project in a cause', () => {
    const inner = new UnifexError('PASSWORD_WRONG', 'inner');
    const info = serializeError(new UnifexError('PAGE_FAILED', 'outer', { cause: inner }));
    expect(info.cause).toMatchObject({ name: 'UnifexError', code: 'PASSWORD_WRONG' });
  });

  it.each([
    ['text', 'words', { name: 'string', message: 'words' }],
    ['a number', 404, { name: 'number', message: '404' }],
    ['an object', { a: 1 }, { name: 'object', message: 'an object (Object)' }],
  ])('carry %s that was thrown', (_name, cause, expected) => {
    expect(serializeError(new UnifexError('PAGE_FAILED', 'm', { cause })).cause).toEqual(expected);
  });

  it('end a chain of causes that has no end', () => {
    const error = new Error('round');
    error.cause = error;
    const info = serializeError(new UnifexError('PAGE_FAILED', 'm', { cause: error }));
    expect(JSON.stringify(info).match(/"message":"round"/g)).toHaveLength(5);
  });

  it('carry details that are no plain data as text', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const details = { kept: { a: [1, 'b', null] }, callback: () => 1, circle, big: 7n, when: new Date(0), gone: NaN };
    const info = serializeError(new UnifexError('PAGE_FAILED', 'm', { details }));
    expect(throughJson(info).details).toEqual({
      kept: { a: [1, 'b', null] },
      callback: 'a function',
      circle: 'an object (Object)',
      big: '7n',
      when: 'an object (Date)',
      gone: 'NaN',
    });
    expect(() => structuredClone(info)).not.toThrow();
  });
});
