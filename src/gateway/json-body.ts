import type { Failure } from './failure.js';
import { failure } from './failure.js';

/** Levels of nesting that are read; the deepest valid body has six. */
const DEPTH_MAX = 100;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a body as JSON text (RFC 8259: UTF-8, no byte order mark). What is none, or is nested too deep to be handed
 * to a parser, is an `invalid_parameter` failure.
 */
export function parseJsonBody(body: Uint8Array): { readonly kind: 'parsed'; readonly value: unknown } | Failure {
  if (body.length === 0) return failure('invalid_parameter', 'The request has no body.');
  if (isTooDeep(body)) {
    return failure('invalid_parameter', `The body is nested deeper than ${DEPTH_MAX} levels.`);
  }
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return { kind: 'parsed', value };
  } catch {
    // The parser's message quotes the body; it is not for the client.
    return failure('invalid_parameter', 'The body is not JSON text in UTF-8.');
  }
}

/** Whether a Content-Type announces JSON, whatever its parameters. */
export function announcesJson(contentType: string | null): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside of strings: a body of nothing but brackets would cost the parser gigabytes. */
function isTooDeep(body: Uint8Array): boolean {
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfString(body, at);
    else if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    if (depth > DEPTH_MAX) return true;
  }
  return false;
}

/** Where the string that starts at a quote ends. Strings of megabytes are skipped, not walked through. */
function endOfString(body: Uint8Array, start: number): number {
  let quote = body.indexOf(QUOTE, start + 1);
  while (quote !== -1 && isEscaped(body, quote)) quote = body.indexOf(QUOTE, quote + 1);
  return quote === -1 ? body.length : quote;
}

function isEscaped(body: Uint8Array, at: number): boolean {
  let backslashes = 0;
  while (body[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
