import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { dataOf, errorOf, fieldsOf, startClient } from '../../test/support/gateway-client.js';
import type { HttpReply } from '../../test/support/http-call.js';

let client: GatewayClient;

beforeAll(async () => {
  client = await startClient();
});
afterEach(() => client.control('DELETE', '/faults'));
afterAll(() => client.gateway.close());

const itemsOf = (reply: HttpReply) => dataOf(reply).results;
const mails = (count: number) => Array.from({ length: count }, () => client.mail());
const broken = (count: number) => Array.from({ length: count }, () => ({}));
const foreign = () => client.mail({ from: { email: client.gateway.fixtures.foreignFrom } });
const queuedWith = async (subject: string) => (await client.queued(subject)).length;

describe('facts 5, the data of a reply', () => {
  it('is message_id and status for a single send', async () => {
    const reply = await client.send(client.mail());
    expect(dataOf(reply)).toEqual({
      message_id: expect.stringMatching(/^eml_[a-z0-9]{24}$/) as unknown,
      status: 'queued',
    });
  });

  it.each([1, 2, 100])('holds one result per message and the right counts for a batch of %i', async (count) => {
    const reply = await client.batch(mails(count));
    expect(reply.status).toBe(200);
    const items = itemsOf(reply);
    expect(items.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, at) => at));
    expect(new Set(items.map((item) => item.message_id)).size).toBe(count);
    expect(dataOf(reply).summary).toEqual({ total: count, queued: count, failed: 0 });
  });

  it('couples id, status and error of every item', async () => {
    const items = itemsOf(await client.batch([client.mail(), {}, client.mail()]));
    expect(items).toEqual([
      { index: 0, message_id: expect.stringMatching(/^eml_[a-z0-9]{24}$/) as unknown, status: 'queued' },
      {
        index: 1,
        message_id: null,
        status: 'failed',
        error: expect.objectContaining({ code: 'validation_error', retryable: false, param: 'from' }) as unknown,
      },
      { index: 2, message_id: expect.stringMatching(/^eml_/) as unknown, status: 'queued' },
    ]);
  });

  it('never repeats a message id', async () => {
    const replies = await Promise.all([client.send(client.mail()), client.send(client.mail())]);
    expect(new Set(replies.map((reply) => dataOf(reply).message_id)).size).toBe(2);
  });
});

describe('facts 6, batch outcomes', () => {
  it.each([0, 1, 2])('fails the faulty message at %i alone and queues the others', async (at) => {
    const messages = mails(3);
    messages[at] = client.mail({ to: { email: 'nobody' } });
    const reply = await client.batch(messages);
    expect(reply.status).toBe(200);
    expect(
      itemsOf(reply)
        .filter(({ status }) => status === 'failed')
        .map(({ index }) => index),
    ).toEqual([at]);
    expect(itemsOf(reply)[at]?.error?.param).toBe('to.email');
    expect(dataOf(reply).summary).toEqual({ total: 3, queued: 2, failed: 1 });
  });

  it('queues what it reports as queued and nothing else', async () => {
    await client.batch([client.mail({ subject: 'kept' }), { ...client.mail({ subject: 'dropped' }), tags: [] }]);
    expect([await queuedWith('kept'), await queuedWith('dropped')]).toEqual([1, 0]);
  });

  it.each([1, 3, 100])('answers 422 with the paths of all faults when all of %i are invalid', async (count) => {
    const reply = await client.batch(broken(count));
    expect(reply.status).toBe(422);
    const fields = fieldsOf(reply);
    expect(fields).toHaveLength(4 * count);
    expect(fields.at(-1)).toBe(`messages.${count - 1}.html_body`);
    expect(errorOf(reply).param).toBe('messages.0.from');
  });

  it.each([[[null]], [['x', 1]], [[[], true]]])('answers 422 to the messages %j', async (messages) => {
    const reply = await client.batch(messages);
    expect(reply.status).toBe(422);
    expect(errorOf(reply).param).toBe('messages.0');
  });

  it('fails a message that is no object alone', async () => {
    const reply = await client.batch([null, client.mail(), 1]);
    expect(reply.status).toBe(200);
    expect(itemsOf(reply).map(({ status }) => status)).toEqual(['failed', 'queued', 'failed']);
  });

  it.each(['queue-down', 'no-providers', 'service-unavailable'])(
    'answers 503 when all messages meet %s',
    async (fault) => {
      await client.control('POST', '/faults', { fault });
      const reply = await client.batch(mails(2));
      expect(reply.status).toBe(503);
      expect(errorOf(reply).retryable).toBe(true);
    },
  );

  it('fails a single message for a transient reason and queues the rest', async () => {
    await client.control('POST', '/faults', { fault: 'queue-down', times: 1 });
    const items = itemsOf(await client.batch(mails(3)));
    expect(items.map((item) => item.error?.code ?? item.status)).toEqual(['service_unavailable', 'queued', 'queued']);
  });

  it('tells mixed reasons in results when nothing could be queued', async () => {
    await client.control('POST', '/faults', { fault: 'queue-down' });
    const reply = await client.batch([client.mail(), {}, foreign()]);
    expect(reply.status).toBe(200);
    expect(itemsOf(reply).map(({ error }) => error?.code)).toEqual([
      'service_unavailable',
      'validation_error',
      'not_found',
    ]);
    expect(dataOf(reply).summary).toEqual({ total: 3, queued: 0, failed: 3 });
  });

  it('answers as a whole when no message has a sender of the key', async () => {
    expect((await client.batch([foreign(), foreign()])).status).toBe(404);
  });

  it('answers 402 to the whole batch without queueing anything', async () => {
    await client.control('POST', '/faults', { fault: 'no-credits' });
    const reply = await client.batch([client.mail({ subject: 'unpaid' }), {}]);
    expect(reply.status).toBe(402);
    expect(errorOf(reply).code).toBe('insufficient_credits');
    expect(await queuedWith('unpaid')).toBe(0);
  });

  it('finds fault with the messages before the balance', async () => {
    await client.control('POST', '/faults', { fault: 'no-credits' });
    expect((await client.batch(broken(2))).status).toBe(422);
  });

  it.each([
    ['no messages', { messages: [] }, 'messages'],
    ['101 messages', { messages: broken(101) }, 'messages'],
    ['messages missing', {}, 'messages'],
    ['messages as object', { messages: {} }, 'messages'],
    ['an unknown member', { messages: broken(1), foo: 1 }, 'foo'],
    ['a list', [], 'body'],
  ])('answers 422 to %s', async (_what, json, param) => {
    const reply = await client.call('/emails/send/batch', { method: 'POST', json });
    expect(reply.status).toBe(422);
    expect(errorOf(reply)).toMatchObject({ code: 'validation_error', param });
  });

  it('fails a message with its own idempotency_key', async () => {
    const reply = await client.batch([{ ...client.mail(), idempotency_key: 'k' }, client.mail()]);
    expect(itemsOf(reply)[0]?.error?.param).toBe('idempotency_key');
  });

  it.each([
    ['no key', null, 401],
    ['a revoked key', 'revoked', 401],
    ['a key without email.send', 'unprivileged', 403],
  ] as const)('refuses the whole batch to %s', async (_who, as, status) => {
    expect((await client.batch([client.mail(), {}], { as })).status).toBe(status);
  });
});
