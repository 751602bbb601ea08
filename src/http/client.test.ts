import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answering, rawServer, tcpServer, tlsServer } from '../../test/support/loopback.js';
import { createClient, type ClientOptions } from './client.js';
import type { Client, RequestSpec } from './client-types.js';
import type { Intent } from './exchange.js';

const intent: Intent = {
  by: 'test',
  operation: null,
  principal: null,
  authenticated: false,
  replayOf: null,
  faulted: false,
};

const budget = { maxRequests: 1000, maxMessages: 10, maxTimeMs: 60_000, rate: null };

function client(options: Partial<ClientOptions> = {}): Client {
  const made = createClient({
    budget,
    sinks: { addresses: [], domains: [] },
    allowMail: true,
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
    intent,
    id: 'test/1',
    spend: { messages: 0, recipients: [] },
    ...more,
  };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

describe('a sent request', () => {
  it.each([
    ['GET', null, []],
    ['HEAD', null, []],
    ['POST', null, []],
    ['DELETE', null, []],
    ['POST', 'abc', [['Content-Type', 'text/plain']]],
    ['PATCH', '', []],
    ['GET', 'body of a GET', []],
    [
      'PURGE',
      null,
      [
        ['X-Twice', 'a'],
        ['x-twice', 'b'],
        ['X-Twice', 'ä'],
      ],
    ],
    [
      'GET',
      null,
      [
        ['Host', 'other.example'],
        ['User-Agent', 'mine'],
        ['Connection', 'close'],
      ],
    ],
  ] as [string, string | null, [string, string][]][])(
    'is recorded as its bytes were: %s %j',
    async (method, body, headers) => {
      const server = await rawServer((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
      const bytes = body === null ? null : Buffer.from(body);
      const { request } = await client().exchange(spec(`${server.url}/a/../b?c=%41`, { method, headers, body: bytes }));
      const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      expect(server.received[0]).toBe(`${method} /a/../b?c=%41 HTTP/1.1\r\n${lines}\r\n${body ?? ''}`);
    },
  );
});

describe('a received response', () => {
  it('keeps header lines in case, order and number, and the body undecoded', async () => {
    const head =
      'HTTP/1.1 200 Fine by me\r\nX-B: 1\r\nx-b:  2 \r\nSet-Cookie: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n';
    const server = await rawServer((socket) => socket.write(`${head}\r\n\x1f\x8b\x00`, 'latin1'));
    const { response, failure, timings } = await client().exchange(spec(server.url));
    expect(failure).toBeNull();
    expect(response).toMatchObject({
      status: 200,
      statusText: 'Fine by me',
      bodyBytes: 3,
      truncated: false,
      tls: null,
    });
    expect(response?.headers).toEqual([
      ['X-B', '1'],
      ['x-b', '2'],
      ['Set-Cookie', 'a'],
      ['Content-Encoding', 'gzip'],
      ['Content-Length', '3'],
    ]);
    expect(Buffer.from(response?.body ?? []).toString('hex')).toBe('1f8b00');
    expect(timings.firstByteMs).toBeLessThanOrEqual(timings.totalMs);
  });

  it('is not the interim one before it', async () => {
    const server = await rawServer((socket) => socket.write(`HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${ok}`));
    const { response } = await client().exchange(spec(server.url));
    expect(response).toMatchObject({ status: 200, headers: [['Content-Length', '2']] });
  });

  it('is a redirect when the target sends one', async () => {
    const server = await rawServer((socket) =>
      socket.write('HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n'),
    );
    expect((await client().exchange(spec(server.url))).response?.status).toBe(302);
    expect(server.received).toHaveLength(1);
  });

  it.each([304, 204])('may be a %i that names the length of a body it does not have', async (status) => {
    const server = await rawServer((socket) => socket.write(`HTTP/1.1 ${status} x\r\nContent-Length: 12\r\n\r\n`));
    const { response, failure } = await client().exchange(spec(server.url));
    expect(failure).toBeNull();
    expect(response).toMatchObject({ status, bodyBytes: 0, headers: [['Content-Length', '12']] });
  });

  it('is kept up to one limit, counted up to another, then cut off', async () => {
    const server = await rawServer((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n${'x'.repeat(900)}`),
    );
    const limits = { keptBytes: 10, readBytes: 1000 };
    const counted = await client({ limits }).exchange(spec(server.url));
    expect(counted.response).toMatchObject({ bodyBytes: 900, truncated: true });
    expect(counted.response?.body).toHaveLength(10);

    const endless = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const more = (): void => {
        if (!socket.destroyed) socket.write(`400\r\n${'y'.repeat(1024)}\r\n`, () => setImmediate(more));
      };
      more();
    });
    const cutOff = await client({ limits }).exchange(spec(endless.url));
    expect(cutOff.failure).toBeNull();
    expect(cutOff.response).toMatchObject({ status: 200, truncated: true });
    expect(cutOff.response?.bodyBytes).toBeGreaterThan(1000);
  });
});

describe('a failure', () => {
  it.each([
    ['headers', (socket: Socket) => socket.end(), 'UND_ERR_SOCKET'],
    ['headers', (socket: Socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['headers', () => undefined, 'UND_ERR_HEADERS_TIMEOUT'],
    ['protocol', (socket: Socket) => socket.end('FTP/1.1 200 OK\r\n\r\n'), 'HTTPParserError'],
    [
      'protocol',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'),
      'CONTENT_LENGTH',
    ],
    [
      'protocol',
      (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`),
      'UND_ERR_HEADERS_OVERFLOW',
    ],
    ['body', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'), 'UND_ERR_SOCKET'],
    [
      'body',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'),
      'UND_ERR_BODY_TIMEOUT',
    ],
  ] as [string, (socket: Socket) => void, string][])('in phase %s names its cause (%#)', async (phase, reply, code) => {
    const server = await rawServer(reply);
    // Patience that is short where it is not to run out would do so on a busy machine.
    const timeouts = code.endsWith('TIMEOUT') ? { [`${phase}Ms`]: 300 } : {};
    const { response, failure } = await client({ timeouts }).exchange(spec(server.url));
    expect(response).toBeNull();
    expect(failure).toMatchObject({ phase, code: expect.stringContaining(code) as string });
    expect(failure?.message).not.toBe('');
  });

  it('is a value when nothing listens, and the request counts', async () => {
    const made = client();
    const { failure } = await made.exchange(spec('http://127.0.0.1:1/'));
    expect(failure).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED' });
    expect(failure?.message).toContain('nothing listens there');
    expect(made.traffic()).toMatchObject({ requests: 1, bytesSent: 0, bytesReceived: 0 });
  });

  it('is of phase tls when the target does not speak TLS', async () => {
    const host = await tcpServer((socket) => socket.end('this is no TLS at all'));
    const { failure } = await client().exchange(spec(`https://${host}/`));
    expect(failure?.phase).toBe('tls');
  });

  it.each([
    'ftp://127.0.0.1/',
    'http://user:pass@127.0.0.1/',
    'http://127.0.0.1:99999/',
    'http://127.0.0.999/',
    '/relative',
    'http://127.0.0.1/with space',
  ])('in phase send means that %s never left', async (url) => {
    const { failure } = await client().exchange(spec(url));
    expect(failure?.phase).toBe('send');
  });

  it('ends exchanges in flight when the run is aborted, and keeps later ones from being sent', async () => {
    const stop = new AbortController();
    const server = await rawServer(() => stop.abort());
    const made = client({ signal: stop.signal, connections: 1 });
    const both = await Promise.all([made.exchange(spec(server.url)), made.exchange(spec(server.url))]);
    const later = await made.exchange(spec(server.url));
    expect([...both, later].map(({ failure }) => failure?.phase)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(server.received).toHaveLength(1);
  });

  it('ends an exchange that takes too long as a whole', async () => {
    const server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const drip = setInterval(() => socket.write('.'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const { failure } = await client({ timeouts: { totalMs: 1000 } }).exchange(spec(server.url));
    expect(failure).toMatchObject({ phase: 'body', code: 'TOTAL_TIMEOUT' });
  });
});

/** A key and a certificate for 127.0.0.1, signed by itself; null where there is no openssl. */
function selfSigned(): { key: string; cert: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=loopback', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  try {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert];
    execFileSync('openssl', ['req', '-x509', ...curve, ...subject], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('TLS', () => {
  const identity = selfSigned();

  it.skipIf(identity === null)('is trusted only with the right authority or when told to be careless', async () => {
    if (identity === null) return;
    const host = await tlsServer(
      identity,
      answering((socket) => socket.write(ok)),
    );
    const strict = await client().exchange(spec(`https://${host}/`));
    expect(strict.failure).toMatchObject({ phase: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const trusting = await client({ tls: { ca: identity.cert, insecure: false } }).exchange(spec(`https://${host}/`));
    expect(trusting.response?.tls).toMatchObject({ authorized: true, subject: 'loopback', protocol: 'TLSv1.3' });
    expect(Date.parse(trusting.response?.tls?.validTo ?? '')).toBeGreaterThan(Date.now());
    const careless = await client({ tls: { ca: null, insecure: true } }).exchange(spec(`https://${host}/`));
    expect(careless.response).toMatchObject({ status: 200, tls: { authorized: false } });
  });
});
