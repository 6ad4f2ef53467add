import { preset } from '../../tsup.preset.ts';

export default preset(
  {
    index: 'src/index.ts',
    'engine-worker': 'src/engine/worker.ts',
    server: 'src/server/index.ts',
    'searchable-pdf': 'src/searchable-pdf/index.ts',
  },
  {
    // An optional dependency, which tsup would take for one of ours.
    external: [/^#/, /^@unifex\//, /^node:/, 'sharp'],
  },
);
