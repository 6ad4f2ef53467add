import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './root.ts';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
  readonly license?: string;
  readonly sideEffects?: boolean | string[];
  readonly engines?: Record<string, string>;
  readonly files?: string[];
  readonly exports?: Record<string, unknown>;
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
}

const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}`);
const versions = new Map(packages.map((folder) => [manifest(folder).name, manifest(folder).version]));

describe.each(packages)('%s', (folder) => {
  const described = manifest(folder);

  it('is ESM only, free of side effects but for the entries of workers, and says which Node.js it needs', () => {
    expect(described).toMatchObject({ type: 'module', license: 'Apache-2.0', engines: { node: '>=22.13' } });
    const effects = described.sideEffects;
    expect(effects === false || (Array.isArray(effects) && effects.every((file) => file.includes('worker')))).toBe(
      true,
    );
  });

  it('ships its build, its source without tests, its licence and its own README', () => {
    expect(described.files).toEqual(expect.arrayContaining(['dist', 'src', '!src/**/*.test.ts']));
    const licence = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
    expect(readFileSync(join(ROOT, folder, 'LICENSE'), 'utf8')).toBe(licence);
    expect(existsSync(join(ROOT, folder, 'README.md'))).toBe(true);
  });

  it('exports types before code, and its manifest', () => {
    const exported = described.exports ?? {};
    expect(exported).toHaveProperty(['./package.json'], './package.json');
    for (const [name, target] of Object.entries(exported)) {
      if (name === './package.json') continue;
      expect(Object.keys(target as object)).toEqual(['@unifex/source', 'types', 'default']);
    }
  });

  it('depends on the packages of the house at the version that they have', () => {
    for (const [name, range] of Object.entries(described.dependencies ?? {})) {
      if (versions.has(name)) expect(`${name}@${range}`).toBe(`${name}@${versions.get(name)}`);
    }
  });
});

describe('the scripts of the root', () => {
  const scripts = Object.entries(manifest('.').scripts ?? {});

  it.each(scripts)('%s names files that are there', (_name, command) => {
    const files = command.split(/\s+/).filter((word) => /^[\w.-]+\/[\w./-]+\.(ts|mjs|js)$/.test(word));
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
