import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { dataOf, startClient } from '../../test/support/gateway-client.js';
import { httpCall, type HttpReply } from '../../test/support/http-call.js';
import { UsageError } from '../errors.js';
import { startGateway } from './gateway.js';

/** Sends a mail; resolves once the gateway is at it. */
async function inFlight(client: GatewayClient): Promise<{ readonly ended: Promise<HttpReply> }> {
  let onArrival: () => void = () => undefined;
  const arrival = new Promise<void>((done) => (onArrival = done));
  const ended = client.send(client.mail(), { onArrival });
  await Promise.race([arrival, ended]);
  return { ended };
}

describe('starting and stopping', () => {
  it('listens on the loopback address and ends its base URL in /api/v1', async () => {
    const gateway = await startGateway({});
    expect(gateway.address.address).toBe('127.0.0.1');
    expect(gateway.url).toBe(`http://127.0.0.1:${gateway.address.port}/api/v1`);
    await gateway.close();
    await expect(httpCall(`${gateway.url}/openapi.json`)).rejects.toThrow();
  });

  it('finishes what is in flight, and hangs up, before it closes', async () => {
    const client = await startClient();
    await client.control('POST', '/delay', { milliseconds: 1000 });
    const running = await inFlight(client);
    await client.gateway.close();
    const reply = await running.ended;
    expect([reply.status, reply.header('connection')]).toEqual([200, 'close']);
  });

  it('does not wait for ever', async () => {
    const client = await startClient();
    await client.control('POST', '/delay', { milliseconds: 30_000 });
    const running = await inFlight(client);
    const cut = expect(running.ended).rejects.toThrow();
    await client.gateway.close();
    await cut;
  });

  it('says which port it cannot have', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const attempt = startGateway({ port });
    await expect(attempt).rejects.toThrow(UsageError);
    await expect(attempt).rejects.toThrow(`127.0.0.1:${port}`);
    other.close();
  });

  it('refuses a profile that it does not speak', async () => {
    await expect(startGateway({ profile: 'management@2026-08' })).rejects.toBeInstanceOf(UsageError);
  });
});

describe('the test controls', () => {
  let client: GatewayClient;
  beforeAll(async () => {
    client = await startClient();
  });
  afterAll(() => client.gateway.close());

  it.each([
    ['without a token', {}],
    ['with a wrong token', { 'X-Touchstone-Control': 'x' }],
    ['with an API key', { Authorization: 'Bearer x' }],
  ])('are not there %s', async (_how, headers) => {
    const url = `${client.gateway.controls.url}/messages?subject=x`;
    expect((await httpCall(url, { headers })).status).toBe(404);
  });

  it('are not part of the API', async () => {
    const headers = { 'X-Touchstone-Control': client.gateway.controls.token };
    expect((await client.call('/_touchstone/faults', { method: 'DELETE', headers })).status).toBe(404);
  });

  it.each([
    ['POST', '/faults', { fault: 'earthquake' }],
    ['POST', '/faults', { fault: 'queue-down', times: -1 }],
    ['POST', '/clock', { advance_seconds: 'x' }],
    ['POST', '/clock', { advance_seconds: -1 }],
    ['POST', '/delay', { milliseconds: 1e9 }],
    ['POST', '/rate-limit', { limit: 1 }],
    ['POST', '/rate-limit', { limit: 1, window_seconds: 0 }],
    ['POST', '/rate-limit', []],
    ['GET', '/messages', undefined],
  ])('answer 400 to %s %s with %j', async (method, path, body) => {
    expect((await client.control(method, path, body)).status).toBe(400);
  });

  it('show the messages of a subject, spelled exactly', async () => {
    const subject = 'A&B + ü';
    const sent = await client.send(client.mail({ subject }));
    await client.send(client.mail({ subject: `${subject}!` }));
    expect(await client.queued(subject)).toEqual([
      {
        attachments: [],
        message_id: dataOf(sent).message_id,
        from: client.gateway.fixtures.from,
        to: client.gateway.fixtures.sinks[0],
        subject,
        accepted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      },
    ]);
  });

  it('switch a fault on for a number of occasions', async () => {
    await client.control('POST', '/faults', { fault: 'internal-error', times: 2 });
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await client.send({})).status);
    expect(statuses).toEqual([500, 500, 422]);
  });

  it('switch faults off', async () => {
    await client.control('POST', '/faults', { fault: 'internal-error' });
    expect((await client.send({})).status).toBe(500);
    await client.control('DELETE', '/faults');
    expect((await client.send({})).status).toBe(422);
  });
});
