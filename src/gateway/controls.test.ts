import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { dataOf, errorOf, startClient } from '../../test/support/gateway-client.js';
import { createAllowance } from './allowance.js';

let client: GatewayClient;
beforeAll(async () => {
  client = await startClient();
});
afterEach(async () => {
  await client.control('DELETE', '/faults');
  await client.control('POST', '/balance', { messages: null });
  await client.control('POST', '/daily-cap', { messages: null });
});
afterAll(() => client.gateway.close());

const five = () => Array.from({ length: 5 }, () => client.mail());
const statusesOf = async (count: number) => {
  const { results } = dataOf(await client.batch(Array.from({ length: count }, () => client.mail())));
  return results.map(({ status }) => status);
};

describe('a fault', () => {
  it('strikes the requests of one principal alone', async () => {
    await client.control('POST', '/faults', { fault: 'internal-error', principal: 'secondSender' });
    await client.control('POST', '/faults', { fault: 'no-credits' });
    expect((await client.send(client.mail(), { as: 'secondSender' })).status).toBe(500);
    expect((await client.send(client.mail())).status).toBe(402);
    await client.control('DELETE', '/faults?principal=secondSender');
    expect((await client.send(client.mail(), { as: 'secondSender' })).status).toBe(402);
  });

  it('strikes one message of a batch', async () => {
    await client.control('POST', '/faults', { fault: 'one-item-transient', item: 3 });
    const { results } = dataOf(await client.batch(five()));
    expect(results.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued', 'failed', 'queued']);
    expect(results[3]?.error).toMatchObject({ code: 'service_unavailable', retryable: true });
    expect((await client.send(client.mail())).status).toBe(200);
  });

  it('takes the store of idempotency keys away: requests run unprotected', async () => {
    const mail = client.mail({ subject: 'unprotected' });
    const first = dataOf(await client.send(mail, { idempotencyKey: 'k' }));
    await client.control('POST', '/faults', { fault: 'store-down' });
    expect(dataOf(await client.send(mail, { idempotencyKey: 'k' })).message_id).not.toBe(first.message_id);
    await client.control('DELETE', '/faults');
    expect(dataOf(await client.send(mail, { idempotencyKey: 'k' }))).toEqual(first);
    expect(await client.queued('unprotected')).toHaveLength(2);
  });
});

describe('the balance', () => {
  it('runs out: a batch it does not cover is refused as a whole', async () => {
    await client.control('POST', '/balance', { messages: 6 });
    expect(await statusesOf(5)).toHaveLength(5);
    const refused = await client.batch(five());
    expect([refused.status, errorOf(refused).code]).toEqual([402, 'insufficient_credits']);
    expect((await client.send(client.mail())).status).toBe(200);
    expect((await client.send(client.mail())).status).toBe(402);
  });

  it('may be that of one principal', async () => {
    await client.control('POST', '/balance', { messages: 0, principal: 'secondSender' });
    expect((await client.send(client.mail(), { as: 'secondSender' })).status).toBe(402);
    expect((await client.send(client.mail())).status).toBe(200);
    await client.control('POST', '/balance', { messages: null, principal: 'secondSender' });
    expect((await client.send(client.mail(), { as: 'secondSender' })).status).toBe(200);
  });
});

describe('the daily cap', () => {
  it('lets earlier messages through, and is there again at midnight', async () => {
    await client.control('POST', '/daily-cap', { messages: 3 });
    expect(await statusesOf(5)).toEqual(['queued', 'queued', 'queued', 'failed', 'failed']);
    const batch = await client.batch(five());
    const single = await client.send(client.mail());
    for (const reply of [batch, single]) {
      expect([reply.status, errorOf(reply).code]).toEqual([429, 'daily_limit_exceeded']);
      expect(errorOf(reply).retryable).toBe(true);
    }
    const wait = Number(single.header('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(86_400);
    await client.control('POST', '/clock', { advance_seconds: wait });
    expect((await client.send(client.mail())).status).toBe(200);
  });
});

it.each([
  ['/faults', { fault: 'internal-error', principal: 'nobody' }],
  ['/faults', { fault: 'one-item-transient', item: -1 }],
  ['/faults', { fault: 'store-down', principal: 'sender' }],
  ['/balance', {}],
  ['/balance', { messages: -1 }],
  ['/daily-cap', { messages: 1, principal: 7 }],
])('%s cannot use %j', async (path, body) => {
  expect((await client.control('POST', path, body)).status).toBe(400);
});

it('an allowance is what both the principal and all together have left', () => {
  const allowance = createAllowance(() => 0);
  allowance.set(5, null);
  allowance.set(2, 'sender');
  allowance.spend('sender');
  expect([allowance.left('sender'), allowance.left('root')]).toEqual([1, 4]);
  allowance.set(null, 'sender');
  expect(allowance.left('sender')).toBe(4);
});
