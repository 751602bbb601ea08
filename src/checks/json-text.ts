import type { JsonReading } from './check.js';

/** Deeper replies are not read: every walk over a reply may recurse as deep as this. */
const maxDepth = 512;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads bytes as one JSON text, as strictly as RFC 8259 allows: valid UTF-8, no byte order mark, nothing behind the
 * value. Repeated member names are kept for whoever asks, for JSON.parse silently takes the last one.
 */
export function readJson(bytes: Uint8Array): JsonReading {
  if (bytes.length === 0) return { kind: 'absent' };
  try {
    const text = utf8.decode(bytes);
    // Before it is parsed: a text of nothing but brackets would cost the parser gigabytes.
    const duplicateMembers = repeatedNames(text);
    if (duplicateMembers === null) return malformed(`it is nested more than ${maxDepth} levels deep`);
    const value: unknown = JSON.parse(text);
    return { kind: 'value', value, duplicateMembers };
  } catch (error) {
    return malformed(error instanceof SyntaxError ? 'it is no JSON text' : 'it is not valid UTF-8');
  }
}

function malformed(problem: string): JsonReading {
  return { kind: 'malformed', problem };
}

const quote = 0x22;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const backslash = 0x5c;

/** Member names that stand twice in one object, in one pass without recursion; null: nested too deep. */
function repeatedNames(text: string): readonly string[] | null {
  const repeated: string[] = [];
  const objects: ObjectNames[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const end = endOfString(text, at);
      if (isFollowedByColon(text, end)) {
        const name = memberName(text, at, end);
        const object = objects.at(-1);
        if (object !== undefined && !isNew(name, object)) repeated.push(name);
      }
      at = end - 1;
    } else if (char === openBrace || char === openBracket) {
      if (char === openBrace) objects.push({ first: [], rest: null });
      if (++depth > maxDepth) return null;
    } else if (char === closeBrace || char === closeBracket) {
      if (char === closeBrace) objects.pop();
      depth--;
    }
  }
  return repeated;
}

/** Names read of one object: a short list is searched faster than a set is made, a long one slower. */
interface ObjectNames {
  readonly first: string[];
  rest: Set<string> | null;
}

const shortList = 16;

/** Notes a name unless it is there already. */
function isNew(name: string, object: ObjectNames): boolean {
  if (object.first.includes(name) || object.rest?.has(name) === true) return false;
  if (object.first.length < shortList) object.first.push(name);
  else (object.rest ??= new Set()).add(name);
  return true;
}

/** Position behind the closing quote of the string that starts at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === backslash) backslashes++;
  return backslashes % 2 === 1;
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === colon;
}

/** Space, tab, line feed, carriage return (RFC 8259 section 2). */
function isBlank(char: number): boolean {
  return char === 0x20 || char === 0x09 || char === 0x0a || char === 0x0d;
}

/** `"a"` and `"\u0061"` are the same name. */
function memberName(text: string, start: number, end: number): string {
  const bare = text.slice(start + 1, end - 1);
  return bare.includes('\\') ? String(JSON.parse(text.slice(start, end))) : bare;
}
