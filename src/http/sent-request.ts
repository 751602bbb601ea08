import type { RequestSpec } from './client-types.js';
import type { Exchange, ExchangeFailure, HeaderLine, SentRequest } from './exchange.js';

/** An absolute http(s) URL taken apart without changing a character of its path. */
export interface UrlParts {
  /** `https://host:port`, as written. */
  readonly origin: string;
  /** Path and query as they go on the request line. */
  readonly target: string;
}

/**
 * Takes a URL apart; null: it is no absolute http(s) URL, or it carries credentials.
 * `isKnown` tells origins that were found sound before.
 */
export function splitUrl(url: string, isKnown: (origin: string) => boolean = () => false): UrlParts | null {
  const match = /^(https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?)((?:[/?][^#]*)?)(?:#|$)/i.exec(url);
  if (match === null) return null;
  const [, origin = '', rest = ''] = match;
  // A port or an IPv4 address out of range.
  if (!isKnown(origin) && !URL.canParse(origin)) return null;
  return { origin, target: rest.startsWith('/') ? rest : `/${rest}` };
}

/** The exchange of a request whose URL leads nowhere: nothing was sent. */
export function unsendable(spec: RequestSpec, startedAt: number): Exchange {
  const { id, intent, method, url, headers, body } = spec;
  const failure: ExchangeFailure = {
    phase: 'send',
    code: 'ERR_INVALID_URL',
    message: 'not an absolute http(s) URL without credentials',
  };
  const timings = { startedAt, firstByteMs: null, totalMs: 0 };
  return { id, intent, request: { method, url, headers, body }, response: null, failure, timings };
}

/** The caller's lines, with a User-Agent before them when they name none. */
export function withUserAgent(headers: readonly HeaderLine[], userAgent: string): readonly HeaderLine[] {
  return headers.some(([name]) => name.toLowerCase() === 'user-agent')
    ? headers
    : [['User-Agent', userAgent], ...headers];
}

const writtenByConnection = new Set(['host', 'connection', 'content-length']);
const expectsBody = new Set(['POST', 'PUT', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH']);

/** The request as undici writes it to the connection: its own Host, Connection and Content-Length lines included. */
export function sentThroughPool(spec: RequestSpec, lines: readonly HeaderLine[], host: string): SentRequest {
  let hostLine = host;
  let closes = spec.method === 'HEAD';
  let declared: string | null = null;
  const others: HeaderLine[] = [];
  for (const line of lines) {
    const name = line[0].toLowerCase();
    if (!writtenByConnection.has(name)) others.push(line);
    else if (name === 'host') hostLine = line[1];
    else if (name === 'connection') closes ||= /(?:^|,)\s*close\s*(?:,|$)/i.test(line[1]);
    else declared = line[1];
  }
  const length = spec.body?.length ?? 0;
  const headers: HeaderLine[] = [['host', hostLine], ['connection', closes ? 'close' : 'keep-alive'], ...others];
  if (length > 0) headers.push(['content-length', String(length)]);
  else if (expectsBody.has(spec.method)) headers.push(['content-length', declared ?? '0']);
  return { method: spec.method, url: spec.url, headers, body: spec.body };
}

/**
 * The request as it is written to a bare socket: the caller's lines as they stand, Host before them and Content-Length, User-Agent and
 * `Connection: close` after them unless the caller has lines of that name.
 */
export function sentOverSocket(spec: RequestSpec, own: { host: string; userAgent: string }): SentRequest {
  const { method, url, body } = spec;
  const named = new Set(spec.headers.map(([name]) => name.toLowerCase()));
  const headers: HeaderLine[] = [];
  if (!named.has('host')) headers.push(['Host', own.host]);
  headers.push(...spec.headers);
  if (!named.has('user-agent')) headers.push(['User-Agent', own.userAgent]);
  if (body !== null && !named.has('content-length') && !named.has('transfer-encoding')) {
    headers.push(['Content-Length', String(body.length)]);
  }
  if (!named.has('connection')) headers.push(['Connection', 'close']);
  return { method, url, headers, body };
}
