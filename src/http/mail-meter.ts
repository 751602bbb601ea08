import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { RequestSpec, Spend } from './client-types.js';
import { scanMails } from './mail-scan.js';

/** Longest body looked into after decompression; a larger one no server of this contract reads (25 MB). */
const mostInflatedBytes = 64 * 1024 ** 2;

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: mostInflatedBytes }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength: mostInflatedBytes }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: mostInflatedBytes }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: mostInflatedBytes }),
};

/** An address whose path every router reads alike. */
const plainAddress = /^https?:\/\/[a-z\d.:[\]-]+(?:\/[a-z\d_-]+)+$/;

/** Which sending endpoint a URL leads to, read as leniently as a router might; null: none. */
export function mailEndpoint(url: string): 'send' | 'batch' | null {
  const [path = ''] = url.split(/[?#]/);
  if (!/send/i.test(path) && !path.includes('%')) return null;
  const match = /\/emails\/send(\/batch)?\/?$/.exec(plainAddress.test(path) ? path : plainPath(path));
  return match === null ? null : match[1] === undefined ? 'send' : 'batch';
}

function plainPath(path: string): string {
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // An illegal escape: routed as it stands, if at all.
  }
  const parts: string[] = [];
  for (const part of decoded.toLowerCase().split(/[\\/]+/)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part.split(';', 1)[0] ?? '');
  }
  return parts.join('/');
}

/**
 * What a request might set going on a lenient server: a mail is counted unless it lacks any address, `from`, subject or body, whatever
 * method, credential or media type the request has. Other paths than `…/emails/send` and `…/emails/send/batch` cost nothing, nor does a
 * body that is no JSON.
 */
export function meterMail(request: Pick<RequestSpec, 'url' | 'headers' | 'body'>): Spend {
  const { body } = request;
  if (body === null || body.length === 0 || mailEndpoint(request.url) === null) return { messages: 0, recipients: [] };
  return scanMails(decodeText(decodeContent(body, request), request));
}

function headerOf(request: Pick<RequestSpec, 'headers'>, name: string): string {
  return request.headers.find(([key]) => key.toLowerCase() === name)?.[1].toLowerCase() ?? '';
}

function decodeContent(body: Uint8Array, request: Pick<RequestSpec, 'headers'>): Uint8Array {
  const decode = decoders[headerOf(request, 'content-encoding').trim()];
  if (decode === undefined) return body;
  try {
    return decode(body);
  } catch {
    return body;
  }
}

const utf8 = new TextDecoder();

function decodeText(body: Uint8Array, request: Pick<RequestSpec, 'headers'>): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/.exec(headerOf(request, 'content-type'))?.[1];
  try {
    return charset === undefined ? utf8.decode(body) : new TextDecoder(charset).decode(body);
  } catch {
    return utf8.decode(body);
  }
}
