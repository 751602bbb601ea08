import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCache } from './cache.js';

describe('openCache', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cache-'));
  });
  afterEach(async () => {
    await rm(dir, { recursive: true, force: true });
  });
  const onlyEntry = async (): Promise<string> => join(dir, (await readdir(dir))[0] ?? '');

  it('gives back what was kept, by name and content, also to another process', async () => {
    await openCache(dir).set('problems', 'abc', [{ a: 1 }]);
    const cache = openCache(dir);
    expect(await cache.get('problems', 'abc')).toEqual([{ a: 1 }]);
    expect(await cache.get('problems', 'abd')).toBeNull();
    expect(await cache.get('types', 'abc')).toBeNull();
  });

  it('takes a damaged entry for none and lets it be replaced', async () => {
    const cache = openCache(dir);
    await cache.set('types', 'abc', 'text');
    const file = await onlyEntry();
    await writeFile(file, (await readFile(file, 'utf8')).replace('text', 'next'));
    expect(await cache.get('types', 'abc')).toBeNull();
    await writeFile(file, '');
    expect(await cache.get('types', 'abc')).toBeNull();
    await cache.set('types', 'abc', 'again');
    expect(await cache.get('types', 'abc')).toBe('again');
  });

  it('leaves no half-written files, however many write at once', async () => {
    const cache = openCache(dir);
    const large = 'x'.repeat(200_000);
    await Promise.all(Array.from({ length: 20 }, () => cache.set('types', 'abc', large)));
    expect(await readdir(dir)).toHaveLength(1);
    expect(await cache.get('types', 'abc')).toBe(large);
  });

  it('does without a folder that cannot be written', async () => {
    await writeFile(join(dir, 'file'), '');
    const cache = openCache(join(dir, 'file', 'below'));
    await cache.set('types', 'abc', 'text');
    expect(await cache.get('types', 'abc')).toBeNull();
  });
});
