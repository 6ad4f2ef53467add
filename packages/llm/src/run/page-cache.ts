import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence, FinishReason, LlmWarning } from '../types.ts';

/** Part of every key: older entries are not read by a version that would have asked otherwise. */
const VERSION = 2;

/** A validated answer, as it is kept: before the schema's transforms, which need not give JSON. */
export interface CachedAnswer {
  readonly value: unknown;
  readonly evidence: Evidence | null;
  readonly rawText: string | null;
  readonly finishReason: FinishReason | null;
  readonly warnings: readonly LlmWarning[];
}

/**
 * A folder with a file for every answer. Files are written under another name and renamed, readable by their owner alone; what
 * cannot be read or written costs a request, never a result.
 */
export class PageCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param facts everything that the answer depends on, and no secret */
  static key(facts: unknown): string {
    return createHash('sha256')
      .update(canonicalJson([VERSION, facts]))
      .digest('hex');
  }

  async read(key: string, warnings: LlmWarning[]): Promise<CachedAnswer | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path(key), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') warnings.push(warning('cache_unreadable', error));
      return undefined;
    }
    try {
      const { entry, checksum } = JSON.parse(text) as { entry: CachedAnswer; checksum: string };
      if (checksum !== checksumOf(key, entry)) throw new Error('its checksum is wrong');
      return entry;
    } catch (error) {
      warnings.push(warning('cache_corrupt', error));
      return undefined;
    }
  }

  async write(key: string, entry: CachedAnswer, warnings: LlmWarning[]): Promise<void> {
    const path = this.#path(key);
    const part = `${path}.${process.pid}.${randomUUID()}.part`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(part, JSON.stringify({ entry, checksum: checksumOf(key, entry) }), { mode: 0o600 });
      await rename(part, path);
    } catch (error) {
      // What cannot be written can most likely not be removed either: the warning says it once.
      await rm(part, { force: true }).catch(() => undefined);
      warnings.push(warning('cache_unwritable', error));
    }
  }

  #path(key: string): string {
    return join(this.#folder, `${key}.json`);
  }
}

function warning(code: string, error: unknown): LlmWarning {
  return { code, message: `The cache could not be used: ${error instanceof Error ? error.message : String(error)}` };
}

function checksumOf(key: string, entry: CachedAnswer): string {
  return createHash('sha256')
    .update(`${key}${canonicalJson(entry)}`)
    .digest('hex');
}

/** JSON with sorted names, so that equal things are written equally (RFC 8785 in spirit: the values here are plain). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
