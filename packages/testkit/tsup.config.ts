import { preset } from '../../tsup.preset.ts';

export default preset({
  index: 'src/index.ts',
  'fake-backend': 'src/fake-backend.ts',
  'fake-shared-backend': 'src/fake-shared-backend.ts',
});
