import { describe, expect, it, vi } from 'vitest';
import type { Backend } from './backend.ts';
import { createExtractor, type CreateExtractorOptions } from './create-extractor.ts';
import { UnifexError } from './errors.ts';
import { loadSource } from './load-source.ts';
import { createRegistry, registry as processRegistry } from './registry.ts';
import { fakeBackend, type FakeBackend, type FakeBehaviour } from './test-backend.ts';

const TEXT = new TextEncoder().encode('plain words');

function registered(behaviour: FakeBehaviour = {}): {
  backend: FakeBackend;
  registry: ReturnType<typeof createRegistry>;
} {
  const backend = fakeBackend(behaviour);
  const registry = createRegistry();
  registry.register(backend);
  return { backend, registry };
}

describe('createExtractor', () => {
  it('opens a document with the backend of a type, and its options', async () => {
    const open = vi.fn();
    const { registry } = registered({ open });
    await using extractor = await createExtractor(TEXT, 'fake', { registry, language: 'de' });
    expect(extractor).toMatchObject({
      type: 'fake',
      pageCount: 3,
      source: { mediaType: 'text/plain', size: TEXT.length },
    });
    expect(open).toHaveBeenCalledOnce();
    const [source, options, context] = open.mock.calls[0] as unknown[];
    expect(source).toMatchObject({ kind: 'bytes', bytes: TEXT });
    expect(options).toEqual({ language: 'de' });
    expect(context).toMatchObject({ signal: { aborted: false } });
  });

  it('takes a backend itself, and a source that was loaded before', async () => {
    const source = await loadSource(TEXT);
    await using extractor = await createExtractor(source, fakeBackend());
    expect(extractor.source).toBe(source.info);
  });

  it('uses the registry of the process where none is given', async () => {
    const backend = fakeBackend({ type: 'of-the-process' });
    await expect(createExtractor(TEXT, 'of-the-process')).rejects.toMatchObject({ code: 'EXTRACTOR_UNKNOWN' });
    processRegistry.register(backend);
    await using extractor = await createExtractor(TEXT, 'of-the-process');
    expect(extractor.type).toBe('of-the-process');
  });

  it.each(['auto', undefined])('chooses by itself what reads the bytes, asked for %s', async (type) => {
    const { registry } = registered();
    registry.register(fakeBackend({ type: 'other', supports: { mediaTypes: ['image/png'] } }));
    await using extractor = await createExtractor(TEXT, type, { registry });
    const { document } = await extractor.extract();
    expect(document.pages[0]?.provenance).toMatchObject({ engine: 'fake' });
  });

  it('gives backends the way to find others: first those of the registry', async () => {
    const found: Backend[] = [];
    const { registry } = registered({
      open: async (_source, _options, { resolve }) => {
        const ref = { apiVersion: 1, type: 'helper', module: 'x', options: {} } as const;
        if (resolve) found.push(await resolve(ref));
      },
    });
    const helper = fakeBackend({ type: 'helper' });
    registry.register(helper);
    await using _extractor = await createExtractor(TEXT, 'fake', { registry });
    expect(found).toEqual([helper]);
  });
});

describe('before any work', () => {
  /** A source that must not be read, and the log of a backend that must not be opened. */
  async function refused(type: string, options: object, behaviour?: FakeBehaviour): Promise<unknown> {
    const { backend, registry } = registered(behaviour);
    const read = vi.fn();
    async function* chunks(): AsyncGenerator<Uint8Array> {
      read();
      yield TEXT;
    }
    const error: unknown = await createExtractor(chunks(), type, { registry, ...options }).catch(
      (thrown: unknown) => thrown,
    );
    expect(read).not.toHaveBeenCalled();
    expect(backend.log).toEqual([]);
    return error;
  }

  it.each<[string, object, string, string]>([
    ['nonsense', {}, 'EXTRACTOR_UNKNOWN', 'There is no extractor "nonsense". Use one of auto, fake,'],
    ['fake', { lang: 'de' }, 'INVALID_OPTION', 'There is no option `lang` for the fake extractor. It has: language.'],
    ['fake', { language: 7 }, 'INVALID_OPTION', 'The option `language` is 7, and it must be text.'],
    ['fake', { source: { maxBytes: -1 } }, 'INVALID_OPTION', 'The option `maxBytes` is -1'],
    ['fake', { source: 'x' }, 'INVALID_OPTION', 'the options of a source'],
    ['fake', { signal: 'x' }, 'INVALID_OPTION', 'The option `signal` is "x", and it must be an AbortSignal.'],
    [
      'fake',
      { registry: {} },
      'INVALID_OPTION',
      'The option `registry` is an object (Object), and it must be a registry',
    ],
    ['auto', { source: { timeoutMs: 0 } }, 'INVALID_OPTION', '`timeoutMs` is 0'],
  ])('refuses %s with %j', async (type, options, code, message) => {
    expect(await refused(type, options)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it.each([[null], ['pdf'], [7], [[]]])('refuses the options %j', async (options: unknown) => {
    await expect(createExtractor(TEXT, 'fake', options as CreateExtractorOptions)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('The option `options` is'),
    });
  });

  it('refuses a backend that runs elsewhere', async () => {
    expect(await refused('fake', {}, { supports: { environments: ['browser'] } })).toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
    });
  });
});

describe('a document that cannot be opened', () => {
  it('is of another type than the backend reads', async () => {
    const { backend, registry } = registered({ supports: { mediaTypes: ['image/png'] } });
    await expect(createExtractor(TEXT, 'fake', { registry })).rejects.toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: expect.stringContaining(
        'The source is plain text (text/plain) by its bytes, and the extractor "fake" reads image/png',
      ),
    });
    expect(backend.log).toEqual([]);
  });

  it('is of a type that nobody reads', async () => {
    await expect(createExtractor(TEXT, 'auto', { registry: createRegistry() })).rejects.toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: expect.stringContaining('and no extractor reads that'),
    });
  });

  it('is not there, or empty', async () => {
    const { registry } = registered();
    await expect(createExtractor('/no/such/file', 'fake', { registry })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
    });
    await expect(createExtractor(new Uint8Array(0), 'auto', { registry })).rejects.toMatchObject({
      code: 'SOURCE_EMPTY',
    });
    await expect(createExtractor(TEXT, 'fake', { registry, source: { maxBytes: 3 } })).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
    });
    await expect(createExtractor(null as never, 'fake', { registry })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    });
  });

  it.each([
    [new UnifexError('PASSWORD_REQUIRED', 'Give a password.'), 'PASSWORD_REQUIRED', 'Give a password.'],
    [new Error('bad xref'), 'DOCUMENT_CORRUPT', 'notes.txt could not be opened by the extractor "fake": bad xref'],
  ])('says what the backend says: %s', async (error, code, message) => {
    const { registry } = registered({ open: () => Promise.reject(error) });
    const file = new File([TEXT], 'notes.txt');
    await expect(createExtractor(file, 'fake', { registry })).rejects.toMatchObject({ code, message });
  });
});

describe('the signal', () => {
  it('stops before the source is read', async () => {
    const { backend, registry } = registered();
    await expect(createExtractor(TEXT, 'fake', { registry, signal: AbortSignal.abort('no') })).rejects.toMatchObject({
      code: 'ABORTED',
      cause: 'no',
    });
    expect(backend.log).toEqual([]);
  });

  it.each(['signal', 'source'])('stops while the source is read, wherever it is given (%s)', async (place) => {
    const { registry } = registered();
    const [stopping, other] = [new AbortController(), new AbortController()];
    const [outer, inner] = place === 'signal' ? [stopping, other] : [other, stopping];
    const endless = new ReadableStream<Uint8Array>({});
    const opening = createExtractor(endless, 'fake', {
      registry,
      signal: outer.signal,
      source: { signal: inner.signal },
    });
    stopping.abort('enough');
    await expect(opening).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' });
  });

  it('stops while the backend opens the document, though it does not heed it, and closes what opens late', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { backend, registry } = registered({ open: () => gate.promise });
    const controller = new AbortController();
    const opening = createExtractor(TEXT, 'fake', { registry, signal: controller.signal });
    await vi.waitFor(() => expect(backend.log).toEqual(['open']), { timeout: 60_000 });
    controller.abort('enough');
    await expect(opening).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' });
    gate.resolve(undefined);
    await vi.waitFor(() => expect(backend.log).toEqual(['open', 'dispose']), { timeout: 60_000 });
  });

  it('is what the backend sees, and its own error for the abort does not count', async () => {
    const controller = new AbortController();
    const { registry } = registered({
      open: (_source, _options, { signal }) => {
        controller.abort('enough');
        if (signal.aborted) throw new Error('stopped');
      },
    });
    await expect(createExtractor(TEXT, 'fake', { registry, signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
      cause: 'enough',
    });
  });

  it('does not end the document once it is open', async () => {
    const { registry } = registered();
    const controller = new AbortController();
    await using extractor = await createExtractor(TEXT, 'fake', { registry, signal: controller.signal });
    controller.abort();
    expect((await extractor.extract()).success).toBe(true);
  });
});
