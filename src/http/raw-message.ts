import type { HeaderLine } from './exchange.js';

/** The head of a response as it stood on the wire. */
export interface RawHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
  /** Length of the head in bytes, its empty line and interim responses before it included. */
  readonly bytes: number;
}

/** Why bytes are no HTTP/1.x message (RFC 9112). */
export interface RawProblem {
  readonly code: 'BAD_STATUS_LINE' | 'BAD_HEADER_LINE' | 'HEAD_TOO_LONG' | 'BAD_CHUNK' | 'INCOMPLETE_CHUNKS';
  readonly message: string;
}

/** How the end of a body is found (RFC 9112, section 6.3). */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

/** Reads the final head of a response; null: there are not enough bytes yet. */
export function readHead(bytes: Buffer): RawHead | RawProblem | null {
  let from = 0;
  for (;;) {
    const end = headEnd(bytes, from);
    if (end === null) return null;
    const head = parseHead(bytes.toString('latin1', from, end), end);
    if ('code' in head || head.status >= 200 || head.status === 101) return head;
    from = end;
  }
}

/** Where the empty line after a header block ends; lines may end in a bare LF (RFC 9112, section 2.2). */
function headEnd(bytes: Buffer, from: number): number | null {
  const crlf = bytes.indexOf('\r\n\r\n', from);
  const lf = bytes.indexOf('\n\n', from);
  if (crlf === -1) return lf === -1 ? null : lf + 2;
  return lf === -1 || crlf < lf ? crlf + 4 : lf + 2;
}

function parseHead(text: string, bytes: number): RawHead | RawProblem {
  const [statusLine = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const status = /^HTTP\/1\.\d (\d{3})(?: (.*))?$/.exec(statusLine);
  if (status === null) return problem('BAD_STATUS_LINE', statusLine);
  const headers: HeaderLine[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1 || /[\s]/.test(line.slice(0, colon))) return problem('BAD_HEADER_LINE', line);
    headers.push([line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
  }
  return { status: Number(status[1]), statusText: status[2] ?? '', headers, bytes };
}

/** How the body that follows a head is delimited. A Content-Length that is no number, or two that differ, delimit nothing. */
export function framingOf(head: RawHead, method: string): Framing {
  if (method === 'HEAD' || head.status === 204 || head.status === 304) return { kind: 'none' };
  const values = (wanted: string): string[] =>
    head.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  if (/(?:^|,)\s*chunked\s*$/i.test(values('transfer-encoding').join(','))) return { kind: 'chunked' };
  const [length, ...others] = new Set(values('content-length').flatMap((value) => value.split(/\s*,\s*/)));
  if (length === undefined || others.length > 0 || !/^\d{1,15}$/.test(length)) return { kind: 'until-close' };
  return { kind: 'length', bytes: Number(length) };
}

/** True when the bytes after a head may be all there is; chunks are only looked at from behind. */
export function looksComplete(framing: Framing, after: { bytes: number; tail: Buffer }): boolean {
  switch (framing.kind) {
    case 'none':
      return true;
    case 'length':
      return after.bytes >= framing.bytes;
    case 'chunked':
      return after.tail.toString('latin1').endsWith('0\r\n\r\n');
    case 'until-close':
      return false;
  }
}

/**
 * The body among the bytes after a head. Where a message has no body all bytes are given, to show what should not be there; where
 * Content-Length promises more than came, what came.
 */
export function bodyAmong(after: Buffer, framing: Framing): Buffer | RawProblem {
  if (framing.kind === 'length') return after.subarray(0, framing.bytes);
  return framing.kind === 'chunked' ? joinChunks(after) : after;
}

function joinChunks(bytes: Buffer): Buffer | RawProblem {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', at);
    if (end === -1) return problem('INCOMPLETE_CHUNKS', bytes.toString('latin1', at));
    const line = bytes.toString('latin1', at, end);
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
    if (size === undefined) return problem('BAD_CHUNK', line);
    const length = parseInt(size, 16);
    if (length === 0) return Buffer.concat(chunks);
    const next = end + 2 + length;
    if (next + 2 > bytes.length) return problem('INCOMPLETE_CHUNKS', line);
    if (bytes.toString('latin1', next, next + 2) !== '\r\n') return problem('BAD_CHUNK', line);
    chunks.push(bytes.subarray(end + 2, next));
    at = next + 2;
  }
}

function problem(code: RawProblem['code'], seen: string): RawProblem {
  const what = {
    BAD_STATUS_LINE: 'the response does not start with a status line of HTTP/1.x',
    BAD_HEADER_LINE: 'a header line is none',
    HEAD_TOO_LONG: 'the header block does not end',
    BAD_CHUNK: 'a chunk of the body is malformed',
    INCOMPLETE_CHUNKS: 'the body ends before its last chunk',
  }[code];
  return { code, message: `${what}: ${JSON.stringify(seen.slice(0, 80))}` };
}
