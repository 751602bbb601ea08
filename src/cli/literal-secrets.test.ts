import { expect, test } from 'vitest';
import { refuseLiteralSecrets } from './literal-secrets.js';

test.each([
  [['run', 'https://a.example', '--header', 'X: y'], 3],
  [['run', '-H', 'X: y'], 2],
  [['run', '--header=Authorization: Bearer abc'], 2],
  [['run', 'Authorization:abc'], 2],
  [['run', '--only', 'Bearer abc'], 3],
  [['run', '--api-key', 'abc'], 2],
  [['run', '--token=abc'], 2],
  [['run', '--only', 'smx_live_abcdef'], 3],
  [['run', 'https://me:secret@a.example/v1'], 2],
])('%j is refused for its argument %i, which is not repeated', (argv, position) => {
  let message = '';
  try {
    refuseLiteralSecrets(argv);
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain(`argument ${position} looks like a secret`);
  for (const argument of argv.slice(1)) expect(message).not.toContain(argument);
});

test.each([
  [['run', 'https://a.example:8443/v1', '--only', 'AUTH,KEY-01', '--seed', '7']],
  [['run', '--config', './keys/touchstone.config.ts']],
  [['explain', 'AUTH-01']],
  [['serve', '--show-keys', '--write-config', 'a@b:c.yaml']],
])('%j is accepted', (argv) => {
  expect(() => refuseLiteralSecrets(argv)).not.toThrow();
});
