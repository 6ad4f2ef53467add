import { describe, expect, it } from 'vitest';
import { UnifexError } from '../errors.ts';
import { openWith } from './test-engines.ts';

const { signal } = new AbortController();
const corrupt = new UnifexError('DOCUMENT_CORRUPT', 'The file is cut off.');
const garbled = '\uE000\uE001\uE002\uE003\uE004';

describe('opening', () => {
  it('takes the first engine, and leaves the others alone', async () => {
    const { reader, log } = await openWith([
      { type: 'a', pages: ['one', 'two'] },
      { type: 'b', pages: ['one', 'two'] },
    ]);
    const page = await reader.extractPage(1, { signal });
    expect(reader.pageCount).toBe(2);
    expect(page.provenance).toEqual({ engine: 'a' });
    await reader[Symbol.asyncDispose]();
    expect(log).toEqual(['a opens', 'a reads 1', 'a closes']);
  });

  it('goes on to the next engine where one cannot open the document, and says so on every page', async () => {
    const { reader } = await openWith([
      { type: 'a', refuses: corrupt },
      { type: 'b', pages: ['one'] },
    ]);
    const rejected = [{ engine: 'a', reason: 'The file is cut off.', code: 'DOCUMENT_CORRUPT' }];
    expect((await reader.extractPage(0, { signal })).provenance).toEqual({ engine: 'b', rejected });
  });

  it('passes over an engine that is not installed', async () => {
    const { reader } = await openWith([
      { type: 'a', refuses: new UnifexError('EXTRACTOR_NOT_INSTALLED', 'not here') },
      { type: 'b', pages: ['x'] },
    ]);
    expect((await reader.extractPage(0, { signal })).provenance?.engine).toBe('b');
  });

  it.each([
    ['a password before damage', [corrupt, new UnifexError('PASSWORD_REQUIRED', 'locked')], 'PASSWORD_REQUIRED'],
    [
      'damage before what is not installed',
      [new UnifexError('EXTRACTOR_NOT_INSTALLED', 'x'), corrupt],
      'DOCUMENT_CORRUPT',
    ],
    ['the first of equals', [corrupt, new UnifexError('SOURCE_UNREADABLE', 'x')], 'DOCUMENT_CORRUPT'],
    ['a foreign error as damage', [new Error('boom')], 'DOCUMENT_CORRUPT'],
  ])('fails with %s', async (_name, errors, code) => {
    const opening = openWith(errors.map((refuses, i) => ({ type: `engine-${i}`, refuses })));
    await expect(opening).rejects.toMatchObject({ code });
  });

  it('opens nothing more after an abort', async () => {
    const opening = openWith(
      [
        { type: 'a', refuses: corrupt },
        { type: 'b', pages: ['x'] },
      ],
      AbortSignal.abort(),
    );
    await expect(opening).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('reading a page', () => {
  it('asks the next engine where one fails on the page', async () => {
    const { reader, log } = await openWith([
      { type: 'a', pages: ['one', new UnifexError('PAGE_FAILED', 'The content stream is broken.')] },
      { type: 'b', pages: ['one', 'two'] },
    ]);
    const page = await reader.extractPage(1, { signal });
    expect(page.texts[0]?.text).toBe('two');
    expect(page.provenance).toEqual({
      engine: 'b',
      rejected: [{ engine: 'a', reason: 'The content stream is broken.', code: 'PAGE_FAILED' }],
    });
    expect((await reader.extractPage(0, { signal })).provenance).toEqual({ engine: 'a' });
    expect(log.filter((line) => line.endsWith('opens'))).toEqual(['a opens', 'b opens']);
  });

  it('takes the more readable of two readings of a garbled page', async () => {
    const { reader } = await openWith([
      { type: 'a', pages: [garbled] },
      { type: 'b', pages: ['words'] },
    ]);
    expect((await reader.extractPage(0, { signal })).provenance).toEqual({
      engine: 'b',
      rejected: [{ engine: 'a', reason: '5 of 5 glyphs have no readable character' }],
    });
  });

  it('keeps the preferred reading where the others are no better', async () => {
    const { reader } = await openWith([
      { type: 'a', pages: [garbled] },
      { type: 'b', pages: [garbled] },
      { type: 'c', refuses: corrupt },
    ]);
    const { provenance } = await reader.extractPage(0, { signal });
    expect(provenance?.engine).toBe('a');
  });

  it("fails with the first engine's error where none reads the page", async () => {
    const { reader } = await openWith([
      { type: 'a', pages: [new UnifexError('PAGE_FAILED', 'first')] },
      { type: 'b', pages: [new UnifexError('PAGE_FAILED', 'second')] },
    ]);
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'PAGE_FAILED', message: 'first' });
  });
});

describe('a document that had to be repaired', () => {
  const engines = [
    { type: 'a', pages: ['some', 'page two'], repaired: 'its cross-reference table is missing' },
    { type: 'b', pages: ['some more', 'page', 'page three'] },
  ];

  it('is read by every engine, and the fullest reading of each page is taken', async () => {
    const { reader } = await openWith(engines);
    const pages = [await reader.extractPage(0, { signal }), await reader.extractPage(1, { signal })];
    expect(pages.map((page) => page.provenance?.engine)).toEqual(['b', 'a']);
    expect(pages[0]?.provenance).toMatchObject({
      repaired: 'its cross-reference table is missing',
      rejected: [{ engine: 'a', reason: 'it read 4 glyphs, and b read 8' }],
    });
    expect(reader.repaired).toBe('its cross-reference table is missing');
  });

  it('has all the pages that any engine finds', async () => {
    const { reader } = await openWith(engines);
    expect(reader.pageCount).toBe(3);
    expect((await reader.metadata()).pageCount).toBe(3);
    expect((await reader.extractPage(2, { signal })).provenance?.engine).toBe('b');
    await expect(reader.extractPage(3, { signal })).rejects.toThrow();
  });
});

describe('metadata', () => {
  it('comes from the engine that has opened the document, else from the next', async () => {
    const { reader } = await openWith([
      { type: 'a', pages: ['x'], metadataError: new Error('no') },
      { type: 'b', pages: ['x'] },
    ]);
    expect(await reader.metadata()).toMatchObject({ producer: 'b' });
    expect(await reader.outline?.()).toEqual([]);
  });
});

describe('an image of a page', () => {
  it('comes from the first engine that makes one', async () => {
    const { reader } = await openWith([
      { type: 'a', pages: ['x'] },
      { type: 'b', refuses: new Error('broken') },
      { type: 'c', pages: ['x'], draws: new Error('cannot') },
      { type: 'd', pages: ['x'], draws: 7 },
    ]);
    expect(await reader.renderPage!(0, {}, { signal })).toMatchObject({ index: 0, width: 7 });
  });

  it("fails with the first error, the caller's own at once, and where no engine makes any", async () => {
    const cannot = { type: 'a', pages: ['x'], draws: new UnifexError('PAGE_FAILED', 'cannot') };
    const first = await openWith([cannot, { type: 'b', pages: ['x'], draws: new Error('neither') }]);
    await expect(first.reader.renderPage!(0, {}, { signal })).rejects.toThrow('cannot');
    const wrong = { ...cannot, draws: new UnifexError('INVALID_OPTION', 'too large') };
    const callers = await openWith([wrong, { type: 'b', pages: ['x'], draws: 7 }]);
    await expect(callers.reader.renderPage!(0, {}, { signal })).rejects.toThrow('too large');
    const none = await openWith([{ type: 'a', pages: ['x'] }]);
    await expect(none.reader.renderPage!(0, {}, { signal })).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining('npm install @unifex/pdfium'),
    });
    const aborted = first.reader.renderPage!(0, {}, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('disposal', () => {
  it('closes every engine that was opened, once, and refuses use afterwards', async () => {
    const { reader, log } = await openWith([
      { type: 'a', pages: [garbled] },
      { type: 'b', pages: ['words'] },
      { type: 'c', pages: ['words'] },
    ]);
    await reader.extractPage(0, { signal });
    await reader[Symbol.asyncDispose]();
    await reader[Symbol.asyncDispose]();
    expect(log.filter((line) => line.endsWith('closes'))).toEqual(['a closes', 'b closes']);
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
    await expect(reader.metadata()).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
  });
});

describe('a page that its engine says is damaged', () => {
  const damaged = 'its content cannot be unpacked to the end';

  it('is read by the others as well, and taken from the one with the soundest text', async () => {
    const { reader, log } = await openWith([
      { type: 'a', pages: ['the first words'], damaged },
      { type: 'b', pages: ['the first words and the last'] },
    ]);
    const page = await reader.extractPage(0, { signal });
    expect(page.texts[0]?.text).toBe('the first words and the last');
    expect(page.provenance).toEqual({ engine: 'b', damaged, rejected: [{ engine: 'a', reason: damaged }] });
    expect(page.warnings).toEqual([expect.stringContaining(damaged)]);
    expect(log).toEqual(['a opens', 'a reads 0', 'b opens', 'b reads 0']);
  });

  it('is not taken from one that reads noise behind the fault', async () => {
    const { reader } = await openWith([
      { type: 'a', pages: ['the first words'], damaged },
      { type: 'b', pages: ['the first words öW&VçF�Â����� â���R� %æÆÆ�B.[Œ'] },
    ]);
    expect((await reader.extractPage(0, { signal })).provenance).toEqual({ engine: 'a', damaged });
  });

  it('says of an engine that is not to blame what the other one did better', async () => {
    const { reader } = await openWith([
      { type: 'a', pages: ['the words'], repaired: 'its cross-reference table is missing' },
      { type: 'b', pages: ['the words and more of them'], damaged },
    ]);
    const { provenance } = await reader.extractPage(0, { signal });
    const reason = 'of what is damaged, b read more that makes sense';
    expect(provenance).toMatchObject({ engine: 'b', rejected: [{ engine: 'a', reason }] });
  });
});
