import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, startServer, type Installation, type Running, type TestServer } from './installed.js';

let installed: Installation;
let gateway: Running;
/** Stands before the gateway and can keep the first run it sees waiting. */
let door: TestServer;
/** As the first run names itself with each request. */
let first: string | undefined;
let requests = 0;
let onHeld: () => void = () => undefined;
let released: Promise<void> = Promise.resolve();
let release: () => void = () => undefined;

beforeAll(async () => {
  installed = await installPacked();
  gateway = installed.start(['serve', '--write-config', 'target.yaml']);
  const upstream = new URL(await gateway.says(/http:\/\/127\.0\.0\.1:\d+\/api\/v1/));
  door = await startServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    first ??= headers['user-agent'];
    if (headers['user-agent'] === first) requests += 1;
    const held = headers['user-agent'] === first && requests > 5;
    if (held) onHeld();
    void (held ? released : Promise.resolve()).then(() => {
      const target = { host: upstream.hostname, port: upstream.port, method, path, headers };
      const forwarded = request(target, (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
  });
});

afterAll(async () => {
  gateway.process.kill('SIGTERM');
  await gateway.ended;
  await door.close();
  await installed.remove();
});

/** Starts a run that comes to a halt in the middle; resolves when it has. */
async function startHeld(...argv: readonly string[]): Promise<Running> {
  [first, requests] = [undefined, 0];
  released = new Promise((done) => (release = done));
  const held = new Promise<void>((done) => (onHeld = done));
  const run = installed.start(argv);
  await held;
  return run;
}

function runOf(reports: string): readonly string[] {
  return ['run', `${door.url}/api/v1`, '--config', 'target.yaml', '--mode', 'smoke', '--reports', reports];
}

async function resultsOf(reports: string): Promise<{ readonly runId: string; readonly notices: readonly string[] }> {
  const text = await readFile(join(installed.cwd, reports, 'results.json'), 'utf8');
  return JSON.parse(text) as { runId: string; notices: readonly string[] };
}

function registered(): Promise<readonly string[]> {
  return readdir(join(installed.cwd, '.cache/touchstone/runs'));
}

test('two runs with the same keys both say so, in the terminal and in every report', async () => {
  const one = await startHeld(...runOf('one'));
  const other = await installed.run([...runOf('other'), '--quiet']);
  release();
  const { err, exitCode } = await one.ended;
  const [oneTold, otherTold] = [await resultsOf('one'), await resultsOf('other')];
  expect([exitCode, other.exitCode]).toEqual([0, 0]);
  expect(oneTold.notices).toEqual([expect.stringContaining(otherTold.runId)]);
  expect(otherTold.notices).toEqual([expect.stringContaining(`${oneTold.runId}, process ${String(one.process.pid)}`)]);
  expect(err).toContain(oneTold.notices[0]);
  expect(other.out).toContain('Another run used the keys of');
  for (const name of ['junit.xml', 'index.html', 'run.ndjson']) {
    expect(await readFile(join(installed.cwd, 'other', name), 'utf8')).toContain(otherTold.notices[0]);
  }
  expect((await installed.run(runOf('alone'))).exitCode).toBe(0);
  expect((await resultsOf('alone')).notices).toEqual([]);
  expect(await registered()).toEqual(['salt']);
});

test('an interrupted run is struck out, and one that was killed troubles nobody', async () => {
  const interrupted = await startHeld(...runOf('cut'));
  expect((await registered()).length).toBeGreaterThan(1);
  interrupted.process.kill('SIGINT');
  expect((await interrupted.ended).exitCode).toBe(4);
  expect(await registered()).toEqual(['salt']);
  const killed = await startHeld(...runOf('killed'));
  killed.process.kill('SIGKILL');
  await killed.ended;
  expect((await installed.run(runOf('after'))).exitCode).toBe(0);
  expect((await resultsOf('after')).notices).toEqual([]);
  expect(await registered()).toEqual(['salt']);
});
