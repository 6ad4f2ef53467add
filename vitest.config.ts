import { defineConfig } from 'vitest/config';

// Packages resolve to their source, so that an edit is tested without a build; only spawned workers use `dist`.
export default defineConfig({
  resolve: { conditions: ['@unifex/source', 'node', 'import', 'module', 'default'] },
  ssr: { resolve: { conditions: ['@unifex/source', 'node', 'import', 'module', 'default'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'docs/**/*.test.ts', 'examples/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
