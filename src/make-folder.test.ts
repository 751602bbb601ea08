import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './make-folder.js';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'touchstone-'));
});
afterEach(() => rm(base, { recursive: true }));

test('a folder is made with all its parents, and making it again is fine', async () => {
  const path = join(base, 'a', 'b', 'c');
  await makeFolder(path);
  await makeFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);
});

test('several at once for the same place all succeed', async () => {
  const path = join(base, 'x', 'y');
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(path)));
  expect((await stat(path)).isDirectory()).toBe(true);
});

test.skipIf(!existsSync('/proc/self'))(
  'a place where no folder can be made is an error, not an endless wait',
  async () => {
    await expect(makeFolder('/proc/self/no/such/place')).rejects.toThrow(/ENOENT|EPERM|EACCES/);
  },
);
