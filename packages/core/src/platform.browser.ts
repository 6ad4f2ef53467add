import { UnifexError } from './errors.ts';
import type { LocalFile } from './platform.ts';

/** Version of Node.js, or undefined where it is not Node.js. */
export function runtimeVersion(): string | undefined {
  return undefined;
}

/** What a backend's manifest calls the place that this is. */
export const environment: 'node' | 'browser' = 'browser';

/** Whether worker threads can be started here. */
export const hasWorkers: boolean = false;

/**
 * A web page has no file system.
 * @throws UnifexError `SOURCE_UNREADABLE`, always
 */
export function readLocalFile(
  location: string | URL,
  _options: { maxBytes: number; signal?: AbortSignal },
): Promise<LocalFile> {
  return Promise.reject(
    new UnifexError(
      'SOURCE_UNREADABLE',
      `There is no file system here to read ${String(location)} from. Give bytes, a File or Blob, or an http(s) URL.`,
    ),
  );
}

/**
 * Imports a package by name, which works where an import map or a bundler knows the name.
 * @returns undefined when it does not resolve
 */
export async function importPackage(specifier: string): Promise<unknown> {
  try {
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ specifier)) as unknown;
  } catch (error) {
    // A bare specifier that nothing maps is a TypeError by the HTML standard ("resolve a module specifier").
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
