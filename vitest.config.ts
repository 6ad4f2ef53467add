import { defineConfig } from 'vitest/config';

// `import` and `require` are not among them: vitest hands the list to Node, which would then give `require` what is for `import`.
const CONDITIONS = ['@unifex/source', 'node'];

// Packages resolve to their source, so that an edit is tested without a build; only spawned workers use `dist`.
export default defineConfig({
  resolve: { conditions: CONDITIONS },
  ssr: { resolve: { conditions: CONDITIONS } },
  test: {
    // `npm run test:browser` runs these, because a browser is not on every machine.
    exclude: ['**/node_modules/**', '**/dist/**', 'tools/browser-tests/**'],
    include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'docs/**/*.test.ts', 'examples/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
