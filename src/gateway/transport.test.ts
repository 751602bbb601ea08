import type { AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Envelope, GatewayClient } from '../../test/support/gateway-client.js';
import { errorOf, startClient } from '../../test/support/gateway-client.js';
import { httpCall } from '../../test/support/http-call.js';
import type { GatewayLogEntry } from './options.js';
import type { GatewayRequest } from './parts.js';
import { createServer } from './transport.js';

const log: GatewayLogEntry[] = [];
let client: GatewayClient;

beforeAll(async () => {
  client = await startClient({ log: (entry) => log.push(entry) });
});
afterAll(() => client.gateway.close());

/** Sends bytes over a bare connection and reads until the other side, or the time, is done. */
function rawExchange(text: string, port = client.gateway.address.port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    socket.on('error', reject).on('close', () => resolve(received));
  });
}

const bodyOf = (reply: string) => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4)) as Envelope;
const close = 'Host: x\r\nConnection: close\r\n';

describe('facts 19, unknown paths and methods', () => {
  it.each(['/nope', '/', '', '/emails/send/', '/Emails/send', '/emails//send', '/%zz', `/${'a'.repeat(3000)}`])(
    'answers 404 in the envelope to %s',
    async (path) => {
      const reply = await client.call(path);
      expect(reply.status).toBe(404);
      expect(errorOf(reply).code).toBe('not_found');
    },
  );

  it('has no routes outside of its base path', async () => {
    const reply = await rawExchange(`GET /openapi.json HTTP/1.1\r\n${close}\r\n`);
    expect(reply).toMatch(/^HTTP\/1.1 404 /);
    expect(bodyOf(reply).error.code).toBe('not_found');
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])(
    'answers 405 with Allow to %s on a send',
    async (method) => {
      const reply = await client.call('/emails/send', { method });
      expect(reply.status).toBe(405);
      expect(reply.header('allow')).toBe('POST, OPTIONS');
      expect(errorOf(reply).code).toBe('not_found');
    },
  );

  it.each(['POST', 'DELETE'])('answers 405 with Allow to %s on the document', async (method) => {
    const reply = await client.call('/openapi.json', { method });
    expect(reply.status).toBe(405);
    expect(reply.header('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('answers OPTIONS with the methods and no body', async () => {
    const reply = await client.call('/emails/send/batch', { method: 'OPTIONS', as: null });
    expect(reply.status).toBe(204);
    expect(reply.header('allow')).toBe('POST, OPTIONS');
    expect(reply.body.length).toBe(0);
    expect((await client.call('/nope', { method: 'OPTIONS' })).status).toBe(404);
  });
});

describe('HEAD', () => {
  it('has the headers of GET and no body', async () => {
    const get = await rawExchange(`GET /api/v1/openapi.json HTTP/1.1\r\n${close}\r\n`);
    const head = await rawExchange(`HEAD /api/v1/openapi.json HTTP/1.1\r\n${close}\r\n`);
    const lines = (reply: string) =>
      reply
        .slice(0, reply.indexOf('\r\n\r\n'))
        .replace(/req_\w+/, 'req_')
        .replace(/Date: .*/, 'Date');
    expect(lines(head)).toBe(lines(get));
    expect(head.endsWith('\r\n\r\n')).toBe(true);
  });

  it('gets a refusal without a body', async () => {
    const reply = await rawExchange(`HEAD /api/v1/emails/send HTTP/1.1\r\n${close}\r\n`);
    expect(reply).toMatch(/^HTTP\/1.1 405 /);
    expect(reply.endsWith('\r\n\r\n')).toBe(true);
  });
});

describe('bytes that are no request', () => {
  it.each([
    ['words', 'hello there\r\n\r\n'],
    ['a header without a colon', `GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n`],
    ['headers of 40 KiB', `GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(40_960)}\r\n\r\n`],
    ['a Content-Length that is no number', `POST /api/v1/emails/send HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n`],
  ])('get a 400 in the envelope: %s', async (_what, text) => {
    const reply = await rawExchange(text);
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    const body = bodyOf(reply);
    expect(body.error.code).toBe('invalid_parameter');
    expect(reply).toContain(`X-Request-Id: ${body.meta.request_id}`);
  });

  it('may name the target in absolute form', async () => {
    const reply = await rawExchange(`GET ${client.gateway.url}/openapi.json HTTP/1.1\r\n${close}\r\n`);
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('facts 10, body sizes', () => {
  const headers = { 'Content-Type': 'application/json' };
  const bytes = (mebibytes: number) => Array.from({ length: mebibytes }, () => Buffer.alloc(1024 * 1024, 0x20));

  it('reads 20 MiB', async () => {
    const reply = await client.send(client.mail({ html_body: 'x'.repeat(20 * 1024 * 1024), subject: '' }));
    expect(errorOf(reply).param).toBe('subject');
  });

  it('reads exactly 26214400 bytes', async () => {
    const reply = await client.call('/emails/send', { method: 'POST', headers, body: Buffer.alloc(26_214_400, 0x20) });
    expect(reply.status).toBe(400);
  });

  it('refuses 27 MiB with and without Content-Length, and answers on', async () => {
    const declared = await client.call('/emails/send', { method: 'POST', headers, body: Buffer.concat(bytes(27)) });
    expect(declared.status).toBe(413);
    const chunked = await client.call('/emails/send/batch', { method: 'POST', headers, body: bytes(27) });
    expect(chunked.status).toBe(413);
    expect((await client.send({})).status).toBe(422);
  });

  it('refuses what is larger still while it is being sent', async () => {
    const reply = await client.call('/emails/send', { method: 'POST', headers, body: bytes(80) });
    expect(reply.status).toBe(413);
    expect((await client.send({})).status).toBe(422);
  });

  it('keeps the connection usable after a 413', async () => {
    const length = 26_214_401;
    const { sender } = client.gateway.keys;
    const first = `POST /api/v1/emails/send HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sender}\r\nContent-Length: ${length}\r\n\r\n`;
    const second = `GET /api/v1/openapi.json HTTP/1.1\r\n${close}\r\n`;
    const reply = await rawExchange(`${first}${' '.repeat(length)}${second}`);
    expect(reply).toMatch(/^HTTP\/1.1 413 [^]*\}HTTP\/1.1 200 /);
  });
});

it('does not keep the bytes of a body beyond the limit, but counts them', async () => {
  const seen: GatewayRequest[] = [];
  const reply = { status: 204, headers: [], body: null };
  const server = createServer({
    bodyLimit: 1024,
    now: () => 0,
    answer: (request) => {
      seen.push(request);
      return Promise.resolve(reply);
    },
    answerHead: () => null,
    refuseUnreadable: () => reply,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  await httpCall(url, { method: 'POST', body: Buffer.alloc(8 * 1024 * 1024) });
  await server.close();
  expect(seen[0]?.bodyBytes).toBe(8 * 1024 * 1024);
  expect(seen[0]?.body.length).toBeLessThan(1024 * 1024);
});

describe('a reply with a body where HTTP has none', () => {
  const status = 304;
  const body = Buffer.from('a body');
  const reply = { status, headers: [['ETag', '"a"'] as const], body };
  const server = createServer({
    bodyLimit: 0,
    now: () => 0,
    answer: () => Promise.resolve(reply),
    answerHead: () => null,
    refuseUnreadable: () => reply,
  });
  afterAll(() => server.close());

  it('goes on the wire as it is, because a defect may want that', async () => {
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    expect(await rawExchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n', port)).toBe(
      'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nConnection: close\r\n\r\na body',
    );
  });
});

describe('the log', () => {
  it('gets one entry per request, with names and without credentials', async () => {
    log.length = 0;
    const { sender } = client.gateway.keys;
    const reply = await client.call(`/emails/send?api_key=secret&x=${sender}&y=1`, { method: 'POST', json: {} });
    expect(log).toEqual([
      {
        method: 'POST',
        path: '/api/v1/emails/send?api_key=…&x=…&y=1',
        status: 422,
        durationMs: expect.any(Number) as unknown,
        requestId: reply.header('x-request-id'),
        principal: 'sender',
        code: 'validation_error',
      },
    ]);
  });
});
