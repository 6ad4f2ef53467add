import { defineConfig, type Options } from 'tsup';

/** One build for every package: ESM for Node 22 (`await using` is lowered), types, source maps, other packages left external. */
export function preset(entry: Record<string, string>, more: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: 'esm',
    target: 'node22',
    platform: 'neutral',
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: false,
    external: [/^#/, /^@unifex\//, /^node:/],
    ...more,
  });
}
