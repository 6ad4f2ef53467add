import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import type { Fence } from './read-fences.ts';
import { writeShims } from './shims.ts';

/** What pages call the web: a server of the test answers there, with the documents of the page's own folder. */
const WEB = 'https://example.com/';

/** A TypeScript fence as a module on disk. */
export interface Snippet {
  readonly fence: Fence;
  readonly path: string;
  readonly code: string;
  /** Line in the page of every line of the module. */
  readonly lines: readonly number[];
}

/** A page with a folder of its own, in which its commands and snippets run. */
export interface PageFolder {
  readonly page: string;
  readonly folder: string;
  readonly snippets: readonly Snippet[];
  readonly commands: readonly Fence[];
}

/** A folder in which the packages of the house resolve as they do for a user who has installed them. */
export interface Workspace {
  readonly folder: string;
  /** Holds the commands that pages use: what they find first on their PATH. */
  readonly bin: string;
  readonly pages: readonly PageFolder[];
}

/**
 * Lays out the fences of all pages, each page in a folder of its own.
 * @param folder empty
 * @param documents folder whose files every page finds in its own
 * @param web base URL, ending in `/`, that stands in for `https://example.com/`
 */
export function layOut(fences: readonly Fence[], folder: string, documents: string, web: string): Workspace {
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const bin = join(folder, 'bin');
  writeShims(bin);
  const pages = [...Map.groupBy(fences, ({ page }) => page)].map(([page, own]) => {
    const place = join(folder, 'pages', page.replace(/[^\w]+/g, '-'));
    mkdirSync(place, { recursive: true });
    cpSync(documents, place, { recursive: true });
    const inPlace = own.map((fence) => ({ ...fence, code: fence.code.replaceAll(WEB, web) }));
    const snippets = toSnippets(inPlace, place);
    for (const { path, code } of snippets) writeFileSync(path, code);
    return { page, folder: place, snippets, commands: inPlace.filter(({ language }) => language === 'sh') };
  });
  return { folder, bin, pages };
}

function toSnippets(fences: readonly Fence[], folder: string): Snippet[] {
  const snippets: Snippet[] = [];
  for (const fence of fences) {
    if (fence.language !== 'ts') continue;
    const before = fence.info.continues ? snippets.at(-1) : undefined;
    if (fence.info.continues && !before)
      throw new Error(`${fence.page}:${fence.line}: there is no fence to go on from.`);
    const own = fence.code.split('\n');
    const lines = [...(before?.lines ?? []), ...own.map((_, at) => fence.line + 1 + at), fence.line];
    const path = join(folder, fence.info.file ?? `line-${fence.line}.ts`);
    // Without an import or export of its own, a file would not be a module.
    snippets.push({ fence, path, code: `${before?.code ?? ''}${fence.code}\nexport {};\n`, lines });
  }
  return snippets;
}
