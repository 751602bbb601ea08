import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { fieldsOf, startClient } from '../../test/support/gateway-client.js';

let client: GatewayClient;
beforeAll(async () => {
  client = await startClient({ profile: 'sending@2026-10' });
});
afterEach(() => client.control('DELETE', '/faults'));
afterAll(() => client.gateway.close());

describe('GET /me (facts 2, 5, 12)', () => {
  it('says whose key it is and what it may do', async () => {
    const reply = await client.call('/me');
    expect(reply.status).toBe(200);
    expect((reply.json() as { data: unknown }).data).toEqual({
      team: { id: 'team_gateway', name: 'The gateway' },
      credential: { id: 'cred_sender', type: 'api_key', name: 'sender' },
      label: 'The gateway: sender',
      permissions: ['email.send'],
      mailboxes: [{ id: 'mbx_sender', email: client.gateway.fixtures.from }],
    });
    expect(reply.body.toString()).not.toContain(client.gateway.keys.sender);
    expect(reply.header('cache-control')).toBe('no-store');
  });

  it('has a weak tag per key and 304, but not for strangers', async () => {
    const tag = (await client.call('/me')).header('etag') ?? '';
    expect(tag).toMatch(/^W\/"[^"]+"$/);
    const headers = { 'If-None-Match': tag };
    const reply = await client.call('/me', { headers });
    expect([reply.status, reply.body.length, reply.header('cache-control')]).toEqual([304, 0, 'no-store']);
    expect((await client.call('/me', { as: 'secondSender', headers })).status).toBe(200);
    for (const as of [null, 'revoked'] as const) expect((await client.call('/me', { as, headers })).status).toBe(401);
    expect((await client.call('/me', { as: 'unprivileged', headers })).status).toBe(403);
  });

  it.each(['no-credits', 'no-providers', 'billing-restricted', 'queue-down'])('does not mind %s', async (fault) => {
    await client.control('POST', '/faults', { fault });
    expect((await client.call('/me')).status).toBe(200);
  });

  it.each([
    ['internal-error', 500],
    ['service-unavailable', 503],
  ])('cannot be served with %s', async (fault, status) => {
    await client.control('POST', '/faults', { fault });
    expect((await client.call('/me')).status).toBe(status);
  });
});

describe('credentials since October 2026 (facts 9)', () => {
  it.each([
    ['agent', 403],
    ['approvedAgent', 200],
    ['oauth', 200],
  ] as const)('the token of %s gets %i', async (as, status) => {
    expect((await client.send(client.mail(), { as })).status).toBe(status);
    expect((await client.call('/me', { as })).status).toBe(status);
  });

  it('have the prefixes of agents, and none', () => {
    const { agent, approvedAgent, oauth } = client.gateway.keys;
    for (const key of [agent, approvedAgent]) expect(key).toMatch(/^smx_agent_/);
    expect(oauth).not.toMatch(/^smx_/);
  });

  it('are not there before', async () => {
    const earlier = await startClient({ profile: 'sending@2026-08' });
    expect(Object.keys(earlier.gateway.keys)).not.toContain('oauth');
    expect((await earlier.call('/me')).status).toBe(404);
    await earlier.gateway.close();
  });
});

describe('delivery_group (facts 4)', () => {
  it.each(['dgrp_gateway', ['dgrp_gateway', 'dgrp_gateway_bulk']].map((group) => [group]))(
    'may be %j',
    async (group) => {
      expect((await client.send(client.mail({ delivery_group: group }))).status).toBe(200);
    },
  );

  it.each([
    ['dgrp_unknown', 'delivery_group'],
    [['dgrp_gateway', 'dgrp_unknown'], 'delivery_group.1'],
    ['gateway', 'delivery_group'],
    [[], 'delivery_group'],
    [Array.from({ length: 51 }, () => 'dgrp_gateway'), 'delivery_group'],
    [7, 'delivery_group'],
  ])('may not be %j', async (group, field) => {
    const reply = await client.send(client.mail({ delivery_group: group }));
    expect([reply.status, fieldsOf(reply)]).toEqual([422, [field]]);
  });

  it('is the groups of the own team', async () => {
    const from = { email: client.gateway.fixtures.foreignFrom };
    const reply = await client.send(client.mail({ from, delivery_group: 'dgrp_gateway' }), { as: 'otherTeam' });
    expect(reply.status).toBe(422);
  });
});
