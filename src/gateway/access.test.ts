import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { startClient } from '../../test/support/gateway-client.js';

let client: GatewayClient;

beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.gateway.close());

const withValue = (authorization: string) => client.send({}, { as: null, headers: { Authorization: authorization } });

describe('facts 9, keys', () => {
  it('mints a key of the right prefix for every principal, other ones at each start', async () => {
    const other = await startClient();
    await other.gateway.close();
    const { root, ...sending } = client.gateway.keys;
    expect(root).toMatch(/^smx_root_/);
    for (const key of Object.values(sending)) expect(key).toMatch(/^smx_mbx_/);
    expect(new Set([...Object.values(client.gateway.keys), ...Object.values(other.gateway.keys)]).size).toBe(16);
  });

  it.each(['bearer', 'BEARER', 'Bearer ', 'bEaReR  '])('accepts the scheme as %j', async (scheme) => {
    expect((await withValue(`${scheme} ${client.gateway.keys.sender}`)).status).toBe(422);
  });

  it('reads header names in any case', async () => {
    const headers = { AUTHORIZATION: `Bearer ${client.gateway.keys.sender}` };
    expect((await client.send({}, { as: null, headers })).status).toBe(422);
  });

  it.each([
    ['Basic credentials', (key: string) => `Basic ${Buffer.from(`x:${key}`).toString('base64')}`],
    ['the bare key', (key: string) => key],
    ['an empty token', () => 'Bearer '],
    ['no token', () => 'Bearer'],
    ['two tokens', (key: string) => `Bearer ${key} ${key}`],
    ['two schemes', (key: string) => `Bearer ${key}, Basic eDp5`],
    ['another scheme', (key: string) => `Token ${key}`],
    ['a random sending key', () => `Bearer smx_mbx_${'a'.repeat(32)}`],
    ['a random root key', () => `Bearer smx_root_${'a'.repeat(32)}`],
    ['a cut key', (key: string) => `Bearer ${key.slice(0, -1)}`],
    ['some words', () => 'Bearer hello'],
  ])('refuses %s with 401', async (_what, value) => {
    const reply = await withValue(value(client.gateway.keys.sender));
    expect(reply.status).toBe(401);
    expect(reply.body.toString()).not.toContain('smx_');
  });

  it('refuses two headers, even with the same key', async () => {
    const { sender } = client.gateway.keys;
    const reply = await client.send(
      {},
      { as: null, headers: { Authorization: [`Bearer ${sender}`, `Bearer ${sender}`] } },
    );
    expect(reply.status).toBe(401);
  });

  it('takes a key from nowhere but the header', async () => {
    const { sender } = client.gateway.keys;
    const anywhere = await client.call(`/emails/send?api_key=${sender}&access_token=${sender}`, {
      as: null,
      method: 'POST',
      json: { ...client.mail(), api_key: sender },
      headers: { 'X-API-Key': sender, Cookie: `api_key=${sender}` },
    });
    expect(anywhere.status).toBe(401);
  });

  it('lets every key send as its own mailboxes only', async () => {
    const { from, siblingFrom, foreignFrom } = client.gateway.fixtures;
    const as = async (principal: 'sender' | 'secondSender' | 'otherTeam', email: string) =>
      (await client.send(client.mail({ from: { email } }), { as: principal })).status;
    expect(await as('sender', from.toUpperCase())).toBe(200);
    expect(await as('sender', siblingFrom)).toBe(403);
    expect(await as('sender', foreignFrom)).toBe(404);
    expect(await as('secondSender', siblingFrom)).toBe(200);
    expect(await as('otherTeam', foreignFrom)).toBe(200);
    expect(await as('otherTeam', from)).toBe(404);
  });

  it('needs no key for the document', async () => {
    expect((await client.call('/openapi.json', { as: null })).status).toBe(200);
    expect((await client.call('/openapi.json', { as: 'revoked' })).status).toBe(200);
  });
});
