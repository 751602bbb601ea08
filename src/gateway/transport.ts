import type { IncomingMessage, ServerResponse } from 'node:http';
import { METHODS, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { fastify } from 'fastify';
import type { GatewayReply, GatewayRequest, HeaderLine } from './parts.js';

/** What the server asks: requests and replies as values. */
export interface Handlers {
  /** Body bytes worth keeping of a request. */
  readonly bodyLimit: number;
  /** Gateway clock, milliseconds since the epoch. */
  now(): number;
  answer(request: GatewayRequest): Promise<GatewayReply>;
  /** Asked before the body is read: a reply when the head is enough for one, else null. */
  answerHead(request: GatewayRequest): GatewayReply | null;
  /** Answers bytes that are no HTTP request. */
  refuseUnreadable(request: GatewayRequest): GatewayReply;
}

/** Bytes of a body that are awaited before the reply: clients that only listen once they have sent it all hear it. */
const DRAIN_MAX = 64 * 1024 * 1024;
/** Milliseconds a client may take to send a request. */
const REQUEST_TIMEOUT = 60_000;

/**
 * Makes a server that turns connections into calls of `answer`. Fastify listens and closes; its routing, parsing and
 * error pages never come into play, because they would answer in words that are not the contract's.
 */
export function createServer(handlers: Handlers): FastifyInstance {
  const server = fastify({
    requestTimeout: REQUEST_TIMEOUT,
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => refuseConnection(handlers, error, socket),
    frameworkErrors: (_error, request, reply) => {
      reply.hijack();
      void serve(handlers, server, { incoming: request.raw, outgoing: reply.raw });
    },
  });
  for (const method of METHODS) {
    if (method !== 'CONNECT' && !server.supportedMethods.includes(method))
      server.addHttpMethod(method, { hasBody: true });
  }
  // Whoever asks whether to send the body is told only once the head was looked at.
  server.server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    server.server.emit('request', incoming, outgoing);
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.hijack();
    await serve(handlers, server, { incoming: request.raw, outgoing: reply.raw });
  });
  server.all('/*', () => Promise.resolve());
  return server;
}

interface Turn {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

async function serve(handlers: Handlers, { server }: FastifyInstance, { incoming, outgoing }: Turn): Promise<void> {
  try {
    const early = handlers.answerHead(toRequest(handlers, incoming, unread));
    if (early === null && incoming.headers.expect !== undefined) outgoing.writeContinue();
    const reply = early ?? (await answerWhole(handlers, incoming));
    if (!server.listening) outgoing.setHeader('Connection', 'close');
    write(outgoing, reply, incoming.method ?? '');
  } catch {
    // The client went away, or a part of the gateway is broken beyond a reply.
    outgoing.destroy();
  }
}

async function answerWhole(handlers: Handlers, incoming: IncomingMessage): Promise<GatewayReply> {
  const body = await readBody(incoming, Math.min(handlers.bodyLimit, DRAIN_MAX));
  return handlers.answer(toRequest(handlers, incoming, body));
}

interface ReadBody {
  readonly kept: Uint8Array;
  readonly bytes: number;
}

const unread: ReadBody = { kept: new Uint8Array(), bytes: 0 };

async function readBody(incoming: IncomingMessage, keep: number): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    // Without an encoding set, a request yields buffers.
    const part = chunk as Uint8Array;
    if (bytes < keep) chunks.push(part);
    bytes += part.length;
    if (bytes > DRAIN_MAX) break;
  }
  // Closing the connection on what is still under way would take the reply along.
  incoming.resume();
  return { kept: Buffer.concat(chunks), bytes };
}

function toRequest(handlers: Handlers, incoming: IncomingMessage, body: ReadBody): GatewayRequest {
  const [path = '', ...query] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? '',
    path: pathOf(path),
    query: query.join('?'),
    headers: pairs(incoming.rawHeaders),
    body: body.kept,
    bodyBytes: body.bytes,
    receivedAt: handlers.now(),
  };
}

/** The path of a request target in absolute form (RFC 9112 section 3.2.2) or origin form. */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/]*/i, '') || '/';
}

function pairs(raw: readonly string[]): readonly HeaderLine[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
}

function write(outgoing: ServerResponse, reply: GatewayReply, method: string): void {
  const { status, headers, body } = reply;
  if (body !== null && (method === 'HEAD' || status === 204 || status === 304)) {
    writeRaw(outgoing.socket, reply);
    return;
  }
  outgoing.sendDate = false;
  outgoing.writeHead(status, headers.flat());
  outgoing.end(body ?? undefined);
}

/** Writes a reply that node would not: one with a body that HTTP forbids, or without a request. Ends the connection. */
function writeRaw(socket: Duplex | null, { status, headers, body }: GatewayReply): void {
  const lines = [...headers, ['Connection', 'close'] as const].map(([name, value]) => `${name}: ${value}\r\n`);
  socket?.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`);
  socket?.end(body ?? undefined);
}

function refuseConnection(handlers: Handlers, error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const request = { method: '', path: '', query: '', headers: [], body: new Uint8Array(), bodyBytes: 0 };
  writeRaw(socket, handlers.refuseUnreadable({ ...request, receivedAt: handlers.now() }));
}
