import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { installPacked, startServer, type Installation, type Running, type TestServer } from './installed.js';

let installed: Installation;
let gateway: Running;
let slow: TestServer;
/** Requests the slow server has been sent. */
let seen = 0;
let onSeen: () => void = () => undefined;
/** Which request, counted from 1, is the first to get no answer. */
let stallAt = Infinity;

beforeAll(async () => {
  installed = await installPacked();
  gateway = installed.start(['serve']);
  const upstream = new URL(await gateway.says(/http:\/\/127\.0\.0\.1:\d+\/api\/v1/));
  // Hands requests on to the gateway until it is told to stall.
  slow = await startServer((incoming, outgoing) => {
    seen += 1;
    onSeen();
    if (seen >= stallAt) return;
    const { method, url: path, headers } = incoming;
    const forwarded = request({ host: upstream.hostname, port: upstream.port, method, path, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    // What a run leaves open when it is interrupted may break off at any time.
    for (const stream of [incoming, outgoing, forwarded]) stream.on('error', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
});

afterAll(async () => {
  gateway.process.kill('SIGTERM');
  await gateway.ended;
  await slow.close();
  await installed.remove();
});

beforeEach(() => {
  seen = 0;
});

afterEach(() => {
  stallAt = Infinity;
});

function requestsSeen(count: number): Promise<void> {
  return new Promise((done) => {
    onSeen = () => {
      if (seen >= count) done();
    };
    onSeen();
  });
}

test('Ctrl-C in the middle of a run leaves a valid log, reports that say so, and exit code 4', async () => {
  stallAt = 5;
  const run = installed.start(['run', `${slow.url}/api/v1`, '--reports', 'cut']);
  await requestsSeen(5);
  run.process.kill('SIGINT');
  const { exitCode, out, err } = await run.ended;
  expect(exitCode).toBe(4);
  expect(out).toMatch(/inconclusive/i);
  expect(err).not.toMatch(/^\s+at /m);
  const log = await readFile(join(installed.cwd, 'cut/run.ndjson'), 'utf8');
  const events = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; incomplete?: string | null });
  expect(events[0]?.kind).toBe('header');
  expect(events.at(-1)).toMatchObject({ kind: 'footer', incomplete: expect.any(String) as string });
  const results = JSON.parse(await readFile(join(installed.cwd, 'cut/results.json'), 'utf8')) as { verdict: string };
  expect(results.verdict).toBe('inconclusive');
});

test('Ctrl-C before the first answer is no fault of the target: exit code 4', async () => {
  stallAt = 1;
  const run = installed.start(['run', `${slow.url}/api/v1`, '--reports', 'early']);
  await requestsSeen(1);
  run.process.kill('SIGTERM');
  const { exitCode, err } = await run.ended;
  expect(exitCode).toBe(4);
  expect(err).toContain('touchstone: interrupted');
});

test('serve stops at once on a signal although a client keeps its connection', async () => {
  const server = installed.start(['serve']);
  const url = await server.says(/http:\/\/127\.0\.0\.1:\d+\/api\/v1/);
  expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
  server.process.kill('SIGINT');
  expect((await server.ended).exitCode).toBe(0);
});
