import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONDITIONS = ['@unifex/source', 'node'];

/** Apart from the other tests: these need a browser on the machine, and the packages built. `npm run test:browser`. */
export default defineConfig({
  resolve: { conditions: CONDITIONS },
  ssr: { resolve: { conditions: CONDITIONS } },
  test: {
    include: ['tools/browser-tests/src/**/*.test.ts'],
    root: ROOT,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
  },
});
