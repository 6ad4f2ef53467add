import { expect, it } from 'vitest';
import { pageMessages } from './page-messages.ts';

const LONG = 'could not be read from its pixels: the data for reading "de" are not installed. Run: npm install it.';

it('says a long message once, and of the other pages that they have the same', () => {
  const say = pageMessages();
  expect(say(0, `Page 0 ${LONG}`)).toBe(`Page 0 ${LONG}`);
  expect(say(1, `Page 1 ${LONG}`)).toBe('the same as page 1');
  expect(say(2, 'It took too long.')).toBe('It took too long.');
  expect(say(3, 'It took too long.')).toBe('It took too long.');
  expect(say(8, `Page 8 ${LONG}`)).toBe('the same as page 1');
});
