import { describe, expect, it } from 'vitest';
import { createExtractor } from '../create-extractor.ts';
import { createRegistry, type Registry } from '../registry.ts';
import { checkOptions, string } from '../options.ts';
import type { Backend } from '../backend.ts';
import { chooseOcr, parseOcrSetting } from './choose-ocr.ts';
import { fakeBackend } from './test-engines.ts';

/** An OCR engine that takes `languages`. */
function eyes(type: string): Backend {
  return {
    ...fakeBackend({ type, pages: ['from pixels'] }),
    supports: {
      mediaTypes: ['image/png'],
      environments: ['node'],
      concurrency: 'shared',
      ocr: true,
      granularity: true,
    },
    parseOptions: (input) => checkOptions(input, { languages: string(), granularity: string() }, type),
  };
}

function registryOf(...backends: Backend[]): Registry {
  const registry = createRegistry();
  for (const backend of backends) registry.register(backend);
  return registry;
}

describe('parseOcrSetting', () => {
  it('takes nothing, a mode, or what belongs to auto and to the engine in one', () => {
    expect(parseOcrSetting(undefined)).toMatchObject({ mode: 'needed', asked: false });
    expect(parseOcrSetting('always')).toMatchObject({ mode: 'always', asked: true });
    expect(parseOcrSetting({ textLayer: 'replace', dpi: 300, engine: 'x', languages: ['de'] })).toEqual({
      mode: 'needed',
      own: { textLayer: 'replace', dpi: 300 },
      engine: 'x',
      engineOptions: { languages: ['de'] },
      asked: true,
    });
  });

  it.each([
    ['sometimes'],
    [5],
    [null],
    [['needed']],
    [{ mode: 'x' }],
    [{ textLayer: true }],
    [{ dpi: 0 }],
    [{ engine: '' }],
  ])('refuses %j', (setting) => {
    expect(() => parseOcrSetting(setting)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
  });
});

describe('chooseOcr', () => {
  const plan = (setting: unknown, registry: Registry, options = {}): ReturnType<typeof chooseOcr> =>
    chooseOcr(parseOcrSetting(setting), options, registry);

  it('takes the registered engines before the known ones, and leaves out those that read no pixels', async () => {
    const registry = registryOf(fakeBackend({ type: 'pdf' }), eyes('b'), eyes('a'));
    const found = await plan(undefined, registry, { granularity: 'word', password: 'x' });
    expect(found?.engines.map(({ type }) => type).slice(0, 2)).toEqual(['b', 'a']);
    expect(found?.engines[0]?.options).toEqual({ granularity: 'word' });
    expect(found).toMatchObject({ mode: 'needed', textLayer: 'keep' });
    expect(found?.required).toBeUndefined();
  });

  it('takes the engine that is named', async () => {
    const found = await plan({ engine: 'a', languages: 'de' }, registryOf(eyes('b'), eyes('a')));
    expect(found).toMatchObject({ engines: [{ type: 'a', options: { languages: 'de' } }], required: true });
    await expect(plan({ engine: 'c' }, registryOf(eyes('b')))).rejects.toMatchObject({
      code: 'EXTRACTOR_UNKNOWN',
      message: expect.stringContaining('b'),
    });
  });

  it('is nothing where nobody wants it', async () => {
    expect(await plan('never', registryOf(eyes('a')))).toBeUndefined();
  });

  it('takes an engine that sends pages away only where it is named', async () => {
    const away = { ...eyes('away'), supports: { ...eyes('away').supports, network: true } };
    const registry = registryOf(away, eyes('a'));
    const types = async (setting: unknown): Promise<string[] | undefined> =>
      (await plan(setting, registry))?.engines.map(({ type }) => type);
    expect(await types(undefined)).not.toContain('away');
    expect(await types({ languages: 'de' })).not.toContain('away');
    expect(await types({ engine: 'away' })).toEqual(['away']);
    await using extractor = await createExtractor(
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      'auto',
      {
        registry,
        ocr: { engine: 'away' },
      },
    );
    expect((await extractor.extract()).document.pages[0]?.provenance?.engine).toBe('away');
  });

  it('refuses options that no engine takes, before any work', async () => {
    const asked = plan({ engine: 'a', depth: 3 }, registryOf(eyes('a')));
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });
});

describe("createExtractor with 'auto' and ocr", () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const pdf = new TextEncoder().encode('%PDF-1.7\n');

  it('gives the options of the engine to the one that reads an image itself', async () => {
    await using extractor = await createExtractor(png, 'auto', {
      registry: registryOf(eyes('a')),
      ocr: { languages: 'de' },
    });
    expect((await extractor.extract()).document.pages[0]?.texts[0]?.text).toBe('from pixels');
  });

  it('does not read a PDF from its pixels as a whole, nor gives a PDF engine what is for OCR', async () => {
    const reader = fakeBackend({ type: 'reader', pages: ['text'] });
    const strict = { ...reader, parseOptions: (input: unknown) => checkOptions(input, {}, 'reader') };
    const all = { ...eyes('a'), supports: { ...eyes('a').supports, mediaTypes: ['image/png', 'application/pdf'] } };
    const registry = registryOf(all, strict);
    await using extractor = await createExtractor(pdf, 'auto', { registry, ocr: { languages: 'de' } });
    const { document } = await extractor.extract();
    expect(document.pages[0]?.provenance).toEqual({ engine: 'reader' });
  });

  it.each([[{ ocr: 'x' }], [{ ocr: { engines: [] } }], [{ ocr: { engines: ['a'], mode: 'needed' } }]])(
    'refuses %j',
    async (options) => {
      const registry = registryOf(eyes('a'), fakeBackend({ type: 'reader', pages: ['text'] }));
      await expect(createExtractor(pdf, 'auto', { registry, ...options })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
      });
    },
  );
});
