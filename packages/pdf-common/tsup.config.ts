import { preset } from '../../tsup.preset.ts';

export default preset({
  index: 'src/index.ts',
  repair: 'src/repair/index.ts',
  syntax: 'src/syntax/index.ts',
});
