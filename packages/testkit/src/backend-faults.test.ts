import { UnifexError, type Backend } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import {
  change,
  edited,
  failingGroups,
  manifest,
  withMetadata,
  withPage,
  withReader,
  withText,
} from './test-broken-paper.ts';
import { paperBackend, parsePaperOptions, type PaperOptions } from './test-paper.ts';

type Fault = readonly [fault: string, groups: readonly string[], backend: Backend];

const parseOptions = parsePaperOptions;
const show = (): string => 'not data';
let counter = 0;

const FAULTS: readonly Fault[] = [
  ['has a flag that there is not', ['manifest'], manifest({ password: true })],
  ['has a media type that is none', ['manifest'], manifest({ mediaTypes: ['application/pdf', 'PDF'] })],
  ['has a family of media types that is none', ['manifest'], manifest({ mediaTypes: ['application/pdf', 'image/'] })],
  ['has a flag that is no boolean', ['manifest'], manifest({ render: 'yes' })],
  ['runs nowhere', ['disposal', 'manifest', 'pages', 'plain data', 'units'], manifest({ environments: [] })],
  [
    'has a module that is another backend',
    ['manifest'],
    change({ module: new URL('./fake-backend.ts', import.meta.url).href }),
  ],
  ['has no module', ['manifest'], change({ module: new URL('./nowhere.ts', import.meta.url).href })],

  [
    'takes unknown options',
    ['options'],
    change({
      parseOptions: (input) => (isPlain(input) && 'noSuchOption' in input ? parseOptions({}) : parseOptions(input)),
    }),
  ],
  [
    'does not take back its own options',
    ['options'],
    change({ parseOptions: (input) => ({ ...parseOptions(input), parsed: true }) }),
  ],
  [
    'has options that do not travel',
    ['options'],
    change({
      parseOptions: (input) => ({ ...parseOptions(omit(input, 'now')), now: new Date(0) }) as PaperOptions,
    }),
  ],
  [
    'changes the options that it is given',
    ['options'],
    change({
      parseOptions: (input) =>
        parseOptions(isPlain(input) ? Object.assign(input, { granularity: input['granularity'] ?? 'line' }) : input),
    }),
  ],
  [
    'does not say which option is wrong',
    ['options'],
    change({
      parseOptions: (input) => {
        try {
          return parseOptions(input);
        } catch {
          throw new UnifexError('INVALID_OPTION', 'Something is wrong with the options.');
        }
      },
    }),
  ],
  [
    'prints a password that is no text',
    ['options'],
    change({
      parseOptions: (input) => {
        const password = isPlain(input) ? input['password'] : undefined;
        if (password === undefined || typeof password === 'string') return parseOptions(input);
        const details = { option: 'password', value: password, allowed: 'text' };
        throw new UnifexError('INVALID_OPTION', `The option password is ${JSON.stringify(password)}.`, { details });
      },
    }),
  ],
  [
    'takes a list of options',
    ['options'],
    change({ parseOptions: (input) => parseOptions(Array.isArray(input) ? {} : input) }),
  ],

  ['counts pages from 1', ['pages'], withPage((page) => ({ ...page, index: page.index + 1 }))],
  ['has fewer pages in its metadata', ['pages'], withMetadata(() => ({ pageCount: 0 }))],
  ['gives confidence in per cent', ['pages', 'plain data'], withText(() => ({ confidence: 80 }))],
  ['counts lines in halves', ['pages', 'plain data'], withText(() => ({ line: 0.5 }))],
  ['gives blocks of white space', ['coverage', 'pages'], withText(() => ({ text: ' ' }))],
  ['turns text by a negative angle', ['pages', 'plain data'], withText(() => ({ rotation: -90 }))],
  [
    'gives another page each time',
    ['cancellation', 'disposal', 'errors', 'executors', 'granularity', 'isolation', 'pages', 'passwords', 'units'],
    withText(({ text }) => ({ text: `${text}${counter++}` })),
  ],
  [
    'mixes up pages that are read at once',
    ['executors', 'pages'],
    withReader((reader) => {
      const extractPage = reader.extractPage.bind(reader);
      let last = 0;
      return {
        extractPage: async (index, context) => {
          last = index;
          await extractPage(index, context);
          return { ...(await extractPage(last, context)), index };
        },
      };
    }),
  ],

  [
    'gives pages in pixels',
    ['pages', 'units'],
    withPage((page) => ({ ...page, unit: 'pixels', dpi: 144, width: 400, height: 200 })),
  ],
  ['has a size that is not its size', ['pages', 'units'], withPage((page) => ({ ...page, width: 300 }))],

  [
    'counts y from below',
    ['boxes', 'granularity', 'plain data'],
    withText(({ bbox }) => ({ bbox: { ...bbox, y0: 90, y1: 80 } })),
  ],
  [
    'has boxes beside the page',
    ['boxes', 'granularity', 'units'],
    withText(({ bbox }) => ({ bbox: { ...bbox, x1: 201 } })),
  ],
  [
    'has invisible text beside the page',
    ['boxes', 'granularity', 'units'],
    withText(({ bbox }) => ({ bbox: { ...bbox, x1: 201 }, hidden: 'invisible' })),
  ],
  [
    'has boxes that are no numbers',
    ['boxes', 'granularity', 'plain data', 'units'],
    withText(({ bbox }) => ({ bbox: { ...bbox, x0: Number.NaN } })),
  ],
  [
    'has words beside their line',
    ['boxes', 'granularity'],
    withText(({ text, bbox }) => ({ words: [{ text, bbox: { ...bbox, x1: bbox.x1 + 3 } }] })),
  ],
  [
    'has links beside the page',
    ['boxes', 'granularity', 'units'],
    withPage((page) => ({ ...page, links: [{ bbox: { x0: -5, y0: 0, x1: 5, y1: 5 } }] })),
  ],

  ['has keys without a value', ['plain data'], withText(() => ({ font: undefined }))],
  [
    'has dates among its metadata',
    ['plain data'],
    withMetadata((metadata) => ({ ...metadata, createdAt: new Date(0) })),
  ],
  ['has functions on its pages', ['plain data'], withPage((page) => ({ ...page, show }))],
  [
    'writes to the bytes of the document',
    ['plain data'],
    change({
      open: async (source, options, context) => {
        const reader = await paperBackend.open(source, options, context);
        const at = source.bytes.length - 1;
        // White space after the text: the document stays readable.
        source.bytes[at] = source.bytes[at] === 0x0a ? 0x20 : 0x0a;
        return reader;
      },
    }),
  ],

  [
    'loses a character when it cuts words',
    ['granularity'],
    withReader((reader) => ({
      extractPage: edited(reader, (page) =>
        reader.options.granularity === 'word' ? { ...page, texts: page.texts.slice(0, -1) } : page,
      ),
    })),
  ],
  [
    'gives lines for words',
    ['granularity'],
    change({
      open: (source, options, context) => {
        const granularity = options.granularity === 'word' ? 'line' : options.granularity;
        return paperBackend.open(source, { ...options, granularity }, context);
      },
    }),
  ],

  ['has no coverage', ['coverage'], withPage(({ coverage: _, ...page }) => page)],
  [
    'does not account for every glyph',
    ['coverage'],
    withPage((page) => ({ ...page, coverage: { ...page.coverage, glyphs: 99 } })),
  ],
  [
    'counts no glyphs in its texts',
    ['coverage'],
    withPage((page) => ({ ...page, coverage: { glyphs: 3, inTexts: 0, omitted: page.coverage?.omitted } })),
  ],
];

function isPlain(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function omit(input: unknown, name: string): unknown {
  if (!isPlain(input)) return input;
  const { [name]: _, ...rest } = input;
  return rest;
}

describe('testBackend, by what a backend gives', () => {
  it.each(FAULTS)('finds one that %s, in %j', async (_fault, groups, backend) => {
    expect(await failingGroups(backend)).toEqual(groups);
  });
});
