import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { TLSSocket, connect as connectTls, rootCertificates } from 'node:tls';
import type { ClientSettings, HttpClient } from './client.js';
import type { RequestSpec } from './client-types.js';
import type { Exchange, ExchangeFailure, ReceivedResponse, SentRequest, TlsFacts } from './exchange.js';
import { classifyFailure, givenUp, type GivenUp, type Progress } from './failure.js';
import { bodyAmong, framingOf, looksComplete, readHead, type RawHead, type RawProblem } from './raw-message.js';
import { sentOverSocket, splitUrl, unsendable, type UrlParts } from './sent-request.js';
import type { Limits } from './settings.js';
import { tlsFactsOf } from './tls-facts.js';

/** How long a connection may stay open and silent after a whole response, in milliseconds: late bytes show up until then. */
const lingerMs = 250;

/** Bytes from the end of what came that are looked at to see whether it is the end. */
const tailBytes = 8;

/** An exchange over a bare socket. */
export interface RawExchange {
  /** Where a response has no body by definition, its body holds the bytes that came nevertheless. */
  readonly exchange: Exchange;
  /** Bytes after the header block, framing included; 0 without a response. */
  readonly bytesAfterHeaders: number;
}

export interface RawOptions {
  readonly client: HttpClient;
  /** Milliseconds to wait for the response's header block, where the client's time-out is not the right one. */
  readonly headersMs?: number;
}

/**
 * Sends one request as it stands over a connection of its own and reads to the end: shows what an HTTP client refuses to
 * send or hides from its caller. A body shorter or longer than Content-Length says is no failure here; heads and chunks that
 * cannot be read are. Draws on the budgets of the client and keeps to its limits and time-outs.
 * @throws BudgetExhausted, SinkViolation: nothing was sent.
 */
export async function rawExchange(spec: RequestSpec, options: RawOptions): Promise<RawExchange> {
  const { allowance } = options.client;
  const settings = withPatience(options);
  const reservation = allowance.reserve(spec);
  if (reservation.turn !== null) await reservation.turn;
  const url = splitUrl(spec.url);
  const raw =
    url === null
      ? { exchange: unsendable(spec, settings.clock.now()), bytesAfterHeaders: 0 }
      : await perform(spec, { url, settings });
  reservation.settle(raw.exchange);
  return raw;
}

function withPatience({ client: { settings }, headersMs }: RawOptions): ClientSettings {
  return headersMs === undefined ? settings : { ...settings, timeouts: { ...settings.timeouts, headersMs } };
}

/** Where a request goes and by which rules. */
interface Way {
  readonly url: UrlParts;
  readonly settings: ClientSettings;
}

async function perform(spec: RequestSpec, way: Way): Promise<RawExchange> {
  const { clock, userAgent, limits } = way.settings;
  const request = sentOverSocket(spec, { host: new URL(way.url.origin).host, userAgent });
  const startedAt = clock.now();
  const start = clock.monotonic();
  const inbox = await converse(request, way);
  const { response, failure } = concluded(inbox, limits);
  const firstByteMs = response === null || inbox.firstByteAt === null ? null : inbox.firstByteAt - start;
  const timings = { startedAt, firstByteMs, totalMs: clock.monotonic() - start };
  const exchange = { id: spec.id, intent: spec.intent, request, response, failure, timings };
  return { exchange, bytesAfterHeaders: response === null ? 0 : bytesAfterHead(inbox) };
}

/** What has come in over a connection so far. */
interface Inbox {
  readonly method: string;
  readonly chunks: Buffer[];
  bytes: number;
  head: RawHead | null;
  problem: RawProblem | null;
  firstByteAt: number | null;
  tls: TlsFacts | null;
  progress: Progress;
  error: unknown;
}

async function converse(request: SentRequest, way: Way): Promise<Inbox> {
  const { timeouts, limits, clock } = way.settings;
  const inbox = emptyInbox(request.method);
  const socket = openSocket(way);
  const release = guard(socket, way.settings);
  try {
    await once(socket, socket instanceof TLSSocket ? 'secureConnect' : 'connect');
    inbox.progress = 'sent';
    if (socket instanceof TLSSocket) inbox.tls = tlsFactsOf(socket);
    socket.setTimeout(timeouts.headersMs);
    socket.write(headBytes(request, way.url.target));
    if (request.body !== null) socket.write(request.body);
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      inbox.firstByteAt ??= clock.monotonic();
      take(inbox, chunk, limits.headerBytes);
      if (inbox.problem !== null || bytesAfterHead(inbox) > limits.readBytes) break;
      socket.setTimeout(isWhole(inbox) ? lingerMs : inbox.head === null ? timeouts.headersMs : timeouts.bodyMs);
    }
  } catch (error) {
    inbox.error = error;
  } finally {
    release();
    socket.destroy();
  }
  return inbox;
}

function openSocket({ url, settings }: Way): Socket {
  const { protocol, hostname, port: named } = new URL(url.origin);
  const secure = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const port = named === '' ? (secure ? 443 : 80) : Number(named);
  const { ca, insecure } = settings.tls;
  const socket = secure
    ? connectTls({
        host,
        port,
        ALPNProtocols: ['http/1.1'],
        rejectUnauthorized: !insecure,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
      })
    : connectTcp({ host, port });
  return socket.setTimeout(settings.timeouts.connectMs);
}

/** Ends the connection when it is silent for too long, when its time is over or when the run is stopped. */
function guard(socket: Socket, { timeouts, signal }: ClientSettings): () => void {
  const end = (code: GivenUp) => (): void => void socket.destroy(Object.assign(new Error(code), { code }));
  const abort = end('ABORTED');
  const total = setTimeout(end('TOTAL_TIMEOUT'), timeouts.totalMs);
  socket.on('timeout', end('SILENCE'));
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  return () => {
    clearTimeout(total);
    signal?.removeEventListener('abort', abort);
    // A late error of a connection we are done with concerns nobody.
    socket.on('error', () => undefined);
  };
}

/** Head of the request; characters beyond Latin-1 go out as UTF-8, the rest byte for byte. */
function headBytes({ method, headers }: SentRequest, target: string): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const text = `${lines.join('\r\n')}\r\n\r\n`;
  return Buffer.from(text, /[^\0-\xff]/.test(text) ? 'utf8' : 'latin1');
}

function emptyInbox(method: string): Inbox {
  return {
    method,
    chunks: [],
    bytes: 0,
    head: null,
    problem: null,
    firstByteAt: null,
    tls: null,
    progress: 'connecting',
    error: null,
  };
}

function take(inbox: Inbox, chunk: Buffer, mostHeaderBytes: number): void {
  inbox.chunks.push(chunk);
  inbox.bytes += chunk.length;
  if (inbox.head !== null) return;
  const found = readHead(Buffer.concat(inbox.chunks));
  if (found === null) {
    if (inbox.bytes > mostHeaderBytes)
      inbox.problem = { code: 'HEAD_TOO_LONG', message: 'the header block does not end' };
  } else if ('code' in found) {
    inbox.problem = found;
  } else {
    inbox.head = found;
    inbox.progress = 'head';
  }
}

function bytesAfterHead({ bytes, head }: Inbox): number {
  return head === null ? 0 : bytes - head.bytes;
}

/** True when the response may be over by its framing. */
function isWhole(inbox: Inbox): boolean {
  if (inbox.head === null) return false;
  const tail = Buffer.concat(inbox.chunks.slice(-tailBytes).map((chunk) => chunk.subarray(-tailBytes))).subarray(
    -tailBytes,
  );
  return looksComplete(framingOf(inbox.head, inbox.method), { bytes: bytesAfterHead(inbox), tail });
}

function concluded(
  inbox: Inbox,
  limits: Limits,
): { response: ReceivedResponse | null; failure: ExchangeFailure | null } {
  const { head, problem, error, progress } = inbox;
  if (problem !== null) return { response: null, failure: { phase: 'protocol', ...problem } };
  if (error !== null && !isWhole(inbox)) return { response: null, failure: classifyFailure(error, progress) };
  if (head === null) return { response: null, failure: givenUp('CLOSED', progress) };
  const cutOff = bytesAfterHead(inbox) > limits.readBytes;
  const after = Buffer.concat(inbox.chunks).subarray(head.bytes);
  const body = cutOff ? after : bodyAmong(after, framingOf(head, inbox.method));
  if ('code' in body) return { response: null, failure: { phase: 'protocol', ...body } };
  const { status, statusText, headers } = head;
  const kept = body.subarray(0, limits.keptBytes);
  const truncated = cutOff || kept.length < body.length;
  const response = { status, statusText, headers, body: kept, bodyBytes: body.length, truncated, tls: inbox.tls };
  return { response, failure: null };
}
