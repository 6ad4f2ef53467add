import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redact.ts';

describe('Redactor', () => {
  const redactor = new Redactor(['secret-key-123', undefined, 'x', 'secret-key-123-long']);

  it('takes out secrets, keys of any owner and payloads', () => {
    const text = `key secret-key-123-long or secret-key-123, sk-proj-abcdefgh, Bearer abc.def; data:image/png;base64,${'iVBOR'.repeat(60)}==`;
    const clean = redactor.text(text);
    expect(clean).toBe('key [redacted] or [redacted], [redacted], [redacted] data:image/png;base64,[data]');
  });

  it('leaves short values, and ordinary text', () => {
    expect(redactor.text('x marks the spot,\n  ask-me')).toBe('x marks the spot, ask-me');
  });

  it('cuts what is long', () => {
    expect(redactor.text('ab '.repeat(1000))).toHaveLength(501);
    expect(redactor.text('ab '.repeat(1000), 10)).toHaveLength(11);
  });

  it('keeps of an error its words alone, and those of its causes', () => {
    const error = Object.assign(new TypeError('fetch failed with secret-key-123', { cause: new Error('ECONNRESET') }), {
      headers: { authorization: 'Bearer secret-key-123' },
      code: 'UND_ERR',
    });
    const cause = redactor.cause(error);
    expect(inspect(cause, { depth: 10 })).not.toContain('secret-key');
    expect(cause).toMatchObject({ name: 'TypeError', code: 'UND_ERR', cause: { message: 'ECONNRESET' } });
  });

  it('takes anything that was thrown', () => {
    expect(redactor.cause('just text').message).toBe('just text');
  });
});
