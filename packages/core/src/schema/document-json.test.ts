import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnifexError, type ErrorInfo, type UnifexError } from '../errors.ts';
import type { Document, TextBlock } from '../model.ts';
import { documentOf, fullDocument, fullResult, pageOf } from '../test-document.ts';
import {
  readDocument,
  readResult,
  validateDocument,
  validateResult,
  writeDocument,
  writeResult,
} from './document-json.ts';

/** The error that a call throws. */
function thrown(call: () => unknown): UnifexError {
  try {
    call();
  } catch (error) {
    if (isUnifexError(error)) return error;
    throw error;
  }
  return expect.fail('nothing was thrown');
}

type Path = (string | number)[];

/** The path of every member and item of a value, and whether it holds others. */
function pathsOf(value: unknown, path: Path = []): { path: Path; leaf: boolean }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: true }];
  const members = Array.isArray(value) ? value.map((item, i) => [i, item] as const) : Object.entries(value);
  return [{ path, leaf: false }, ...members.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function printed(path: Path): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : /\W/.test(key) ? `["${key}"]` : i === 0 ? key : `.${key}`))
    .join('');
}

/** Where a fault at a path is told: of a member that may be one thing or a list, the list as a whole. */
function toldAt(path: Path): string {
  return printed(path).replace(/(formFields\[0\]\.value|\["dc:creator"\])\[\d\]$/, '$1');
}

function changed<T>(value: T, path: Path, change: (parent: Record<string, unknown>, key: string) => void): T {
  const copy = structuredClone(value);
  let parent: unknown = copy;
  for (const key of path.slice(0, -1)) parent = (parent as Record<string, unknown>)[key];
  change(parent as Record<string, unknown>, String(path.at(-1)));
  return copy;
}

describe('the JSON of a document', () => {
  it('is written, read back and the same, with everything that the model has', () => {
    const document = fullDocument();
    expect(readDocument(writeDocument(document))).toEqual(document);
    expect(readDocument(writeDocument(document, { space: 2 }))).toEqual(document);
    expect(readResult(writeResult(fullResult()))).toEqual(fullResult());
  });

  it('is the same for any text and any finite numbers', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const interval = fc.tuple(finite, finite).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const texts: fc.Arbitrary<TextBlock[]> = fc.array(
      fc.record({
        text: fc.string({ unit: 'binary', maxLength: 12 }),
        bbox: fc.tuple(interval, interval).map(([[x0, x1], [y0, y1]]) => ({ x0, y0, x1, y1 })),
        rotation: fc.double({ noNaN: true, min: 0, max: 360, maxExcluded: true }).map((value) => value + 0),
        origin: fc.constantFrom('native', 'ocr'),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(texts, (blocks) => {
        const document = documentOf([pageOf(0, { texts: blocks })]);
        expect(readDocument(writeDocument(document))).toEqual(document);
      }),
    );
  });

  it('is read from UTF-8 bytes, of shared memory too, and with a byte order mark', () => {
    const json = writeDocument(fullDocument()).replace('"Title"', '"Títle"');
    const bytes = new TextEncoder().encode(json);
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
    shared.set(bytes);
    expect(readDocument(bytes).metadata.title).toBe('Títle');
    expect(readDocument(shared).metadata.title).toBe('Títle');
    expect(readDocument(`\ufeff${json}`).metadata.title).toBe('Títle');
    expect(readDocument(new Uint8Array([0xef, 0xbb, 0xbf, ...bytes])).metadata.title).toBe('Títle');
  });

  it('keeps members that this version does not know, at every depth', () => {
    const later = structuredClone(fullDocument()) as unknown as { pages: { texts: { later?: object }[] }[]; later: 1 };
    later.later = 1;
    const [text] = later.pages[0]?.texts ?? [];
    if (text) text.later = { deep: [1] };
    const document = readDocument(JSON.stringify(later));
    expect(document).toEqual(later);
    expect(JSON.parse(writeDocument(document))).toEqual(later);
  });

  it('leaves out members that are undefined', () => {
    const document = { ...documentOf([]), outline: undefined } as unknown as Document;
    expect(writeDocument(document)).toBe(writeDocument(documentOf([])));
  });

  it('does not copy what it validates', () => {
    const document = fullDocument();
    const result = fullResult();
    expect(validateDocument(document)).toBe(document);
    expect(validateResult(result)).toBe(result);
  });
});

describe('what is no document', () => {
  const document = fullDocument();
  const members = pathsOf(document).filter(({ path }) => path.length > 0);

  it('is refused for every member of another type, with its path and value', () => {
    expect(members.length).toBeGreaterThan(200);
    for (const { path } of members) {
      const wrong = changed(document, path, (parent, key) => (parent[key] = { bogus: true }));
      // An object without the members that it must have is refused for the first of them.
      const error = thrown(() => validateDocument(wrong));
      expect(error.code).toBe('INVALID_DOCUMENT_JSON');
      expect(String(error.details?.['path'])).toContain(toldAt(path));
    }
  });

  it('is refused for everything that is null but must not be', () => {
    const mayBeNull = 'pages[0].formFields[0].value';
    for (const { path } of members.filter((member) => printed(member.path) !== mayBeNull)) {
      const error = thrown(() => validateDocument(changed(document, path, (parent, key) => (parent[key] = null))));
      expect(error.details).toMatchObject({ path: toldAt(path) });
      expect(error.message).toMatch(/` is (null|\[.*null.*\]), and it must be /);
    }
  });

  it('may lack what is optional, and nothing else', () => {
    const required: string[] = [];
    for (const { path } of members) {
      if (typeof path.at(-1) === 'number') continue;
      const without = changed(document, path, (parent, key) => Reflect.deleteProperty(parent, key));
      try {
        validateDocument(without);
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringContaining(`\`${printed(path)}\` is missing`) });
        required.push(printed(path));
      }
    }
    expect(required).toEqual(
      expect.arrayContaining(['source', 'pages', 'metadata', 'pages[0].index', 'pages[0].texts[0].bbox.x0']),
    );
    expect(required).not.toContain('outline');
    expect(required).not.toContain('pages[0].texts[0].words[0].chars');
  });

  const block = (more: object): unknown =>
    documentOf([
      pageOf(0, {
        texts: [{ text: 'a', bbox: { x0: 0, y0: 0, x1: 1, y1: 1 }, rotation: 0, origin: 'native', ...more }],
      }),
    ]);
  const page = (more: object): unknown => documentOf([{ ...pageOf(0), ...more }]);

  it.each([
    [
      'a number as text',
      block({ bbox: { x0: '1', y0: 0, x1: 1, y1: 1 } }),
      'pages[0].texts[0].bbox.x0',
      '"1"',
      'number',
    ],
    ['NaN', block({ bbox: { x0: NaN, y0: 0, x1: 1, y1: 1 } }), 'pages[0].texts[0].bbox.x0', 'NaN', 'finite number'],
    ['Infinity', page({ width: Infinity }), 'pages[0].width', 'Infinity', 'finite number'],
    [
      'a box turned round',
      block({ bbox: { x0: 2, y0: 0, x1: 1, y1: 1 } }),
      'pages[0].texts[0].bbox.x1',
      '1',
      'at least x0',
    ],
    [
      'a box upside down',
      block({ bbox: { x0: 0, y0: 3, x1: 1, y1: 1 } }),
      'pages[0].texts[0].bbox.y1',
      '1',
      'at least y0',
    ],
    ['a confidence in percent', block({ confidence: 97 }), 'pages[0].texts[0].confidence', '97', 'at most 1'],
    ['a full turn', block({ rotation: 360 }), 'pages[0].texts[0].rotation', '360', 'less than 360'],
    ['an unknown origin', block({ origin: 'magic' }), 'pages[0].texts[0].origin', '"magic"', '"native" or "ocr"'],
    ['a colour by name', block({ color: 'red' }), 'pages[0].texts[0].color', '"red"', '#rrggbb'],
    ['an index that is no whole number', page({ index: 0.5 }), 'pages[0].index', '0.5', 'whole number'],
    ['a negative index', page({ index: -1 }), 'pages[0].index', '-1', 'at least 0'],
    ['a negative width', page({ width: -1 }), 'pages[0].width', '-1', 'at least 0'],
    ['a rotation in between', page({ rotation: 45 }), 'pages[0].rotation', '45', '0 or 90 or 180 or 270'],
    ['an unknown unit', page({ unit: 'cm' }), 'pages[0].unit', '"cm"', '"points" or "pixels"'],
    ['no resolution at all', page({ dpi: 0 }), 'pages[0].dpi', '0', 'more than 0'],
  ])('is refused for %s', (_name, value, path, shown, allowed) => {
    const error = thrown(() => validateDocument(value));
    expect(error.code).toBe('INVALID_DOCUMENT_JSON');
    expect(error.message).toContain(`\`${path}\` is ${shown}, and it must be `);
    expect(error.message).toContain(allowed);
    expect(error.details).toMatchObject({ path, faults: [{ path }] });
    expect(thrown(() => writeDocument(value as Document)).message).toContain(`\`${path}\` is ${shown}`);
  });

  it('is told of every fault, as plain data', () => {
    const error = thrown(() => validateDocument({ source: {}, pages: [], metadata: { pageCount: 'two' } }));
    expect(error.message).toContain('`source.mediaType` is missing, and it must be text. There are 2 more faults.');
    const { details } = JSON.parse(JSON.stringify({ details: error.details })) as Pick<ErrorInfo, 'details'>;
    expect(details?.['faults']).toEqual([
      { path: 'source.mediaType', allowed: 'text' },
      { path: 'source.size', allowed: 'a finite number' },
      { path: 'metadata.pageCount', value: 'two', allowed: 'a finite number' },
    ]);
    const one = thrown(() => validateDocument({ ...documentOf([]), metadata: { pageCount: 1, title: 1, author: 2 } }));
    expect(one.message).toContain('There is one more fault.');
    const many = thrown(() => validateDocument({ ...documentOf([]), pages: Array.from({ length: 100 }, () => 1) }));
    expect(many.details?.['faults']).toHaveLength(20);
  });

  it.each([[null], [undefined], [3], ['text'], [[]], [true]])('is %j', (value) => {
    const error = thrown(() => validateDocument(value));
    expect(error).toMatchObject({ code: 'INVALID_DOCUMENT_JSON', message: expect.stringContaining('not a document') });
    expect(error.message).toContain(' it is ');
  });

  it.each(['', '{"source":', 'PDF', '\ufeff'])('is the text %j', (text) => {
    expect(thrown(() => readDocument(text))).toMatchObject({
      code: 'INVALID_DOCUMENT_JSON',
      message: expect.stringMatching(/^The text is not JSON \(.+\)\. Check what made it\.$/),
      cause: expect.any(SyntaxError),
    });
  });

  it('is an outline without end', () => {
    let outline: object[] = [];
    for (let i = 0; i < 20_000; i += 1) outline = [{ title: 'x', children: outline }];
    expect(thrown(() => validateDocument({ ...documentOf([]), outline }))).toMatchObject({
      code: 'INVALID_DOCUMENT_JSON',
      message: expect.stringContaining('nested too deeply'),
    });
  });
});

describe('writing', () => {
  it('refuses what would be lost or changed on the way', () => {
    const document = documentOf([{ ...pageOf(0), width: NaN }]);
    expect(thrown(() => writeDocument(document)).message).toBe(
      'The document is not one that can be written as JSON: `pages[0].width` is NaN, and it must be a finite number. ' +
        'Check what made it.',
    );
    const circle: Record<string, unknown> = { ...documentOf([]) };
    circle['later'] = circle;
    expect(thrown(() => writeDocument(circle as unknown as Document)).code).toBe('INVALID_DOCUMENT_JSON');
    expect(thrown(() => writeDocument({ ...documentOf([]), later: 1n } as Document)).code).toBe(
      'INVALID_DOCUMENT_JSON',
    );
  });

  it.each([{ space: -1 }, { space: 1.5 }, { space: '2' }, { indent: 2 }])('refuses the options %j', (options) => {
    expect(thrown(() => writeDocument(documentOf([]), options as object)).code).toBe('INVALID_OPTION');
  });
});

describe('the JSON of a result', () => {
  it('is refused with the path of what is wrong', () => {
    const result = fullResult() as unknown as { pageResults: Record<string, unknown>[]; errors: { error: unknown }[] };
    expect(thrown(() => validateResult({ ...result, pageResults: [{ index: 0, success: 'yes' }] }))).toMatchObject({
      details: { path: 'pageResults[0].success', value: 'yes' },
    });
    const { page: _, ...lost } = result.pageResults[0] as { page: unknown };
    expect(thrown(() => validateResult({ ...result, pageResults: [lost] })).message).toContain(
      'not the result of an extraction: `pageResults[0].page` is missing',
    );
    const unknown = { page: 1, error: { name: 'E', code: 'NO_SUCH_CODE', message: 'm' } };
    expect(thrown(() => validateResult({ ...result, errors: [unknown] })).details).toMatchObject({
      path: 'errors[0].error.code',
      value: 'NO_SUCH_CODE',
    });
  });
});
