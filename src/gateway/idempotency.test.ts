import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { dataOf, errorOf, startClient } from '../../test/support/gateway-client.js';
import type { HttpReply } from '../../test/support/http-call.js';
import { createIdempotencyStore } from './idempotency.js';
import type { Finished } from './parts.js';

let client: GatewayClient;
let count = 0;
const fresh = () => `key-${(count += 1)}`;

beforeAll(async () => {
  client = await startClient();
});
afterEach(async () => {
  await client.control('DELETE', '/faults');
  await client.control('POST', '/delay', { milliseconds: 0 });
});
afterAll(() => client.gateway.close());

const idOf = (reply: HttpReply) => (reply.status === 200 ? dataOf(reply).message_id : undefined);
const queuedWith = async (subject: string) => (await client.queued(subject)).length;

describe('facts 13, idempotency', () => {
  it('replays the same request to the byte, with fresh allowance headers, and queues one mail', async () => {
    const idempotencyKey = fresh();
    const mail = client.mail({ subject: 'replayed' });
    const first = await client.send(mail, { idempotencyKey });
    expect(first.status).toBe(200);
    for (let again = 0; again < 3; again += 1) {
      const reply = await client.send(mail, { idempotencyKey });
      expect(reply.status).toBe(200);
      expect(reply.body.equals(first.body)).toBe(true);
      expect(reply.header('x-request-id')).toBe(first.header('x-request-id'));
      const used = Number(first.header('x-ratelimit-remaining')) - Number(reply.header('x-ratelimit-remaining'));
      expect(used).toBe(again + 1);
    }
    expect(await queuedWith('replayed')).toBe(1);
  });

  it('answers another body with 409 and keeps the entry', async () => {
    const idempotencyKey = fresh();
    const first = await client.send(client.mail(), { idempotencyKey });
    const other = await client.send(client.mail({ subject: 'conflicting' }), { idempotencyKey });
    expect(other.status).toBe(409);
    expect(errorOf(other)).toMatchObject({ code: 'idempotency_conflict', retryable: false });
    expect(await queuedWith('conflicting')).toBe(0);
    expect(idOf(await client.send(client.mail(), { idempotencyKey }))).toBe(idOf(first));
  });

  it('answers 409 while the first request is running, and replays once it has ended', async () => {
    const idempotencyKey = fresh();
    await client.control('POST', '/delay', { milliseconds: 1000 });
    const mail = client.mail();
    const both = await Promise.all([1, 2].map(() => client.send(mail, { idempotencyKey })));
    const [first, second] = both.toSorted((one, other) => one.status - other.status);
    expect([first?.status, second?.status]).toEqual([200, 409]);
    await client.control('POST', '/delay', { milliseconds: 0 });
    expect(idOf(await client.send(mail, { idempotencyKey }))).toBe(first && idOf(first));
  });

  it('lets one of many simultaneous requests through', async () => {
    const idempotencyKey = fresh();
    const mail = client.mail({ subject: 'simultaneous' });
    const replies = await Promise.all(Array.from({ length: 16 }, () => client.send(mail, { idempotencyKey })));
    expect(new Set(replies.flatMap((reply) => idOf(reply) ?? [])).size).toBe(1);
    expect(replies.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await queuedWith('simultaneous')).toBe(1);
  });

  it.each([
    ['a body that fails', () => client.send({}, { idempotencyKey: 'freed-422' }), 'freed-422'],
    [
      'a foreign sender',
      () => client.send(client.mail({ from: { email: 'a@b.cc' } }), { idempotencyKey: 'freed-404' }),
      'freed-404',
    ],
    ['a wrong key', () => client.send(client.mail(), { as: 'revoked', idempotencyKey: 'freed-401' }), 'freed-401'],
    ['a weak key', () => client.send(client.mail(), { as: 'unprivileged', idempotencyKey: 'freed-403' }), 'freed-403'],
  ])('frees the key after %s', async (_what, fail, idempotencyKey) => {
    expect((await fail()).status).toBeGreaterThanOrEqual(400);
    const reply = await client.send(client.mail({ subject: 'corrected' }), { idempotencyKey });
    expect(reply.status).toBe(200);
  });

  it.each(['internal-error', 'service-unavailable', 'queue-down', 'no-providers', 'no-credits'])(
    'frees the key after %s',
    async (fault) => {
      const idempotencyKey = fresh();
      await client.control('POST', '/faults', { fault, times: 1 });
      expect((await client.send(client.mail(), { idempotencyKey })).status).toBeGreaterThanOrEqual(402);
      expect((await client.send(client.mail(), { idempotencyKey })).status).toBe(200);
    },
  );

  it('does not store a 429', async () => {
    const idempotencyKey = fresh();
    await client.control('POST', '/rate-limit', { limit: 0, window_seconds: 60 });
    expect((await client.send(client.mail(), { idempotencyKey })).status).toBe(429);
    await client.control('POST', '/rate-limit', { limit: 1_000_000, window_seconds: 60 });
    expect((await client.send(client.mail(), { idempotencyKey })).status).toBe(200);
  });

  it('replays until 24 hours after first use and runs anew then', async () => {
    const idempotencyKey = fresh();
    const first = await client.send(client.mail(), { idempotencyKey });
    await client.control('POST', '/clock', { advance_seconds: 86_390 });
    expect(idOf(await client.send(client.mail(), { idempotencyKey }))).toBe(idOf(first));
    await client.control('POST', '/clock', { advance_seconds: 20 });
    expect(idOf(await client.send(client.mail(), { idempotencyKey }))).not.toBe(idOf(first));
  });

  it('shares keys within a team, and with nobody else', async () => {
    const idempotencyKey = fresh();
    const first = await client.send(client.mail(), { idempotencyKey });
    const colleague = await client.send(client.mail(), { as: 'secondSender', idempotencyKey });
    expect(idOf(colleague)).toBe(idOf(first));
    const from = { email: client.gateway.fixtures.foreignFrom };
    const stranger = await client.send(client.mail({ from }), { as: 'otherTeam', idempotencyKey });
    expect(stranger.status).toBe(200);
    expect(idOf(stranger)).not.toBe(idOf(first));
  });

  it('keeps the endpoints apart', async () => {
    const idempotencyKey = fresh();
    expect((await client.send(client.mail(), { idempotencyKey })).status).toBe(200);
    expect((await client.batch([client.mail()], { idempotencyKey })).status).toBe(200);
  });

  it('replays a whole batch, failed messages included, and refuses another order', async () => {
    const idempotencyKey = fresh();
    const messages = [client.mail(), {}, client.mail({ subject: 'second' })];
    const first = await client.batch(messages, { idempotencyKey });
    const again = await client.batch(messages, { idempotencyKey });
    expect(again.body.equals(first.body)).toBe(true);
    const swapped = await client.batch(messages.toReversed(), { idempotencyKey });
    expect(swapped.status).toBe(409);
  });

  it('compares bodies as bytes', async () => {
    const idempotencyKey = fresh();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify(client.mail());
    const post = (text: string) => client.call('/emails/send', { method: 'POST', headers, body: text, idempotencyKey });
    expect((await post(body)).status).toBe(200);
    expect((await post(`${body} `)).status).toBe(409);
  });
});

describe('facts 19, idempotency keys', () => {
  it.each(['k', 'k'.repeat(255), 'order:1/a?b=c', 'a b', '"quoted"', '~!@#$%^&*()'])(
    'honours %j',
    async (idempotencyKey) => {
      const first = await client.send(client.mail(), { idempotencyKey });
      expect(first.status).toBe(200);
      expect(idOf(await client.send(client.mail(), { idempotencyKey }))).toBe(idOf(first));
    },
  );

  it('tells two keys of 255 characters apart by the last one', async () => {
    expect((await client.send(client.mail(), { idempotencyKey: `${'l'.repeat(254)}a` })).status).toBe(200);
    expect((await client.send(client.mail({ subject: 'b' }), { idempotencyKey: `${'l'.repeat(254)}b` })).status).toBe(
      200,
    );
  });

  it.each(['', '   '])('ignores the blank key %j', async (idempotencyKey) => {
    const first = await client.send(client.mail(), { idempotencyKey });
    const second = await client.send(client.mail(), { idempotencyKey });
    expect(idOf(second)).toMatch(/^eml_/);
    expect(idOf(second)).not.toBe(idOf(first));
  });

  it.each(['k'.repeat(256), 'schlüssel'])('refuses %j', async (idempotencyKey) => {
    const reply = await client.send(client.mail(), { idempotencyKey });
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toMatchObject({ code: 'invalid_parameter', param: 'Idempotency-Key' });
  });

  it('does not de-duplicate without a key', async () => {
    expect(idOf(await client.send(client.mail()))).not.toBe(idOf(await client.send(client.mail())));
  });

  it('does no harm on GET', async () => {
    const first = await client.call('/openapi.json', { idempotencyKey: 'k' });
    const second = await client.call('/openapi.json', { idempotencyKey: 'k' });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.header('x-request-id')).not.toBe(first.header('x-request-id'));
  });
});

describe('the store', () => {
  const finished: Finished = { status: 200, requestId: 'req_a', body: new Uint8Array(), location: null, failure: null };

  it('forgets the oldest finished entries when it is full, and never a running one', () => {
    const store = createIdempotencyStore(() => 0);
    store.claim('running', 'f');
    for (let at = 0; at < 10_000; at += 1) {
      store.claim(`n${at}`, 'f');
      store.settle(`n${at}`, finished);
    }
    expect(store.claim('running', 'f').kind).toBe('in-flight');
    expect(store.claim('n9999', 'f').kind).toBe('replay');
    expect(store.claim('n0', 'f').kind).toBe('first');
  });

  it('keeps the claim of a request that runs for longer than a day', () => {
    let now = 0;
    const store = createIdempotencyStore(() => now);
    store.claim('a', 'f');
    now = 2 * 86_400_000;
    expect(store.claim('a', 'f').kind).toBe('in-flight');
  });
});
