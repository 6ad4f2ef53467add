import assert from 'node:assert/strict';
import type { DocumentReader, UnifexError } from '@unifex/core';
import { assertRejects, assertSame } from '../assertions.ts';
import type { BackendCase } from '../backend-case.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

const WRONG = 'surely-not-this-one';

export function testPasswords(runner: Runner, subject: Subject): void {
  const encrypted = subject.cases.filter((item) => item.password !== undefined);
  const open = subject.cases.find((item) => item.password === undefined);
  group(runner, 'passwords', (test) => {
    test('has a case to show that it takes passwords', async () => {
      assert.ok(
        encrypted.length > 0,
        'supports.passwords is true, and no case has a password: add an encrypted document',
      );
    });

    for (const item of encrypted) {
      test(`${item.name}: asks for a password with PASSWORD_REQUIRED`, async () => {
        const opening = openWith(subject, item, undefined);
        await assertRejects(opening, 'PASSWORD_REQUIRED', 'opening without a password', discard);
      });

      test(`${item.name}: refuses a wrong password with PASSWORD_WRONG, and keeps it to itself`, async () => {
        const opening = openWith(subject, item, WRONG);
        assertSecret(await assertRejects(opening, 'PASSWORD_WRONG', 'opening with a wrong password', discard), WRONG);
      });

      test(`${item.name}: keeps the right password to itself`, async () => {
        await using reader = await subject.open(item);
        const printed = JSON.stringify([await reader.metadata(), (await reader.outline?.()) ?? []]);
        assert.ok(!printed.includes(item.password ?? ''), 'the password is among the metadata');
      });
    }

    if (open) {
      test('reads a document that needs no password with one that was given for others', async () => {
        const pages = await subject.pages(open);
        assertSame(
          pages,
          await subject.readPages(open, { password: WRONG }),
          'the pages, read with a needless password',
        );
      });
    }
  });
}

function openWith(subject: Subject, item: BackendCase, password: string | undefined): Promise<DocumentReader> {
  return subject.open(item, { password });
}

async function discard(reader: DocumentReader): Promise<void> {
  await reader[Symbol.asyncDispose]();
}

function assertSecret({ message, details }: UnifexError, password: string): void {
  const printed = JSON.stringify([message, details]);
  assert.ok(!printed.includes(password), `the error prints the password: ${printed}`);
}
