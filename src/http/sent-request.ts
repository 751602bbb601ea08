import type { RequestSpec } from './client-types.js';
import type { HeaderLine, SentRequest } from './exchange.js';

/** An absolute http(s) URL taken apart without changing a character of its path. */
export interface UrlParts {
  /** `https://host:port`, as written. */
  readonly origin: string;
  readonly secure: boolean;
  /** Host and port for the Host line: lower case, default port left out. */
  readonly host: string;
  readonly hostname: string;
  readonly port: number;
  /** Path and query as they go on the request line. */
  readonly target: string;
}

/** Takes a URL apart; null: it is no absolute http(s) URL, or it carries credentials. */
export function splitUrl(url: string): UrlParts | null {
  const match = /^(https?:\/\/([^/?#\\@]+))([^#]*)/i.exec(url);
  if (match === null) return null;
  const [, origin = '', , rest = ''] = match;
  if (/^\\|^[^/?]/.test(rest) || !URL.canParse(origin)) return null;
  const { protocol, host, hostname, port } = new URL(origin);
  const secure = protocol === 'https:';
  return {
    origin,
    secure,
    host,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
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
