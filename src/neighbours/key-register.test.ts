import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enterKeyRegister, type KeyUse, type RunProcess } from './key-register.js';

let folder: string;
/** Ids of the processes that run. */
let running: Set<number>;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'touchstone-')), 'runs');
  running = new Set([1, 2, 3, 4]);
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const target = 'https://api.example.com/api/v1';
const keys = { sender: 'smx_mbx_one', root: 'smx_root_two' };

function enter(id: number, change: Partial<KeyUse> = {}, host = 'here') {
  const process: RunProcess = { id, host, isRunning: (one) => running.has(one) };
  const use = { runId: `run-${id}`, target, keys, startedAt: Date.now(), maxTimeMs: 60_000, ...change };
  return enterKeyRegister(folder, use, process);
}

async function entries(): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name !== 'salt');
}

test('two runs that share keys see each other, whichever came first', async () => {
  const first = await enter(1, { startedAt: 1_000 + Date.now() });
  const second = await enter(2, { keys: { agent: keys.root, sender: 'smx_mbx_other' } });
  expect(first.others()).toMatchObject([{ runId: 'run-2', process: 2, principals: ['root'] }]);
  expect(second.others()).toMatchObject([{ runId: 'run-1', process: 1, principals: ['agent'] }]);
});

test('one key under two names is one key of which both are told', async () => {
  await enter(1);
  const both = await enter(2, { keys: { sender: keys.sender, unprivileged: keys.sender } });
  expect(both.others()).toMatchObject([{ principals: ['sender', 'unprivileged'] }]);
});

test.each<[string, Partial<KeyUse>]>([
  ['another key', { keys: { sender: 'smx_mbx_other' } }],
  ['another target', { target: 'https://api.example.com/api/v2' }],
])('a run with %s is none of our business', async (_, change) => {
  const first = await enter(1);
  const second = await enter(2, change);
  expect([...first.others(), ...second.others()]).toEqual([]);
});

test('who has left is not seen by those who come later, and leaves nothing behind', async () => {
  const first = await enter(1);
  first.leave();
  expect(await entries()).toEqual([]);
  expect((await enter(2)).others()).toEqual([]);
});

test('who came and went during a run is told when it ends', async () => {
  const first = await enter(1, { startedAt: Date.now() - 1 });
  const second = await enter(2);
  second.leave();
  // A newcomer tidies up, but not what the first has yet to read.
  const third = await enter(3, { startedAt: Date.now() + 1_000 });
  expect(third.others().map(({ runId }) => runId)).toEqual(['run-1']);
  expect(first.others().map(({ runId }) => runId)).toEqual(['run-2', 'run-3']);
  third.leave();
  first.leave();
  (await enter(4)).leave();
  expect(await entries()).toEqual([]);
});

test('a run that was killed is taken out by the next', async () => {
  await enter(1);
  running.delete(1);
  const second = await enter(2);
  expect(second.others()).toEqual([]);
  expect((await entries()).every((name) => name.includes('run-2'))).toBe(true);
});

test('a run beyond its time has ended, though its process id may have been given away', async () => {
  await enter(1, { startedAt: Date.now() - 3_600_000 });
  expect((await enter(2)).others()).toEqual([]);
});

test('a process of another machine cannot be asked, so its time decides', async () => {
  await enter(3, {}, 'there');
  running.delete(3);
  expect((await enter(2)).others()).toMatchObject([{ runId: 'run-3' }]);
});

test('no file tells a key, and equal keys have other names in another folder', async () => {
  await enter(1);
  const files = await readdir(folder);
  const written = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  for (const key of Object.values(keys)) expect([...files, ...written].join('\n')).not.toContain(key);
  for (const name of files) expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
  await rm(folder, { recursive: true });
  await enter(1);
  expect((await entries()).filter((name) => files.includes(name))).toEqual([]);
});

test('what is damaged is passed over', async () => {
  await enter(1);
  for (const name of await entries()) await writeFile(join(folder, name), '{"runId":');
  expect((await enter(2)).others()).toEqual([]);
  await writeFile(join(folder, 'salt'), '');
  expect((await enter(3)).others()).toEqual([]);
});

test('a folder that is taken away during a run costs nothing but the warning', async () => {
  const first = await enter(1);
  await enter(2);
  await rm(folder, { recursive: true });
  expect(first.others()).toEqual([]);
  first.leave();
});

test('a folder that cannot be used costs nothing but the warning', async () => {
  const file = join(folder, '..', 'file');
  await writeFile(file, '');
  const register = await enterKeyRegister(
    join(file, 'runs'),
    { runId: 'run-1', target, keys, startedAt: 0, maxTimeMs: 1 },
    { id: 1, host: 'here', isRunning: () => true },
  );
  expect(register.others()).toEqual([]);
  register.leave();
});
