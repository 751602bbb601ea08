import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheHomeOf } from './cache-home.js';

const usual = join(homedir(), '.cache');

test.each([
  [{ XDG_CACHE_HOME: '/x', LOCALAPPDATA: '/y' }, '/x'],
  [{ XDG_CACHE_HOME: 'x', LOCALAPPDATA: '/y' }, '/y'],
  [{ XDG_CACHE_HOME: '' }, usual],
  [{}, usual],
])('with %j the cache folder of the user is %s', (environment, want) => {
  expect(cacheHomeOf(environment)).toBe(want);
});
