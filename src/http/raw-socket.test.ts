import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { rawServer } from '../../test/support/loopback.js';
import { BudgetExhausted } from './budget.js';
import { createClient, type ClientOptions, type HttpClient } from './client.js';
import type { RequestSpec } from './client-types.js';
import { rawExchange, type RawExchange } from './raw-socket.js';

function client(options: Partial<ClientOptions> = {}): HttpClient {
  const budget = { maxRequests: 2, maxMessages: 0, maxTimeMs: 60_000, rate: null };
  const made = createClient({
    budget,
    sinks: { addresses: [], domains: [] },
    allowMail: false,
    userAgent: 'touchstone/0',
    ...options,
  });
  onTestFinished(() => made.close());
  return made;
}

function spec(url: string, more: Partial<RequestSpec> = {}): RequestSpec {
  return {
    method: 'GET',
    url,
    headers: [],
    body: null,
    intent: {
      by: 'test',
      operation: null,
      principal: null,
      authenticated: false,
      replayOf: null,
      faulted: false,
    },
    id: 'test/1',
    spend: { messages: 0, recipients: [] },
    ...more,
  };
}

async function answered(text: string, method = 'GET'): Promise<RawExchange> {
  const server = await rawServer((socket) => socket.end(text, 'latin1'));
  return rawExchange(spec(server.url, { method }), { client: client() });
}

function bodyOf({ exchange }: RawExchange): string {
  return Buffer.from(exchange.response?.body ?? []).toString('latin1');
}

describe('a request over a bare socket', () => {
  it('waits for the head of the reply as long as it was told', async () => {
    const server = await rawServer(() => undefined);
    const sent = spec(server.url, { headers: [['Content-Length', '9']] });
    const { exchange } = await rawExchange(sent, { client: client(), headersMs: 20 });
    expect(exchange.failure).toMatchObject({ phase: 'headers' });
  });

  it('goes out as it stands, illegal bytes and wrong lengths included', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    const sent = spec(`${server.url}/a b?<>`, {
      method: 'POST',
      headers: [
        ['x-odd', '\x01ä'],
        ['Content-Length', '2'],
        ['Transfer-Encoding', 'identity'],
      ],
      body: Buffer.from('body'),
    });
    const { exchange } = await rawExchange(sent, { client: client() });
    const host = server.url.slice('http://'.length);
    expect(server.received[0]).toBe(
      `POST /a b?<> HTTP/1.1\r\nHost: ${host}\r\nx-odd: \x01ä\r\nContent-Length: 2\r\nTransfer-Encoding: identity\r\n` +
        'User-Agent: touchstone/0\r\nConnection: close\r\n\r\nbody',
    );
    expect(exchange.request.headers.map(([name]) => name)).toEqual([
      'Host',
      'x-odd',
      'Content-Length',
      'Transfer-Encoding',
      'User-Agent',
      'Connection',
    ]);
  });

  it('draws on the budget of the client', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    const shared = client();
    await shared.exchange(spec(server.url));
    await rawExchange(spec(server.url), { client: shared });
    expect(shared.traffic().requests).toBe(2);
    await expect(rawExchange(spec(server.url), { client: shared })).rejects.toBeInstanceOf(BudgetExhausted);
    expect(server.received).toHaveLength(2);
  });
});

describe('a reply over a bare socket', () => {
  it.each([
    ['a 304', 'GET', 'HTTP/1.1 304 Not Modified\r\nETag: W/"a"\r\n\r\n{"hidden":1}', 12],
    ['a 204', 'GET', 'HTTP/1.1 204 No Content\r\n\r\n{}', 2],
    ['a reply to HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', 2],
  ])('shows the body that %s must not have', async (...[, method, text, bytes]) => {
    const raw = await answered(text, method);
    expect(raw.bytesAfterHeaders).toBe(bytes);
    expect(bodyOf(raw)).toBe(text.slice(-bytes));
  });

  it('shows late bytes on a connection that stays open', async () => {
    const server = await rawServer((socket) => {
      socket.write('HTTP/1.1 304 Not Modified\r\n\r\n');
      setTimeout(() => socket.write('late'), 30);
    });
    const raw = await rawExchange(spec(server.url), { client: client() });
    expect(raw).toMatchObject({ bytesAfterHeaders: 4, exchange: { failure: null, response: { status: 304 } } });
  });

  it.each([
    ['as long as Content-Length says', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}', '{}', 2],
    ['longer than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}+', '{}', 3],
    ['shorter than it says', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', '{}', 2],
    ['ended by the connection', 'HTTP/1.0 200 OK\r\n\r\n{}', '{}', 2],
    ['of contradicting lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n{}', '{}', 2],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n1\r\n}\r\n0\r\n\r\n', '{}', 21],
    ['after interim responses', 'HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}', '{}', 2],
    ['after bare line feeds', 'HTTP/1.1 200 OK\nA: b\n\n{}', '{}', 2],
  ])('has a body %s', async (...[, text, body, bytes]) => {
    const raw = await answered(text);
    expect(raw.exchange).toMatchObject({ failure: null, response: { status: 200, truncated: false } });
    expect([bodyOf(raw), raw.bytesAfterHeaders]).toEqual([body, bytes]);
  });

  it.each([
    ['protocol', 'BAD_STATUS_LINE', (socket: Socket) => socket.end('hello\r\n\r\n')],
    ['protocol', 'BAD_HEADER_LINE', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nno colon\r\n\r\n')],
    ['protocol', 'BAD_HEADER_LINE', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n')],
    ['protocol', 'HEAD_TOO_LONG', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(12_000)}`)],
    [
      'protocol',
      'BAD_CHUNK',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'),
    ],
    [
      'protocol',
      'INCOMPLETE_CHUNKS',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'),
    ],
    ['headers', 'CLOSED', (socket: Socket) => socket.end()],
    ['headers', 'ECONNRESET', (socket: Socket) => socket.resetAndDestroy()],
    ['headers', 'SILENCE', () => undefined],
    ['body', 'SILENCE', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}')],
  ] as [string, string, (socket: Socket) => void][])(
    'that breaks off is a failure of phase %s: %s (%#)',
    async (phase, code, reply) => {
      const server = await rawServer(reply);
      // Patience that is short where it is not to run out would do so on a busy machine.
      const timeouts = code === 'SILENCE' ? { [`${phase}Ms`]: 200 } : {};
      const { exchange, bytesAfterHeaders } = await rawExchange(spec(server.url), { client: client({ timeouts }) });
      expect(exchange).toMatchObject({ response: null, failure: { phase, code } });
      expect(bytesAfterHeaders).toBe(0);
    },
  );

  it('is cut off at the limit of what is read and kept', async () => {
    const server = await rawServer((socket) => {
      const more = (): void => {
        if (!socket.destroyed) socket.write('x'.repeat(1000), () => setImmediate(more));
      };
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      more();
    });
    const limits = { keptBytes: 10, readBytes: 5000 };
    const { exchange } = await rawExchange(spec(server.url), { client: client({ limits }) });
    expect(exchange.response).toMatchObject({ status: 200, truncated: true });
    expect(exchange.response?.body).toHaveLength(10);
    expect(exchange.response?.bodyBytes).toBeGreaterThan(5000);
  });

  it('is not awaited when nothing listens or the run is over', async () => {
    const refused = await rawExchange(spec('http://127.0.0.1:1/'), { client: client() });
    expect(refused.exchange.failure).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED' });
    const stop = new AbortController();
    const server = await rawServer(() => stop.abort());
    const stopped = await rawExchange(spec(server.url), { client: client({ signal: stop.signal }) });
    expect(stopped.exchange.failure?.phase).toBe('aborted');
  });
});
