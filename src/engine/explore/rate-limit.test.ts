import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway } from '../../gateway/gateway.js';
import type { RunningGateway } from '../../gateway/options.js';
import { optionsAgainst } from '../../selftest/options-against.js';
import type { ControlOptions } from '../controls.js';
import { raiseRateLimit } from './rate-limit.js';

let gateway: RunningGateway;

beforeAll(async () => {
  gateway = await startGateway({ profile: 'sending@2026-06' });
});
afterAll(() => gateway.close());

function options(): ControlOptions {
  const signal = new AbortController().signal;
  return { ...optionsAgainst(gateway, { profile: 'sending@2026-06', name: 'limited' }), signal };
}

async function limit(): Promise<string | null> {
  const headers = { Authorization: `Bearer ${gateway.keys.sender}`, 'Content-Type': 'application/json' };
  const reply = await fetch(`${gateway.url}/emails/send`, { method: 'POST', headers, body: '{}' });
  return reply.headers.get('X-RateLimit-Limit');
}

test('an exploration that uses up more than half a window gets room for it, and gives it back', async () => {
  const raised = await raiseRateLimit(options(), { requests: 901 });
  expect(raised.raised).toBe(true);
  expect(await limit()).toBe(String(1800 + 2 * 901));
  await raised.restore();
  expect(await limit()).toBe('1800');
});

test('a small exploration goes out under the limit of the profile', async () => {
  const raised = await raiseRateLimit(options(), { requests: 900 });
  expect(raised.raised).toBe(false);
  expect(await limit()).toBe('1800');
});

test('a target without controls keeps its limit', async () => {
  const raised = await raiseRateLimit({ ...options(), controls: null }, { requests: 10_000 });
  expect(raised.raised).toBe(false);
  expect(await limit()).toBe('1800');
});
