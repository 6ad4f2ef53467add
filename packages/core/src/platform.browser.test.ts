import { describe, expect, it } from 'vitest';
import * as browser from './platform.browser.ts';
import * as node from './platform.node.ts';

describe('the platform of a browser', () => {
  it('has what that of Node.js has', () => {
    expect(Object.keys(browser).sort()).toEqual(Object.keys(node).sort());
  });

  it('is no Node.js and starts no worker threads', () => {
    expect(browser.runtimeVersion()).toBeUndefined();
    expect([browser.environment, browser.hasWorkers]).toEqual(['browser', false]);
  });

  it('has no files, and says what to give instead', async () => {
    await expect(browser.readLocalFile('a.pdf', { maxBytes: 100 })).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: 'There is no file system here to read a.pdf from. Give bytes, a File or Blob, or an http(s) URL.',
    });
  });

  it('imports what a bundler or an import map knows, and throws what the package throws', async () => {
    expect(await browser.importPackage('p-limit')).toMatchObject({ default: expect.any(Function) });
    await expect(browser.importPackage('data:text/javascript,throw new Error("broken inside")')).rejects.toThrow(
      'broken inside',
    );
    // What no import map knows is a TypeError by the HTML standard.
    expect(await browser.importPackage('data:text/javascript,throw new TypeError("unmapped")')).toBeUndefined();
  });
});
