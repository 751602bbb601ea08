import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { envelopeOf, startClient } from '../../test/support/gateway-client.js';
import type { HttpReply } from '../../test/support/http-call.js';

let client: GatewayClient;

beforeAll(async () => {
  client = await startClient({ rateLimit: { limit: 1800, windowSeconds: 60 } });
});
afterAll(() => client.gateway.close());

const numberIn = (reply: HttpReply, name: string) => Number(reply.header(name));
const trio = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

describe('facts 11, response headers', () => {
  const kinds: readonly (readonly [what: string, call: () => Promise<HttpReply>, keyed: boolean])[] = [
    ['200', () => client.send(client.mail()), true],
    ['400', () => client.call('/emails/send', { method: 'POST' }), true],
    ['401', () => client.send({}, { as: null }), false],
    ['403', () => client.send({}, { as: 'unprivileged' }), true],
    ['404 with a key', () => client.call('/nope'), true],
    ['404 without a key', () => client.call('/nope', { as: null }), false],
    ['404 with a wrong key', () => client.call('/nope', { as: 'revoked' }), false],
    ['405', () => client.call('/emails/send'), true],
    ['409', () => client.send({}, { idempotencyKey: 'h' }), true],
    ['422', () => client.send({}), true],
    ['HEAD', () => client.call('/emails/send', { method: 'HEAD' }), true],
    ['the document', () => client.call('/openapi.json'), false],
  ];

  it.each(kinds)(
    'has an id of its own on %s, no-store or a public document, and the trio if a key was counted',
    async (what, call, keyed) => {
      const [first, second] = [await call(), await call()];
      expect(first.header('x-request-id')).toMatch(/^req_[a-z0-9]+$/);
      expect(second.header('x-request-id')).not.toBe(first.header('x-request-id'));
      expect(first.header('cache-control')).toBe(what === 'the document' ? 'public, max-age=3600' : 'no-store');
      expect(first.header('content-type')).toBe('application/json');
      for (const name of trio) expect(first.header(name) !== null, name).toBe(keyed);
      expect(first.headers.map(([name]) => name).length).toBe(new Set(first.headers.map(([name]) => name)).size);
    },
  );

  it('takes no request id from the client', async () => {
    const reply = await client.send({}, { headers: { 'X-Request-Id': 'req_attacker' } });
    expect(reply.header('x-request-id')).not.toBe('req_attacker');
    expect(envelopeOf(reply).meta.request_id).toBe(reply.header('x-request-id'));
  });
});

describe('facts 10 and 19, the rate limit', () => {
  it('counts every request of a key by one, whatever its outcome and its size', async () => {
    const idempotencyKey = 'counted';
    const calls = [
      () => client.send({}),
      () => client.call('/nope'),
      () => client.call('/emails/send', { method: 'POST' }),
      () => client.batch(Array.from({ length: 50 }, () => ({}))),
      () => client.batch([client.mail(), client.mail()]),
      () => client.send(client.mail(), { idempotencyKey }),
      () => client.send(client.mail(), { idempotencyKey }),
    ];
    let before = numberIn(await client.send({}), 'x-ratelimit-remaining');
    for (const call of calls) {
      const reply = await call();
      expect(reply.header('x-ratelimit-limit')).toBe('1800');
      expect(numberIn(reply, 'x-ratelimit-remaining')).toBe((before -= 1));
    }
  });

  it('keeps a bucket per key, also within a team', async () => {
    const before = numberIn(await client.send({}, { as: 'secondSender' }), 'x-ratelimit-remaining');
    for (let at = 0; at < 5; at += 1) await client.send({});
    expect(numberIn(await client.send({}, { as: 'secondSender' }), 'x-ratelimit-remaining')).toBe(before - 1);
  });

  it('refuses what is beyond the limit, without side effects, until the window ends', async () => {
    await client.control('POST', '/rate-limit', { limit: 2, window_seconds: 30 });
    const mail = client.mail({ subject: 'limited' });
    const replies = [await client.send({}), await client.send({}), await client.send(mail), await client.send(mail)];
    expect(replies.map(({ status }) => status)).toEqual([422, 422, 429, 429]);
    expect(replies.map((reply) => reply.header('x-ratelimit-remaining'))).toEqual(['1', '0', '0', '0']);
    const [limited] = replies.slice(-1);
    const now = Date.parse(limited?.header('date') ?? '') / 1000;
    const wait = Number(limited?.header('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(30);
    expect(Math.abs(Number(limited?.header('x-ratelimit-reset')) - now - wait)).toBeLessThanOrEqual(2);
    expect(await client.queued('limited')).toEqual([]);
    await client.control('POST', '/clock', { advance_seconds: wait });
    expect((await client.send(mail)).status).toBe(200);
  });

  it('tells the same time in Date as in X-RateLimit-Reset when the clock was moved', async () => {
    await client.control('POST', '/clock', { advance_seconds: 1000 });
    const reply = await client.send({});
    const ahead = numberIn(reply, 'x-ratelimit-reset') - Date.parse(reply.header('date') ?? '') / 1000;
    expect(ahead).toBeGreaterThan(0);
    expect(ahead).toBeLessThanOrEqual(31);
  });
});
