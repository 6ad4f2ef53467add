import { UnifexError } from '@unifex/core';
import type { PdfiumExports } from './exports.ts';
import { hostImports } from './host.ts';
import { probeLayout, type ObjectLayout } from './object-layout.ts';

/** Bytes that calls write their results to. */
const SCRATCH_SIZE = 4096;
const DECODERS = { 'utf-8': new TextDecoder(), 'utf-16le': new TextDecoder('utf-16le') } as const;

/**
 * One instance of PDFium with a heap of its own. Calls are made straight to its exports, with `scratch` for what they write, and
 * the heap is read where it lies.
 */
export class Engine {
  /** Replaceable one by one, so that a test can break one. */
  readonly pdfium: PdfiumExports;
  /** Address of {@link SCRATCH_SIZE} bytes, 8-byte aligned. */
  readonly scratch: number;
  layout!: ObjectLayout;
  #workshop = 0;
  /** Why no more calls can be made: a trap leaves the instance in a state that nobody knows. */
  broken: unknown = undefined;
  /** Views of the heap. Any call may move it: take them again after one. */
  u8: Uint8Array = new Uint8Array(0);
  u32: Uint32Array = new Uint32Array(0);
  f32: Float32Array = new Float32Array(0);

  private constructor(exports: PdfiumExports) {
    this.pdfium = exports;
    this.scratch = exports.malloc(SCRATCH_SIZE);
    this.#takeViews();
  }

  /** A fresh instance. A few milliseconds. */
  static async create(module: WebAssembly.Module): Promise<Engine> {
    const started: { exports?: PdfiumExports; engine?: Engine } = {};
    const imports = hostImports(
      () => started.exports!,
      () => {
        if (started.engine) started.engine.#takeViews();
      },
    );
    const instance = await WebAssembly.instantiate(module, imports);
    const exports = { ...instance.exports } as unknown as PdfiumExports;
    started.exports = exports;
    exports.emscripten_stack_init();
    exports.__wasm_call_ctors();
    exports.PDFiumExt_Init();
    const engine = new Engine(exports);
    started.engine = engine;
    engine.layout = probeLayout(engine);
    return engine;
  }

  /** Address of an empty page to set text on and read it; whoever does takes the text off again. It lives as long as the engine. */
  get workshop(): number {
    if (this.#workshop === 0) {
      const document = this.pdfium.FPDF_CreateNewDocument();
      this.#workshop = this.pdfium.FPDFPage_New(document, 0, 1000, 1000);
    }
    return this.#workshop;
  }

  /** Size of the heap in bytes. It never shrinks. */
  get heapSize(): number {
    return this.pdfium.memory.buffer.byteLength;
  }

  /**
   * Runs calls. A trap in the middle of one, or a stack that overflows, breaks the engine: it is `broken` then, and whoever wants
   * to go on needs a new one.
   * @throws EngineTrap
   */
  run<T>(calls: () => T): T {
    if (this.broken !== undefined) throw new EngineTrap(this.broken);
    try {
      return calls();
    } catch (error) {
      if (!isTrap(error)) throw error;
      this.broken = error;
      throw new EngineTrap(error);
    }
  }

  /** Copies bytes onto the heap. To be freed. @throws UnifexError `SOURCE_TOO_LARGE` where the heap cannot hold them */
  allocate(bytes: Uint8Array): number {
    const pointer = this.pdfium.malloc(Math.max(bytes.length, 1));
    if (pointer === 0) {
      throw new UnifexError(
        'SOURCE_TOO_LARGE',
        `The document has ${bytes.length} bytes, more than PDFium's memory of 2 GiB has room for. Read it with the 'pdf' extractor.`,
        { details: { size: bytes.length } },
      );
    }
    this.u8.set(bytes, pointer);
    return pointer;
  }

  /** A string that a call writes: first asked for its length, then for its bytes. @returns '' where there is none */
  readString(encoding: 'utf-8' | 'utf-16le', call: (buffer: number, size: number) => number): string {
    const length = call(0, 0);
    const zero = encoding === 'utf-8' ? 1 : 2;
    if (length <= zero) return '';
    const buffer = length <= SCRATCH_SIZE ? this.scratch : this.pdfium.malloc(length);
    try {
      call(buffer, length);
      return DECODERS[encoding].decode(this.u8.slice(buffer, buffer + length - zero));
    } finally {
      if (buffer !== this.scratch) this.pdfium.free(buffer);
    }
  }

  #takeViews(): void {
    const { buffer } = this.pdfium.memory;
    this.u8 = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.f32 = new Float32Array(buffer);
  }
}

/** PDFium has crashed, as far as it can: within its own memory. */
export class EngineTrap extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'EngineTrap';
  }
}

/** A stack overflow inside WebAssembly is a RangeError in V8. An instance that threw a number jumped out of everything. */
function isTrap(error: unknown): boolean {
  return (
    error instanceof WebAssembly.RuntimeError ||
    (error instanceof RangeError && /call stack/i.test(error.message)) ||
    typeof error === 'number'
  );
}
