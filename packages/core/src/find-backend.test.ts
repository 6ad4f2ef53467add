import { afterEach, describe, expect, it, vi } from 'vitest';
import * as platform from '#platform';
import type { Backend } from './backend.ts';
import { KNOWN_BACKENDS } from './constants.ts';
import { checkMediaType, extractorTypes, findBackend, readsMediaType, unsupportedMediaType } from './find-backend.ts';
import { createRegistry } from './registry.ts';
import { fakeBackend } from './test-backend.ts';

vi.mock('#platform', async (importOriginal) => {
  const original = await importOriginal<typeof platform>();
  return { ...original, importPackage: vi.fn(original.importPackage) };
});
const known = Object.keys(KNOWN_BACKENDS);
const importPackage = vi.mocked(platform.importPackage);
afterEach(() => {
  importPackage.mockReset();
});

describe('findBackend', () => {
  it('takes a backend itself', async () => {
    const backend = fakeBackend();
    expect(await findBackend(backend, createRegistry())).toBe(backend);
    await expect(findBackend({ type: 'x' } as Backend, createRegistry())).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('The option `type` is an object (Object), and it must be a backend'),
    });
  });

  it('prefers what is registered to the package that is known for the type', async () => {
    const registry = createRegistry();
    const mine = fakeBackend({ type: 'pdf' });
    registry.register(mine);
    expect(await findBackend('pdf', registry)).toBe(mine);
    expect(importPackage).not.toHaveBeenCalled();
  });

  it('imports the package of a known type', async () => {
    const backend = fakeBackend({ type: 'pdf' });
    importPackage.mockResolvedValue({ default: backend });
    expect(await findBackend('pdf', createRegistry())).toBe(backend);
    expect(importPackage).toHaveBeenCalledWith('@unifex/pdf');
  });

  it.each([
    ['pdf', '@unifex/pdf'],
    ['pdfium', '@unifex/pdfium'],
    ['tesseract', '@unifex/ocr'],
  ])('says how to install %s', async (type, name) => {
    importPackage.mockResolvedValue(undefined);
    await expect(findBackend(type, createRegistry())).rejects.toMatchObject({
      code: 'EXTRACTOR_NOT_INSTALLED',
      message: `The extractor "${type}" is not installed. Run: npm install ${name}`,
    });
  });

  it.each([
    ['nonsense', '"nonsense"'],
    ['toString', '"toString"'],
    ['', '""'],
    [undefined, 'undefined'],
    [null, 'null'],
    [7, '7'],
  ])('does not know %j, and says what there is', async (type, shown) => {
    const registry = createRegistry();
    registry.register(fakeBackend({ type: 'mine' }));
    await expect(findBackend(type as string, registry)).rejects.toMatchObject({
      code: 'EXTRACTOR_UNKNOWN',
      message:
        `There is no extractor ${shown}. Use one of auto, mine, ${known.join(', ')}, ` +
        'or register a backend of that type.',
      details: { allowed: ['auto', 'mine', ...known] },
    });
  });

  it('refuses a backend that runs elsewhere', async () => {
    const registry = createRegistry();
    registry.register(fakeBackend({ supports: { environments: ['browser'] } }));
    await expect(findBackend('fake', registry)).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: 'The extractor "fake" runs in a browser only, and this is Node.js. Use another extractor here.',
      details: { type: 'fake', environment: 'node', environments: ['browser'] },
    });
  });
});

describe('extractorTypes', () => {
  it('are those that are registered and those that are known, each once', () => {
    const registry = createRegistry();
    registry.register(fakeBackend({ type: 'pdf' }));
    registry.register(fakeBackend({ type: 'mine' }));
    expect(extractorTypes(registry)).toEqual(['auto', 'pdf', 'mine', ...known.filter((type) => type !== 'pdf')]);
  });
});

describe('media types', () => {
  const reads = (mediaTypes: string[]): Backend => fakeBackend({ supports: { mediaTypes } });

  it.each([
    [['image/png'], 'image/png', true],
    [['image/png'], 'image/jpeg', false],
    [['image/*'], 'image/jpeg', true],
    [['image/*'], 'imagery/x', false],
    [['*/*'], 'application/octet-stream', true],
    [[], 'image/png', false],
  ])('%j take %s: %j', (mediaTypes, mediaType, taken) => {
    expect(readsMediaType(reads(mediaTypes), mediaType)).toBe(taken);
  });

  it('let pass what the backend reads', () => {
    expect(() => checkMediaType(reads(['text/plain']), { mediaType: 'text/plain', size: 1 })).not.toThrow();
  });

  it('say what the file is, and which extractor reads that', () => {
    expect(() =>
      checkMediaType(reads(['text/plain']), { uri: 'a.txt', mediaType: 'application/pdf', size: 1 }),
    ).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_MEDIA_TYPE',
        message:
          'a.txt is a PDF (application/pdf) by its bytes, and the extractor "fake" reads text/plain. ' +
          'Use the extractor "pdfium" (npm install @unifex/pdfium).',
        details: { mediaType: 'application/pdf', supported: ['text/plain'] },
      }),
    );
    expect(() => checkMediaType(reads(['text/plain']), { mediaType: 'text/html', size: 1 })).toThrow(
      'The source is an HTML page (text/html) by its bytes, and the extractor "fake" reads text/plain. ' +
        'Convert it first, or check that it is the file that you meant.',
    );
  });

  it('that nobody reads are told', () => {
    expect(unsupportedMediaType({ name: 'a.docx', mediaType: 'application/zip', size: 1 })).toMatchObject({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message:
        'a.docx is a ZIP archive (application/zip), and no extractor reads that. ' +
        'Convert it to PDF, or register a backend that reads it.',
    });
  });
});
