import { readJson, writeJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import backendGenerator from './generator.ts';

describe('the generator of backends', () => {
  let tree: Tree;

  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace({ formatter: 'prettier' });
    writeJson(tree, 'packages/core/package.json', { name: '@unifex/core', version: '1.2.3' });
    writeJson(tree, 'tsconfig.json', { files: [], references: [{ path: 'packages/core' }, { path: 'packages/pdf' }] });
    tree.write('LICENSE', 'the licence');
  });

  it('writes a package of its name at the version of the others', async () => {
    await backendGenerator(tree, { name: 'my-backend' });
    expect(readJson(tree, 'packages/my-backend/package.json')).toMatchObject({
      name: '@unifex/my-backend',
      version: '1.2.3',
      dependencies: { '@unifex/core': '1.2.3' },
      devDependencies: { '@unifex/executors': '1.2.3', '@unifex/testkit': '1.2.3' },
    });
    expect(tree.read('packages/my-backend/LICENSE', 'utf8')).toBe('the licence');
    expect(tree.read('packages/my-backend/src/index.ts', 'utf8')).toContain(
      'export { myBackendBackend, myBackendBackend as default }',
    );
  });

  it('fills every placeholder', async () => {
    await backendGenerator(tree, { name: 'abc' });
    const files = tree.listChanges().filter(({ path }) => path.startsWith('packages/abc/'));
    expect(files.length).toBeGreaterThan(10);
    for (const { path, content } of files) {
      expect(path).not.toContain('__');
      expect(content?.toString()).not.toContain('<%');
    }
  });

  it('says in the README what to fill in, file by file, and each file is there and says it too', async () => {
    await backendGenerator(tree, { name: 'abc' });
    const readme = tree.read('packages/abc/README.md', 'utf8') ?? '';
    const files = [...readme.matchAll(/^\d\. `(.+?)`/gm)].map((match) => match[1] ?? '');
    expect(files).toHaveLength(5);
    for (const file of files) expect(tree.read(`packages/abc/${file}`, 'utf8')).toContain('Fill in:');
  });

  it('adds the package to what the root type-checks', async () => {
    await backendGenerator(tree, { name: 'my-backend' });
    expect(readJson<{ references: unknown[] }>(tree, 'tsconfig.json').references).toEqual([
      { path: 'packages/core' },
      { path: 'packages/my-backend' },
      { path: 'packages/pdf' },
    ]);
  });

  it.each(['My-Backend', 'my_backend', '-x', 'x-', '../x', '', '1x', '@a/b'])('refuses the name "%s"', async (name) => {
    await expect(backendGenerator(tree, { name })).rejects.toThrow(`The name "${name}" does not fit`);
    expect(tree.exists(`packages/${name}/package.json`)).toBe(false);
  });

  it('refuses to write over a package', async () => {
    await expect(backendGenerator(tree, { name: 'core' })).rejects.toThrow('There is a package packages/core already.');
  });
});
