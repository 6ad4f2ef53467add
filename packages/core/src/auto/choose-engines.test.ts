import { describe, expect, it } from 'vitest';
import { createExtractor } from '../create-extractor.ts';
import { UnifexError } from '../errors.ts';
import { createRegistry } from '../registry.ts';
import { optionsParser } from '../options.ts';
import { chooseEngines } from './choose-engines.ts';
import { fakeBackend } from './test-engines.ts';

const pdf = { mediaType: 'application/pdf', size: 1 };
const pdfBytes = new TextEncoder().encode('%PDF-1.7\n');

function registryOf(...backends: ReturnType<typeof fakeBackend>[]): ReturnType<typeof createRegistry> {
  const registry = createRegistry();
  for (const backend of backends) registry.register(backend);
  return registry;
}

const picky = {
  ...fakeBackend({ type: 'picky', pages: ['x'] }),
  parseOptions: (input: unknown) => optionsParser.check(input, { colour: optionsParser.boolean() }, 'picky'),
};

describe('chooseEngines', () => {
  it('puts registered engines in the order of registration before the known ones', async () => {
    const registry = registryOf(fakeBackend({ type: 'b' }), fakeBackend({ type: 'a' }));
    const { first, engines } = await chooseEngines(pdf, { password: 'x' }, registry);
    expect(first.type).toBe('b');
    expect(engines.slice(0, 2).map(({ type }) => type)).toEqual(['b', 'a']);
    expect(engines.map(({ type }) => type)).toEqual(expect.arrayContaining(['pdf', 'pdfium']));
    expect(engines.every(({ options }) => 'password' in options)).toBe(true);
  });

  it('passes over an engine that does not take the options', async () => {
    const { engines } = await chooseEngines(pdf, { depth: 3 }, registryOf(picky, fakeBackend({ type: 'a' })));
    expect(engines[0]).toMatchObject({ type: 'a', options: { depth: 3 } });
    expect(engines.map(({ type }) => type)).not.toContain('picky');
  });

  it('refuses a document that nobody reads', async () => {
    await expect(chooseEngines({ mediaType: 'text/css', size: 1 }, {}, createRegistry())).rejects.toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });
});

describe("createExtractor with 'auto'", () => {
  it('reads with the registered engines, one after another', async () => {
    const registry = registryOf(
      fakeBackend({ type: 'a', refuses: new UnifexError('DOCUMENT_CORRUPT', 'no') }),
      fakeBackend({ type: 'b', pages: ['hello'] }),
    );
    await using extractor = await createExtractor(pdfBytes, 'auto', { registry });
    const { document } = await extractor.extract();
    expect(extractor.type).toBe('auto');
    expect(document.pages[0]?.provenance?.engine).toBe('b');
  });

  it('reads with the engines that it is given', async () => {
    const registry = registryOf(fakeBackend({ type: 'a', pages: ['a'] }), fakeBackend({ type: 'b', pages: ['b'] }));
    const engines = [{ apiVersion: 1, type: 'b', module: 'fake-b', options: {} }];
    await using extractor = await createExtractor(pdfBytes, 'auto', { registry, engines });
    expect((await extractor.extract()).document.pages[0]?.texts[0]?.text).toBe('b');
  });

  it.each([[[]], [['pdf']], ['pdf']])('refuses %j as engines', async (engines) => {
    await expect(createExtractor(pdfBytes, 'auto', { engines })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('engines'),
    });
  });
});
