import { preset } from '../../tsup.preset.ts';

export default preset({
  index: 'src/index.ts',
  preload: 'src/preload.ts',
  'platform.browser': 'src/platform.browser.ts',
  'platform.node': 'src/platform.node.ts',
});
