// The house rules a linter can hold: who may import Tauri, no raw HTML, no web storage, no static style attributes.
import js from '@eslint/js';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const onlyApiKnowsTauri = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['@tauri-apps/*'], message: 'Only src/api may know Tauri.' },
        { group: ['**/api/bindings'], message: 'Import types and calls from src/api instead.' },
      ],
    },
  ],
};

const noWebStorage = {
  'no-restricted-globals': [
    'error',
    ...['localStorage', 'sessionStorage', 'indexedDB', 'fetch'].map((name) => ({
      name,
      message: 'Customer data and settings stay in the mirror.',
    })),
  ],
};

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/bindings.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-undef': 'off',
      ...onlyApiKnowsTauri,
      ...noWebStorage,
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'The content policy refuses style attributes; use classes or style: directives.',
        },
      ],
      'svelte/button-has-type': 'error',
      'svelte/no-target-blank': 'error',
      // Sets and maps in plain classes are replaced, not mutated, when something on screen depends on them.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  // French puts a space that does not break before : ; ? ! and inside « ».
  {
    files: ['src/text/fr/**'],
    rules: { 'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true }] },
  },
  { files: ['src/api/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['*.config.{js,ts}'], languageOptions: { globals: { ...globals.node } } },
);
