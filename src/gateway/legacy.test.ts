import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { dataOf, errorOf, startClient } from '../../test/support/gateway-client.js';

let client: GatewayClient;
beforeAll(async () => {
  client = await startClient({ profile: 'legacy@2026-03' });
});
afterAll(() => client.gateway.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('the API of March 2026', () => {
  it('gives mails UUIDs', async () => {
    expect(dataOf(await client.send(client.mail())).message_id).toMatch(UUID);
  });

  it.each(['header', 'body'])('takes an idempotency key in the %s and marks replays', async (where) => {
    const key = `in-${where}`;
    const mail = client.mail(where === 'body' ? { idempotency_key: key } : {});
    const options = where === 'header' ? { idempotencyKey: key } : {};
    const first = await client.send(mail, options);
    const again = await client.send(mail, options);
    expect(dataOf(first)).not.toHaveProperty('idempotent');
    expect(dataOf(again)).toEqual({ ...dataOf(first), idempotent: true });
    const other = await client.send({ ...mail, subject: 'other' }, options);
    expect([other.status, errorOf(other).code]).toEqual([409, 'idempotency_conflict']);
  });

  it('takes an idempotency key for a batch, or for each of its messages', async () => {
    const mine = client.mail({ idempotency_key: 'mine' });
    const [first, twin, plain, conflict] = dataOf(
      await client.batch([mine, mine, client.mail(), client.mail({ idempotency_key: 'mine', subject: 'other' })]),
    ).results;
    expect(first).not.toHaveProperty('idempotent');
    expect(twin).toEqual({ ...first, index: 1, idempotent: true });
    expect(plain?.message_id).not.toBe(first?.message_id);
    expect(conflict).toMatchObject({ status: 'failed', error: { code: 'idempotency_conflict' } });
    const later = dataOf(await client.batch([mine, {}])).results;
    expect(later[0]).toEqual({ ...first, idempotent: true });
    const whole = { idempotency_key: 'whole', messages: [client.mail({ subject: 'whole' })] };
    for (let at = 0; at < 2; at += 1) await client.call('/emails/send/batch', { method: 'POST', json: whole });
    expect(await client.queued('whole')).toHaveLength(1);
  });

  it('lets a message be queued under its key once the queue is up', async () => {
    await client.control('POST', '/faults', { fault: 'queue-down', times: 1 });
    const messages = [client.mail({ idempotency_key: 'later' }), client.mail()];
    expect(dataOf(await client.batch(messages)).results[0]?.status).toBe('failed');
    expect(dataOf(await client.batch(messages)).results[0]).toMatchObject({ status: 'queued' });
  });

  it('has one space of keys for a team', async () => {
    await client.send(client.mail(), { idempotencyKey: 'shared' });
    expect((await client.batch([client.mail()], { idempotencyKey: 'shared' })).status).toBe(409);
  });

  it('takes texts of 10 MiB', async () => {
    expect((await client.send(client.mail({ html_body: 'x'.repeat(10_485_760) }))).status).toBe(200);
    const reply = await client.send(client.mail({ html_body: 'x'.repeat(10_485_761) }));
    expect([reply.status, errorOf(reply).param]).toEqual([422, 'html_body']);
  });

  it('does not say of a single message whether to try again', async () => {
    const { results } = dataOf(await client.batch([client.mail(), {}]));
    expect(results[1]?.error).toMatchObject({ code: 'validation_error' });
    expect(results[1]?.error).not.toHaveProperty('retryable');
  });
});
