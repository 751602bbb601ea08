import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayCall, GatewayClient } from '../../test/support/gateway-client.js';
import { envelopeOf, errorOf, fieldsOf, startClient } from '../../test/support/gateway-client.js';
import type { HttpReply } from '../../test/support/http-call.js';

let client: GatewayClient;

beforeAll(async () => {
  client = await startClient();
});
afterEach(async () => {
  await client.control('DELETE', '/faults');
  await client.control('POST', '/rate-limit', { limit: 1_000_000, window_seconds: 60 });
});
afterAll(() => client.gateway.close());

const sendWith = (more: GatewayCall) => client.send(client.mail(), more);
const from = (email: string, more: GatewayCall = {}) => client.send(client.mail({ from: { email } }), more);
const during = async (fault: string) => {
  await client.control('POST', '/faults', { fault });
  return client.send(client.mail());
};

interface Row {
  readonly code: string;
  readonly status: number;
  readonly how: string;
  readonly provoke: () => Promise<HttpReply>;
}

/** Whether the same request may succeed later goes by the status. */
const retryable = [429, 500, 503];

const rows: readonly Row[] = [
  {
    code: 'invalid_parameter',
    status: 400,
    how: 'broken JSON',
    provoke: () =>
      client.call('/emails/send', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } }),
  },
  {
    code: 'invalid_parameter',
    status: 400,
    how: 'an unusable idempotency key',
    provoke: () => sendWith({ idempotencyKey: 'k'.repeat(256) }),
  },
  { code: 'authentication_required', status: 401, how: 'no key', provoke: () => sendWith({ as: null }) },
  { code: 'authentication_required', status: 401, how: 'a revoked key', provoke: () => sendWith({ as: 'revoked' }) },
  { code: 'authentication_required', status: 401, how: 'an expired key', provoke: () => sendWith({ as: 'expired' }) },
  { code: 'insufficient_credits', status: 402, how: 'an empty balance', provoke: () => during('no-credits') },
  {
    code: 'insufficient_permissions',
    status: 403,
    how: 'a key without email.send',
    provoke: () => sendWith({ as: 'unprivileged' }),
  },
  { code: 'insufficient_permissions', status: 403, how: 'a root key', provoke: () => sendWith({ as: 'root' }) },
  {
    code: 'insufficient_permissions',
    status: 403,
    how: 'the key of a suspended mailbox',
    provoke: () => sendWith({ as: 'suspended' }),
  },
  {
    code: 'insufficient_permissions',
    status: 403,
    how: 'a colleague as sender',
    provoke: () => from(client.gateway.fixtures.siblingFrom),
  },
  {
    code: 'insufficient_permissions',
    status: 403,
    how: 'a suspended colleague as sender',
    provoke: () => from('suspended@gateway.example', { as: 'secondSender' }),
  },
  { code: 'billing_restricted', status: 403, how: 'a restricted team', provoke: () => during('billing-restricted') },
  {
    code: 'not_found',
    status: 404,
    how: 'a sender of another team',
    provoke: () => from(client.gateway.fixtures.foreignFrom),
  },
  {
    code: 'not_found',
    status: 404,
    how: 'a sender that does not exist',
    provoke: () => from('nobody@nowhere.example'),
  },
  { code: 'not_found', status: 404, how: 'an unknown path', provoke: () => client.call('/nope') },
  {
    code: 'not_found',
    status: 405,
    how: 'a wrong method',
    provoke: () => client.call('/emails/send', { method: 'DELETE' }),
  },
  { code: 'idempotency_conflict', status: 409, how: 'a used key', provoke: () => usedKey() },
  { code: 'payload_too_large', status: 413, how: 'a body of 26214401 bytes', provoke: () => oversized() },
  { code: 'validation_error', status: 422, how: 'an empty mail', provoke: () => client.send({}) },
  { code: 'rate_limit_exceeded', status: 429, how: 'one request too many', provoke: () => oneTooMany() },
  { code: 'internal_error', status: 500, how: 'a fault of ours', provoke: () => during('internal-error') },
  { code: 'no_active_providers', status: 503, how: 'no sending account', provoke: () => during('no-providers') },
  { code: 'service_unavailable', status: 503, how: 'an outage', provoke: () => during('service-unavailable') },
  { code: 'service_unavailable', status: 503, how: 'a queue that is down', provoke: () => during('queue-down') },
];

async function usedKey(): Promise<HttpReply> {
  await sendWith({ idempotencyKey: 'used' });
  return client.send(client.mail({ subject: 'other' }), { idempotencyKey: 'used' });
}

async function oneTooMany(): Promise<HttpReply> {
  await client.control('POST', '/rate-limit', { limit: 1, window_seconds: 60 });
  await client.send({});
  return client.send({});
}

function oversized(): Promise<HttpReply> {
  const headers = { 'Content-Type': 'application/json' };
  return client.call('/emails/send', { method: 'POST', headers, body: 'x'.repeat(26_214_401) });
}

describe('facts 3 and 7, failures', () => {
  it.each(rows)('$code is $status: $how', async ({ code, status, provoke }) => {
    const reply = await provoke();
    expect(reply.status).toBe(status);
    const { ok, error, meta } = envelopeOf(reply);
    expect(Object.keys(envelopeOf(reply))).toEqual(['ok', 'error', 'meta']);
    expect(ok).toBe(false);
    expect(meta).toEqual({ request_id: reply.header('x-request-id') });
    expect(error).toMatchObject({ code, retryable: retryable.includes(status) });
    expect(error.message).toMatch(/^[A-Z].+\.$/);
    expect(error.doc_url).toBe(`https://sendmux.ai/docs/sending-api/errors#${code}`);
    const extras = Object.keys(error).filter((name) => !['code', 'message', 'retryable', 'doc_url'].includes(name));
    const about = status === 422 || error.param === 'Idempotency-Key';
    expect(extras).toEqual(about ? ['param', 'errors'] : []);
    expect(reply.header('retry-after') !== null).toBe([429, 503].includes(status));
    expect(reply.header('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  });

  it('tells a foreign sender and a missing one apart by nothing', async () => {
    const [foreign, missing] = [await from(client.gateway.fixtures.foreignFrom), await from('nobody@nowhere.example')];
    expect(errorOf(foreign)).toEqual(errorOf(missing));
  });

  it('lists several faults with param as the first, the same each time', async () => {
    const mail = client.mail({ to: { email: 'x' }, subject: 'x'.repeat(999), html_body: undefined, foo: 1 });
    const [first, again] = [await client.send(mail), await client.send(mail)];
    expect(errorOf(again)).toEqual(errorOf(first));
    expect(fieldsOf(first)).toEqual(['to.email', 'subject', 'html_body', 'foo']);
    expect(errorOf(first).param).toBe('to.email');
    for (const issue of errorOf(first).errors ?? []) expect(Object.keys(issue)).toEqual(['field', 'code', 'message']);
  });

  it('queues nothing that it refuses', async () => {
    const subject = 'refused';
    for (const fault of ['no-credits', 'billing-restricted', 'no-providers', 'queue-down', 'internal-error']) {
      await client.control('POST', '/faults', { fault });
      await client.send(client.mail({ subject }));
      await client.control('DELETE', '/faults');
    }
    await client.send(client.mail({ subject, tags: [] }));
    expect(await client.queued(subject)).toEqual([]);
  });
});

describe('facts 19, which failure comes first', () => {
  const broken = { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } };
  const huge = 'x'.repeat(26_214_401);
  const order: readonly (readonly [first: string, status: number, call: () => Promise<HttpReply>])[] = [
    ['authentication before size and JSON', 401, () => client.call('/emails/send', { ...broken, as: null })],
    ['authentication before size', 401, () => client.call('/emails/send', { ...broken, body: huge, as: 'revoked' })],
    ['size before JSON', 413, () => client.call('/emails/send', { ...broken, body: huge })],
    ['JSON before permission', 400, () => client.call('/emails/send', { ...broken, as: 'unprivileged' })],
    ['permission before schema', 403, () => client.send({}, { as: 'unprivileged' })],
    ['suspension before schema', 403, () => client.send({}, { as: 'suspended' })],
    [
      'permission before the idempotency key',
      403,
      () => client.send({}, { as: 'root', idempotencyKey: 'k'.repeat(256) }),
    ],
    ['the idempotency key before the schema', 400, () => client.send({}, { idempotencyKey: 'k'.repeat(256) })],
    ['schema before sender', 422, () => client.send(client.mail({ from: { email: 'a@b.cc' }, subject: '' }))],
    [
      'sender before balance',
      404,
      async () => {
        await client.control('POST', '/faults', { fault: 'no-credits' });
        return from('nobody@nowhere.example');
      },
    ],
    [
      'rate limit before JSON',
      429,
      async () => {
        await client.control('POST', '/rate-limit', { limit: 0, window_seconds: 60 });
        return client.call('/emails/send', broken);
      },
    ],
  ];

  it.each(order)('%s: %i', async (_first, status, call) => {
    expect((await call()).status).toBe(status);
  });
});
