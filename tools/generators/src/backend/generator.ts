import { fileURLToPath } from 'node:url';
import { formatFiles, generateFiles, installPackagesTask, logger, readJson, updateJson, type Tree } from '@nx/devkit';
import { packageNames } from './package-names.ts';

/** The options of `nx g ./tools/generators:backend`, as schema.json describes them. */
export interface BackendGeneratorOptions {
  readonly name: string;
  readonly skipInstall?: boolean;
}

/**
 * Writes `packages/<name>`: a backend that reads plain text and passes the conformance suite as it stands, with comments where the engine
 * of the new backend goes.
 * @returns what Nx does once the files are on disk
 * @throws Error when the name does not fit, or is taken
 */
export default async function backendGenerator(tree: Tree, options: BackendGeneratorOptions): Promise<() => void> {
  const { name } = options;
  const folder = `packages/${name}`;
  const names = packageNames(name);
  if (tree.exists(folder))
    throw new Error(`There is a package ${folder} already. Choose another name, or remove it first.`);

  const core = readJson<{ version: string }>(tree, 'packages/core/package.json');
  generateFiles(tree, fileURLToPath(new URL('./files', import.meta.url)), folder, {
    ...names,
    tmpl: '',
    version: core.version,
  });
  const licence = tree.read('LICENSE');
  if (licence) tree.write(`${folder}/LICENSE`, licence);
  updateJson<{ references: { path: string }[] }>(tree, 'tsconfig.json', (config) => ({
    ...config,
    references: [...config.references, { path: folder }].sort((a, b) => a.path.localeCompare(b.path)),
  }));
  // How lines break depends on how long the name is.
  await formatFiles(tree);

  return () => {
    if (!options.skipInstall) installPackagesTask(tree, true);
    logger.info(
      `\n${folder} reads plain text for now. What to fill in stands in ${folder}/README.md. Try: npx vitest run ${folder}`,
    );
  };
}
