import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Packages that belong to one room only: importing them elsewhere is an error. */
const home = {
  ajv: 'src/contract',
  'ajv-formats': 'src/contract',
  '@apidevtools/swagger-parser': 'src/contract',
  'openapi-typescript': 'src/contract',
  '@hyperjump/json-schema': 'src/contract',
  re2js: 'src/contract',
  jiti: 'src/config',
  undici: 'src/http',
  fastify: 'src/gateway',
  vitest: 'src/vitest',
  'fast-check': 'src/generate',
  'pure-rand': 'src/generate',
  commander: 'src/cli',
};

const foreign = (room) => ({
  files: [`${room}/**/*.ts`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: Object.entries(home)
          .filter(([, owner]) => owner !== room)
          .map(([name, owner]) => ({ group: [name, `${name}/*`], message: `${name} lives in ${owner}.` })),
      },
    ],
  },
});

const rooms = [
  'cli',
  'config',
  'contract',
  'requirements',
  'http',
  'generate',
  'checks',
  'engine',
  'vitest',
  'report',
  'gateway',
];

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'reports', 'generated', 'node_modules'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    },
  },
  {
    files: ['src/**/*.ts', 'suites/**/*.ts'],
    ignores: ['src/cli/**', '**/*.test.ts', '**/*.suite.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only src/cli/ knows the process.' },
        { name: 'console', message: 'Only src/cli/ writes to the console.' },
        { name: 'fetch', message: 'All traffic passes src/http/client.ts.' },
      ],
      'no-console': 'error',
    },
  },
  ...rooms.map((room) => foreign(`src/${room}`)),
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['*.config.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    // Tables, not code.
    files: ['src/requirements/**/*.ts', 'src/gateway/defects/**/*.ts', 'src/gateway/document/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
);
