import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, Converter, type ProjectReflection, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { ROOT } from '../root.ts';

interface Entry {
  /** What people import. */
  readonly specifier: string;
  readonly source: string;
}

/** What the packages export to people, by the name of the page that tells of it. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  core: { specifier: '@unifex/core', source: 'packages/core/src/index.ts' },
  'core-schema': { specifier: '@unifex/core/schema', source: 'packages/core/src/schema.ts' },
  executors: { specifier: '@unifex/executors', source: 'packages/executors/src/index.ts' },
  layout: { specifier: '@unifex/layout', source: 'packages/layout/src/index.ts' },
  llm: { specifier: '@unifex/llm', source: 'packages/llm/src/index.ts' },
  pdf: { specifier: '@unifex/pdf', source: 'packages/pdf/src/index.ts' },
  testkit: { specifier: '@unifex/testkit', source: 'packages/testkit/src/index.ts' },
  unifex: { specifier: 'unifex', source: 'packages/unifex/src/index.ts' },
};

const INDEX = `# API reference

Written by \`npm run docs:api\` from the comments in the source; the check of the repository fails when it is not what they say.

| Import | |
| --- | --- |
${Object.entries(ENTRIES)
  .map(([page, { specifier }]) => `| \`${specifier}\` | [${page}](${page}.md) |`)
  .join('\n')}
`;

const OPTIONS: Partial<TypeDocOptions & PluginOptions> = {
  plugin: ['typedoc-plugin-markdown'],
  tsconfig: join(ROOT, 'tools/docs/typedoc.tsconfig.json'),
  basePath: ROOT,
  entryPoints: Object.values(ENTRIES).map(({ source }) => join(ROOT, source)),
  name: 'API reference',
  readme: 'none',
  // What does not compile is for the check of types to tell.
  skipErrorChecking: true,
  disableSources: true,
  disableGit: true,
  excludePrivate: true,
  excludeExternals: true,
  excludeReferences: true,
  router: 'module',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
  expandObjects: false,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  enumMembersFormat: 'table',
  propertyMembersFormat: 'table',
  sort: ['source-order'],
  pageTitleTemplates: { module: ({ name }) => ENTRIES[name]?.specifier ?? name },
  logLevel: 'Warn',
};

/** Writes the reference of all packages into a folder, a page for each entry, from the comments in the source. */
export async function generateApi(folder: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({ ...OPTIONS, out: folder });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => namePages(context.project));
  const project = await app.convert();
  if (!project) throw new Error('typedoc found nothing to tell of.');
  await app.generateOutputs(project);
  if (app.logger.hasErrors()) throw new Error('typedoc failed: see above.');
  writeFileSync(join(folder, 'README.md'), INDEX);
}

/** A module has the name of its path, without `index.ts`, until somebody says better. */
function namePages(project: ProjectReflection): void {
  for (const child of project.children ?? []) {
    const found = Object.entries(ENTRIES).find(([, { source }]) =>
      source.replace(/(\/index)?\.ts$/, '').endsWith(child.name),
    );
    if (!found) throw new Error(`typedoc speaks of a module ${child.name}, which is none of the entries.`);
    child.name = found[0];
  }
}
