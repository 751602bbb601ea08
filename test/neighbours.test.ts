import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Config } from '../src/config/config.js';
import { resolveConfig } from '../src/config/resolve.js';
import { observeSession, runSession } from '../src/session.js';

const document = { openapi: '3.1.0', info: { title: 'Any', version: '1' }, paths: {} };

/** A target that keeps whoever comes first waiting. */
async function startDoor() {
  let release: () => void = () => undefined;
  const released = new Promise<void>((done) => (release = done));
  let come: () => void = () => undefined;
  const came = new Promise<void>((done) => (come = done));
  let first = true;
  const server = createServer((_, response) => {
    const held = first ? released : Promise.resolve();
    first = false;
    come();
    void held.then(() => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(document)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, came, release };
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test.each([
  [
    'one that leaves its reports',
    async (...given: Parameters<typeof runSession>) => (await runSession(...given)).results,
  ],
  ['one that leaves no files, as a replay', observeSession],
])('two runs of one process with the same key see each other: %s', async (_, start) => {
  const folder = await makeFolder();
  const door = await startDoor();
  const run = (reports: string) => {
    const value: Config = {
      target: door.url,
      profile: 'openapi',
      principals: { sender: { value: 'key-0123456789' } },
      reports: join(folder, reports),
      cache: join(folder, 'cache'),
    };
    const file = { path: 'test', folder, value };
    const surroundings = { flags: {}, environment: {}, cwd: folder, cacheHome: null, dryRun: false, freshSeed: 1 };
    const config = resolveConfig({ ...surroundings, file, readText: () => '' });
    return start(config, { toolVersion: '0', onEvent: () => undefined, signal: new AbortController().signal });
  };
  const waiting = run('one');
  await door.came;
  const other = await run('other');
  door.release();
  const one = await waiting;
  expect(one.notices).toEqual([
    expect.stringContaining(`the key of sender on this target at the same time: ${other.runId},`),
  ]);
  expect(other.notices).toEqual([expect.stringContaining(one.runId)]);
  expect((await run('alone')).notices).toEqual([]);
});
