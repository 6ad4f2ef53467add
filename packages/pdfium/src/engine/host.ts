import type { PdfiumExports } from './exports.ts';

/** WASI error codes (wasi_snapshot_preview1): no such file, no such file descriptor, not supported. */
const ENOENT = 44;
const EBADF = 8;

/** Memory grows by a fifth at a time, but by no more than this much, in bytes. */
const MAX_SPARE = 64 * 2 ** 20;
const WASM_PAGE = 65_536;
/** Addresses of more than 2 GiB would be negative numbers in JavaScript. */
const MAX_MEMORY = 2 ** 31;

/**
 * The world as PDFium sees it: a clock, memory that grows, and nothing else: no files, no environment, no output. (Emscripten's
 * own host, which the package brings, is a debug build of 300 kB with a file system.)
 * @param exportsOf the instance's exports, once there are any
 * @param onGrowth called when the memory has grown, and views of it are of no use any more
 */
export function hostImports(exportsOf: () => PdfiumExports, onGrowth: () => void): WebAssembly.Imports {
  return {
    env: { ...invokers(exportsOf), ...environment(exportsOf, onGrowth) },
    wasi_snapshot_preview1: files(exportsOf),
  };
}

/**
 * `setjmp` and `longjmp` as Emscripten compiles them: a call that may be jumped out of goes through JavaScript, and the jump is
 * the thrown number `Infinity`. One function for each signature; they differ in nothing but the number of arguments.
 */
function invokers(exportsOf: () => PdfiumExports): WebAssembly.ModuleImports {
  const functions: ((...args: number[]) => number)[] = [];
  const invoke = (index: number, ...args: number[]): number => {
    const wasm = exportsOf();
    const stack = wasm.emscripten_stack_get_current();
    try {
      const target = (functions[index] ??= wasm.__indirect_function_table.get(index) as (...args: number[]) => number);
      return target(...args);
    } catch (error) {
      if (typeof error !== 'number') throw error;
      wasm._emscripten_stack_restore(stack);
      wasm.setThrew(1, 0);
      return 0;
    }
  };
  const signatures = ['ii', 'iii', 'iiii', 'iiiii', 'v', 'vi', 'vii', 'viii', 'viiii', 'viiiiiiiii'];
  return Object.fromEntries(signatures.map((signature) => [`invoke_${signature}`, invoke]));
}

function environment(exportsOf: () => PdfiumExports, onGrowth: () => void): WebAssembly.ModuleImports {
  const view = (): DataView => new DataView(exportsOf().memory.buffer);
  const trap = (reason: string) => (): never => {
    throw new WebAssembly.RuntimeError(reason);
  };
  const noFile = (): number => -ENOENT;
  return {
    _emscripten_throw_longjmp: () => {
      // What `invokers` catches; by Emscripten's convention no error, but a number.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw Infinity;
    },
    _abort_js: trap('PDFium stopped itself (abort).'),
    __assert_fail: trap('PDFium found itself in a state that must not be (assertion).'),
    _emscripten_memcpy_js: (to: number, from: number, length: number) => {
      new Uint8Array(exportsOf().memory.buffer).copyWithin(to, from, from + length);
    },
    emscripten_resize_heap: (size: number) => {
      const grown = grow(exportsOf().memory, size >>> 0);
      if (grown) onGrowth();
      return grown ? 1 : 0;
    },
    emscripten_date_now: () => Date.now(),
    // Dates are written in UTC: what PDFium makes of a file must not depend on where it runs.
    _tzset_js: (zone: number, daylight: number, standardName: number, daylightName: number) => {
      view().setInt32(zone, 0, true);
      view().setInt32(daylight, 0, true);
      for (const name of [standardName, daylightName]) view().setUint32(name, 0x00_43_54_55, true);
    },
    _localtime_js: (low: number, high: number, target: number) => writeTime(view(), low, high, target),
    _gmtime_js: (low: number, high: number, target: number) => writeTime(view(), low, high, target),
    __syscall_openat: noFile,
    __syscall_fcntl64: noFile,
    __syscall_ioctl: noFile,
    __syscall_fstat64: noFile,
    __syscall_stat64: noFile,
    __syscall_newfstatat: noFile,
    __syscall_lstat64: noFile,
    __syscall_getdents64: noFile,
    __syscall_unlinkat: noFile,
    __syscall_rmdir: noFile,
    __syscall_ftruncate64: noFile,
  };
}

function files(exportsOf: () => PdfiumExports): WebAssembly.ModuleImports {
  const view = (): DataView => new DataView(exportsOf().memory.buffer);
  const noDescriptor = (): number => EBADF;
  return {
    fd_close: noDescriptor,
    fd_read: noDescriptor,
    fd_seek: noDescriptor,
    fd_sync: noDescriptor,
    // Diagnostics go nowhere: a library does not print.
    fd_write: (_descriptor: number, vectors: number, count: number, written: number) => {
      let total = 0;
      for (let i = 0; i < count; i++) total += view().getUint32(vectors + i * 8 + 4, true);
      view().setUint32(written, total, true);
      return 0;
    },
    environ_sizes_get: (count: number, size: number) => {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
  };
}

/** @returns whether there is room for `size` bytes now */
function grow(memory: WebAssembly.Memory, size: number): boolean {
  if (size > MAX_MEMORY) return false;
  const now = memory.buffer.byteLength;
  const roomy = Math.min(MAX_MEMORY, Math.max(size, Math.min(now * 1.2, size + MAX_SPARE)));
  for (const wanted of [roomy, size]) {
    try {
      memory.grow(Math.ceil((wanted - now) / WASM_PAGE));
      return true;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return false;
}

/** C's `struct tm`: seconds, minutes, hours, day, month, years since 1900, day of the week, day of the year, summer time, offset. */
function writeTime(view: DataView, low: number, high: number, target: number): void {
  const date = new Date((high * 2 ** 32 + (low >>> 0)) * 1000);
  const start = Date.UTC(date.getUTCFullYear(), 0, 1);
  const fields = [
    date.getUTCSeconds(),
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth(),
    date.getUTCFullYear() - 1900,
    date.getUTCDay(),
    Math.floor((date.getTime() - start) / 86_400_000),
    0,
    0,
  ];
  fields.forEach((value, i) => {
    view.setInt32(target + i * 4, value, true);
  });
}
