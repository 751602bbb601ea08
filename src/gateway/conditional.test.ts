import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { startClient } from '../../test/support/gateway-client.js';
import type { HttpReply } from '../../test/support/http-call.js';

let client: GatewayClient;
let full: HttpReply;
let tag: string;

beforeAll(async () => {
  client = await startClient();
  full = await client.call('/openapi.json', { as: null });
  tag = full.header('etag') ?? '';
});
afterAll(() => client.gateway.close());

const fetchWith = (ifNoneMatch: string, more: object = {}) =>
  client.call('/openapi.json', { as: null, headers: { 'If-None-Match': ifNoneMatch }, ...more });

describe('facts 12, conditional requests', () => {
  it('gives the document a weak tag that stays the same', async () => {
    expect(tag).toMatch(/^W\/"[\x21\x23-\x7e]+"$/);
    const again = await client.call('/openapi.json', { headers: { 'Accept-Encoding': 'gzip', Connection: 'close' } });
    expect(again.header('etag')).toBe(tag);
    expect(again.body.equals(full.body)).toBe(true);
  });

  const matching: readonly (readonly [what: string, value: (tag: string) => string])[] = [
    ['the tag', (own) => own],
    ['the tag without W/', (own) => own.slice(2)],
    ['an asterisk', () => '*'],
    ['a list that begins with it', (own) => `${own}, W/"b"`],
    ['a list that ends with it', (own) => `W/"a", "b", ${own}`],
    ['a list without blanks', (own) => `W/"a",${own},"b"`],
    ['a list with many blanks and tabs', (own) => `W/"a" \t ,  \t${own}  , "b"`],
    ['a list with empty elements', (own) => `, ,${own},`],
    ['a list in which a tag holds a comma', (own) => `"a,b", ${own}`],
  ];

  it.each(matching)('answers 304 without a body to %s', async (_what, value) => {
    const reply = await fetchWith(value(tag));
    expect(reply.status).toBe(304);
    expect(reply.body.length).toBe(0);
    expect(reply.header('etag')).toBe(tag);
    expect(reply.header('cache-control')).toBe('public, max-age=3600');
    expect(reply.header('x-request-id')).toMatch(/^req_/);
    expect(reply.header('content-type')).toBeNull();
  });

  it.each(['W/"nope"', '"*"', '""', '', 'nope', 'W/', '"open', 'w/"x"', '*, "a"', 'x'.repeat(8192), '"'.repeat(999)])(
    'answers 200 with the document to %j',
    async (value) => {
      const reply = await fetchWith(value);
      expect(reply.status).toBe(200);
      expect(reply.header('etag')).toBe(tag);
      expect(reply.body.equals(full.body)).toBe(true);
    },
  );

  it('ignores a tag in a list that is malformed elsewhere', async () => {
    expect((await fetchWith(`nope, ${tag}`)).status).toBe(200);
    expect((await fetchWith(`${tag}, nope`)).status).toBe(200);
  });

  it('answers 304 to HEAD as well', async () => {
    expect((await fetchWith(tag, { method: 'HEAD' })).status).toBe(304);
  });

  it('ignores a wrong key on the public document', async () => {
    const reply = await client.call('/openapi.json', {
      as: null,
      headers: { Authorization: 'Bearer junk', 'If-None-Match': tag },
    });
    expect(reply.status).toBe(304);
  });

  it('never turns a send into a 304', async () => {
    const headers = { 'If-None-Match': '*' };
    expect((await client.send(client.mail(), { headers })).status).toBe(200);
    expect((await client.send({}, { headers })).status).toBe(422);
  });
});
