import { UnifexError } from '../errors.ts';
import type { Backend, BackendRef, DocumentReader } from '../backend.ts';
import { sourceFromBytes } from '../load-source.ts';
import type { Page } from '../model.ts';
import type { RenderedPage } from '../render.ts';
import { autoBackend } from './auto-backend.ts';

/** What a fake engine makes of a page: its text, or an error that it throws. */
export type FakePage = string | Error;

export interface FakeEngine {
  readonly type: string;
  /** Thrown at the opening. */
  readonly refuses?: Error;
  readonly pages?: readonly FakePage[];
  readonly repaired?: string;
  /** What it says is damaged of each of its pages. */
  readonly damaged?: string;
  /** Thrown when it is asked for the metadata. */
  readonly metadataError?: Error;
  /** What it makes of a page that it is to draw: a width in pixels, or an error that it throws. Absent: it draws none. */
  readonly draws?: number | Error;
}

/** Test helper: opens a document with these engines, and tells what they were asked. */
export async function openWith(
  engines: readonly FakeEngine[],
  signal: AbortSignal = new AbortController().signal,
): Promise<{ reader: DocumentReader; log: string[] }> {
  const log: string[] = [];
  const backends = new Map(engines.map((engine) => [engine.type, fakeBackend(engine, log)]));
  const resolve = async (ref: BackendRef): Promise<Backend> => {
    const backend = backends.get(ref.type);
    if (!backend) throw new UnifexError('EXTRACTOR_NOT_INSTALLED', `${ref.type} is not installed.`);
    return backend;
  };
  const options = autoBackend.parseOptions({ engines: engines.map(({ type }) => fakeRef(type)) });
  const reader = await autoBackend.open(sourceFromBytes(new Uint8Array([1])), options, { signal, resolve });
  return { reader, log };
}

export function fakeRef(type: string, options: object = {}): BackendRef {
  return { apiVersion: 1, type, module: `fake-${type}`, options };
}

export function fakeBackend(engine: FakeEngine, log: string[] = []): Backend {
  const { type, refuses, pages = [], repaired, damaged, metadataError, draws } = engine;
  return {
    apiVersion: 1,
    type,
    module: `fake-${type}`,
    supports: { mediaTypes: ['application/pdf'], environments: ['node'], concurrency: 'exclusive' },
    parseOptions: (input) => input ?? {},
    async open() {
      log.push(`${type} opens`);
      if (refuses) throw refuses;
      return {
        pageCount: pages.length,
        ...(repaired === undefined ? {} : { repaired }),
        async extractPage(index) {
          log.push(`${type} reads ${index}`);
          const page = pages[index];
          if (page === undefined || page instanceof Error) throw page ?? new Error(`no page ${index}`);
          const read = pageOf(index, page);
          if (damaged !== undefined) read.provenance = { engine: type, damaged };
          return read;
        },
        ...(draws === undefined ? {} : { renderPage: async (index: number) => drawn(index, draws) }),
        async metadata() {
          if (metadataError) throw metadataError;
          return { pageCount: pages.length, producer: type };
        },
        async [Symbol.asyncDispose]() {
          log.push(`${type} closes`);
        },
      };
    },
  };
}

function drawn(index: number, width: number | Error): RenderedPage {
  if (width instanceof Error) throw width;
  return { index, width, height: 1, format: 'rgba', data: new Uint8Array(width * 4), transform: [1, 0, 0, 1, 0, 0] };
}

export function pageOf(index: number, text: string): Page {
  return {
    index,
    width: 100,
    height: 100,
    unit: 'points',
    sizeInPoints: { width: 100, height: 100 },
    rotation: 0,
    texts: [{ text, bbox: { x0: 0, y0: 0, x1: 50, y1: 10 }, rotation: 0, origin: 'native' }],
    tables: [],
  };
}
