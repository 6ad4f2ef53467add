import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

/** A package of the house, as its package.json describes it. */
export interface HousePackage {
  readonly name: string;
  readonly description: string;
  /** Packages of the house that it depends on. */
  readonly needs: readonly string[];
  /** Packages of others that it brings along. */
  readonly brings: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** All published packages of the repository. */
export function readPackages(): HousePackage[] {
  const manifests = readdirSync(join(ROOT, 'packages')).map((folder) => {
    return JSON.parse(readFileSync(join(ROOT, 'packages', folder, 'package.json'), 'utf8')) as Manifest;
  });
  const names = new Set(manifests.map(({ name }) => name));
  return manifests.map(({ name, description, dependencies = {} }) => ({
    name,
    description,
    needs: Object.keys(dependencies).filter((other) => names.has(other)),
    brings: Object.keys(dependencies).filter((other) => !names.has(other)),
  }));
}
