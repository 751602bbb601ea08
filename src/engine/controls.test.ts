import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findProfile } from '../requirements/profiles/index.js';
import { createControls } from './controls.js';

const asked: string[] = [];
const server = createServer((request, response) => {
  void text(request).then((body) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''} ${body}`.trim());
    const known = request.headers['x-touchstone-control'] === 'token';
    response.writeHead(known ? 200 : 404, { 'Content-Type': 'application/json' }).end('{"messages":[]}');
  });
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => asked.splice(0));

function controls(token = 'token') {
  // A listening TCP server has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return createControls({
    controls: { url: `http://127.0.0.1:${port}`, token: { name: 'TOKEN', value: token } },
    profile: findProfile('sending@2026-06'),
    signal: new AbortController().signal,
    tls: { ca: null, insecure: false },
    toolVersion: 'test',
  });
}

test('what a scenario left switched on is undone at its end', async () => {
  const opened = controls();
  await opened.fault('internal-error');
  await opened.delay(400);
  await opened.setRateLimit(1, 60);
  expect(opened.faulted()).toBe(true);
  await opened.end();
  expect(asked).toEqual([
    'POST /faults {"fault":"internal-error"}',
    'POST /delay {"milliseconds":400}',
    'POST /rate-limit {"limit":1,"window_seconds":60}',
    'DELETE /faults',
    'POST /delay {"milliseconds":0}',
    'POST /rate-limit {"limit":1800,"window_seconds":60}',
  ]);
});

test('what a scenario undid itself is not undone again', async () => {
  const opened = controls();
  await opened.fault('queue-down');
  await opened.clearFaults();
  await opened.delay(10);
  await opened.delay(0);
  await opened.setRateLimit(2, 60);
  await opened.setRateLimit(1800, 60);
  expect(opened.faulted()).toBe(false);
  asked.splice(0);
  await opened.end();
  expect(asked).toEqual([]);
});

test('a delay is no fault', async () => {
  const opened = controls();
  await opened.delay(10);
  expect(opened.faulted()).toBe(false);
  await opened.end();
});

test('a control that is refused says so', async () => {
  const opened = controls('wrong');
  await expect(opened.delay(10)).rejects.toThrow('the test control POST /delay answered 404');
  await opened.end();
});
