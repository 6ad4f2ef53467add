import { preset } from '../../tsup.preset.ts';

export default preset({
  index: 'src/index.ts',
  auto: 'src/auto/index.ts',
  schema: 'src/schema.ts',
  'platform.browser': 'src/platform.browser.ts',
  'platform.node': 'src/platform.node.ts',
});
