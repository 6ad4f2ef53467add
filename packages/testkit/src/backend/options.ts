import assert from 'node:assert/strict';
import { refOf, type UnifexError } from '@unifex/core';
import { assertPlainData, assertSame, assertThrows } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

/** A name that no backend gives to an option. */
const UNKNOWN = 'noSuchOption';
/** Longer than any legal number of anything, so that a message that holds it holds it by leak. */
const SECRET = 8_271_946_350_127;

export function testOptions(runner: Runner, subject: Subject): void {
  const { backend } = subject;
  group(runner, 'options', (test) => {
    test('has a default for everything', async () => {
      const defaults = backend.parseOptions({});
      assert.ok(typeof defaults === 'object' && defaults !== null, 'parseOptions({}) gave no object');
      assertSame(defaults, backend.parseOptions(undefined), 'parseOptions(undefined)');
    });

    test('takes what it gave: options are read again on the other side of a boundary', async () => {
      for (const item of subject.cases) {
        const parsed = backend.parseOptions(subject.rawOptions(item));
        assertSame(parsed, backend.parseOptions(parsed), `the options of "${item.name}", read again`);
      }
    });

    test('leaves alone what it is given', async () => {
      const given = Object.freeze(subject.rawOptions(subject.first));
      const copy = { ...given };
      backend.parseOptions(given);
      assertSame(copy, given, 'the options that were passed in');
    });

    test('has options that travel', async () => {
      for (const item of subject.cases) {
        const ref = refOf(backend, subject.rawOptions(item));
        assertPlainData(ref, `the reference to the backend with the options of "${item.name}"`);
        const arrived = backend.parseOptions(JSON.parse(JSON.stringify(ref.options)));
        assertSame(ref.options, arrived, `the options of "${item.name}", after their journey`);
      }
    });

    for (const wrong of ['text', 5, true, null, ['list']]) {
      test(`refuses ${JSON.stringify(wrong)} in place of an object of options`, async () => {
        assertThrows(() => backend.parseOptions(wrong), 'INVALID_OPTION', `parseOptions(${JSON.stringify(wrong)})`);
      });
    }

    test('refuses an option that there is not, and says which there are', async () => {
      const error = assertThrows(() => backend.parseOptions({ [UNKNOWN]: 1 }), 'INVALID_OPTION', 'an unknown option');
      assertNames(error, UNKNOWN);
    });

    for (const name of Object.keys(tryDefaults(subject))) {
      test(`refuses a wrong value of ${name}, and says what it may be`, async () => {
        // No option takes a symbol: it does not even travel.
        const value = Symbol('wrong');
        const error = assertThrows(() => backend.parseOptions({ [name]: value }), 'INVALID_OPTION', `a wrong ${name}`);
        assertNames(error, name);
      });
    }

    if (backend.supports.granularity) {
      test('refuses a granularity that there is not, and says which there are', async () => {
        const wrong = () => backend.parseOptions({ granularity: 'no-such-size' });
        const error = assertThrows(wrong, 'INVALID_OPTION', 'an unknown granularity');
        assertNames(error, 'granularity');
        for (const word of ['no-such-size', 'char', 'word', 'line']) {
          assert.ok(error.message.includes(word), `the message does not say "${word}": ${error.message}`);
        }
      });
    }

    if (backend.supports.passwords) {
      test('refuses a wrong password without printing it', async () => {
        const error = assertThrows(() => backend.parseOptions({ password: SECRET }), 'INVALID_OPTION', 'a number');
        assertNames(error, 'password');
        const printed = JSON.stringify([error.message, error.details]);
        assert.ok(!printed.includes(String(SECRET)), `the error prints the password: ${printed}`);
      });
    }
  });
}

/** The error says which option it is about and what is allowed, to people and to programs. */
function assertNames(error: UnifexError, option: string): void {
  const { message, details } = error;
  assert.ok(message.includes(option), `the message does not name the option "${option}": ${message}`);
  assert.equal(details?.['option'], option, 'details.option (use optionsParser of @unifex/core)');
  assert.ok(details['allowed'] !== undefined, 'details.allowed is missing (use optionsParser of @unifex/core)');
}

/** Names of the options that have defaults. Where parseOptions throws, the tests say so, and not the writing of them. */
function tryDefaults({ backend }: Subject): object {
  try {
    return backend.parseOptions({});
  } catch {
    return {};
  }
}
