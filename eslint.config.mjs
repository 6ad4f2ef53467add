import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores([
    '**/dist/**',
    '**/.tsc/**',
    '**/coverage/**',
    '**/.bench/**',
    '**/*.js',
    '.nx/**',
    'docs/reference/api/**',
    // Of a build that goes on meanwhile.
    '**/tsup.config.bundled_*',
    // Templates, which become TypeScript only once their placeholders are filled.
    'tools/generators/src/backend/files/**',
  ]),
  {
    files: ['{packages,tools,examples}/*/src/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A method of an async contract that has nothing to wait for is normal here.
      '@typescript-eslint/require-await': 'off',
      // `${index}` says what it means; only what has no useful text of its own is refused.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An index into a typed array, in bounds by the loop around it, is asserted and not checked again for every glyph.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Callers in plain JavaScript pass what the types forbid, and `signal.aborted` changes while one waits: such checks stay.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Spreading a string by code points is what is wanted where it is done.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowEmpty: true }],
      // `() => resolve()` and `return abort()` read well.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.test.ts', 'tools/pdf-suite/src/suites/*.ts'],
    // `expect.any(…)` and `expect.objectContaining(…)` are typed `any`.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
]);
