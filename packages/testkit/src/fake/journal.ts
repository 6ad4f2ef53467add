import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What a fake reader did. */
export type JournalEvent = 'open' | 'close' | 'start' | 'end';

export interface JournalEntry {
  readonly event: JournalEvent;
  /** The `label` option of the document. */
  readonly label: string;
  /** The reader, by a name that no other has. */
  readonly reader: string;
  readonly pid: number;
  /** Of `start` and `end`. */
  readonly page?: number;
}

/** Adds a line to the journal. Readers in other threads and processes write to the same file: one write is one whole line. */
export function writeJournal(path: string, entry: JournalEntry): void {
  try {
    appendFileSync(path, `${JSON.stringify(entry)}\n`);
  } catch (error) {
    // The test is over, and its folder gone: nobody reads on.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** What was written so far. */
export function readJournal(path: string): JournalEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  // The last line is empty, or not yet whole.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as JournalEntry);
}
