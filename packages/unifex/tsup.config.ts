import { preset } from '../../tsup.preset.ts';

export default preset({ index: 'src/index.ts', cli: 'src/cli.ts', 'render-backend': 'src/render-backend.ts' });
