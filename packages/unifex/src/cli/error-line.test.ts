import { describe, expect, it } from 'vitest';
import { errorLine, pageWhere } from './error-line.ts';

describe('errorLine', () => {
  it('is one line with where, what and the code', () => {
    const error = { message: 'broken:\n  badly\u001b[2J', code: 'PAGE_FAILED', stack: 'STACK' };
    expect(errorLine(error, pageWhere('a.pdf', 2), false)).toBe(
      'unifex: a.pdf: page 3 (index 2): broken: badly[2J [PAGE_FAILED]\n',
    );
  });

  it('counts a page in one way only', () => {
    const error = { message: 'Page 2 took longer than 5 ms.' };
    expect(errorLine(error, pageWhere('a.pdf', 2), false)).toBe(
      'unifex: a.pdf: page 3 (index 2): The page took longer than 5 ms.\n',
    );
    expect(errorLine(error, ['a.pdf'], false)).toBe('unifex: a.pdf: Page 2 took longer than 5 ms.\n');
  });

  it('adds the stack and the cause for debugging', () => {
    const error = { message: 'm', stack: 'Error: m\n  at x', cause: { message: 'why', stack: 'Error: why\n  at y' } };
    expect(errorLine(error, [], true)).toBe('unifex: m\nError: m\n  at x\ncaused by: Error: why\n  at y\n');
  });

  it('keeps the name of a file that the message has only inside another word', () => {
    expect(errorLine({ message: 'There is a page' }, ['h'], false)).toBe('unifex: h: There is a page\n');
    expect(errorLine({ message: 'b.pdf is not a.pdf' }, ['b'], false)).toBe('unifex: b: b.pdf is not a.pdf\n');
  });

  it('names a file once, and flags in place of options', () => {
    const error = { message: 'a.pdf is encrypted. Give it in the `password` option.', code: 'PASSWORD_REQUIRED' };
    expect(errorLine(error, ['a.pdf'], false)).toBe(
      'unifex: a.pdf is encrypted. Give it in --password. [PASSWORD_REQUIRED]\n',
    );
    expect(errorLine({ message: 'Too long. Raise `pageTimeoutMs`.' }, [], false)).toBe(
      'unifex: Too long. Raise --page-timeout.\n',
    );
    expect(errorLine({ message: 'The option `dpi` is 9, and `maxPixels` is 8.' }, [], false)).toBe(
      'unifex: --dpi is 9, and --max-pixels is 8.\n',
    );
  });
});
