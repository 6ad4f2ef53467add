import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveDocuments } from './document-server.ts';
import { serveModels } from './model-server.ts';
import type { Fence } from './read-fences.ts';
import { runCommands } from './run-commands.ts';
import { runSnippets } from './run-snippets.ts';
import { typeErrors } from './type-check.ts';
import { layOut } from './workspace.ts';
import { writeDocuments } from './documents.ts';

/** How the pages did. */
export interface PagesReport {
  /** What is wrong with each fence that ran, by `page:line`; undefined where nothing is. */
  readonly problems: ReadonlyMap<string, string | undefined>;
  /** The errors of all snippets' types, as `page:line: message`. */
  readonly typeErrors: readonly string[];
}

/** Runs all fences of all pages in a temporary folder, and checks the types of the snippets meanwhile. */
export async function runPages(fences: readonly Fence[]): Promise<PagesReport> {
  // Where the folder of temporary files is a link (macOS), tools speak of what is behind it.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unifex-docs-')));
  try {
    const documents = join(folder, 'documents');
    mkdirSync(documents);
    writeDocuments(documents);
    await using server = await serveDocuments(documents);
    const models = await serveModels();
    await using _closing = models.server;
    const workspace = layOut(fences, folder, documents, server.url);
    const [snippets, commands, types] = await Promise.all([
      runSnippets(workspace, models.env),
      runCommands(workspace, server.url, models.env),
      typeErrors(workspace),
    ]);
    return { problems: new Map([...snippets, ...commands]), typeErrors: types };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
