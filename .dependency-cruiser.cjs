/**
 * The direction of the arrows between packages. A test (tools/repo-checks) breaks each rule in a copy and asserts that it is found.
 *
 * core ◀── layout ◀── pdf-common ◀── backends · core ◀── executors · core ◀── testkit, llm · all ◀── unifex
 *
 * A package that is none of those named here is a backend, so that a new one is held to the rules from its first file.
 */
const TEST = '\\.test\\.ts$';
const NOT_BACKENDS = 'core|layout|pdf-common|executors|llm|testkit|unifex';

/** `from` may import, of the packages of the house, only itself and what `allowed` names. Tests may use the testkit besides. */
function only(name, from, allowed, comment) {
  const to = (names) => ({ path: '(^|/)packages/[^/]+/', pathNot: `(^|/)packages/(${names})/` });
  return [
    { name, comment, severity: 'error', from: { path: from, pathNot: TEST }, to: to(allowed) },
    {
      name: `${name}-tests`,
      comment,
      severity: 'error',
      from: { path: from, pathNot: `(?<!${TEST})$` },
      to: to(`${allowed}|testkit`),
    },
  ];
}

module.exports = {
  forbidden: [
    ...only(
      'core-imports-no-package',
      '^packages/core/',
      'core',
      'Everything imports core, so core imports nothing of the house.',
    ),
    ...only(
      'layout-imports-core-only',
      '^packages/layout/',
      'core|layout',
      'Layout is shared by all backends and knows none.',
    ),
    ...only(
      'pdf-common-imports-core-and-layout-only',
      '^packages/pdf-common/',
      'core|layout|pdf-common',
      'What PDF backends share knows no engine.',
    ),
    ...only(
      'executors-import-core-only',
      '^packages/executors/',
      'core|executors',
      'An executor runs any backend and knows none.',
    ),
    ...only(
      'llm-imports-core-only',
      '^packages/llm/',
      'core|llm',
      'Language models read what any backend gives, and know none: tests find one in the registry.',
    ),
    ...only(
      'testkit-imports-core-only',
      '^packages/testkit/',
      'core|testkit',
      'The suite tests any backend and knows none.',
    ),
    ...only(
      'backend-imports-core-and-layout-only',
      `^packages/(?!(?:${NOT_BACKENDS})/)([^/]+)/`,
      'core|layout|pdf-common|$1',
      'A backend that needs another takes a BackendRef as an option.',
    ),
    {
      name: 'runs-in-a-browser',
      comment:
        'core, layout and the PDF packages run unchanged in a browser: Node.js is used in platform.node.ts alone.',
      severity: 'error',
      from: {
        path: '^packages/(core|layout|pdf|pdf-common|pdfium)/src/',
        pathNot: [TEST, '/platform\\.node\\.ts$', '/test-[^/]+\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-test-in-the-product',
      comment: 'Shipped files do not import tests, nor the helpers of tests.',
      severity: 'error',
      from: { path: '^packages/', pathNot: [TEST, '/test-[^/]+\\.ts$', '^packages/testkit/'] },
      to: { path: '(\\.test|/test-[^/]+)\\.ts$', pathNot: '^packages/testkit/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that import each other are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      comment: 'An import that leads nowhere would hide whatever it broke.',
      severity: 'error',
      from: {},
      // pdf.js keeps its declarations at paths that only TypeScript resolves.
      to: { couldNotResolve: true, pathNot: '^pdfjs-dist/types/' },
    },
    {
      name: 'declared',
      comment: 'A package that is there only because something else installed it is not there for users.',
      severity: 'error',
      from: { path: '^packages/', pathNot: [TEST, '/test-[^/]+\\.ts$'] },
      // An optional peer is declared for users, and a development dependency besides.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-dev'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.tsc|coverage)/|tools/generators/src/backend/files/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@unifex/source', 'node', 'import', 'default'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
    },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
