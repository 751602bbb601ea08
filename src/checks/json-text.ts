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
    const value: unknown = JSON.parse(text);
    const { depth, duplicateMembers } = scan(text);
    if (depth > maxDepth) return malformed(`it is nested more than ${maxDepth} levels deep`);
    return { kind: 'value', value, duplicateMembers };
  } catch (error) {
    return malformed(error instanceof SyntaxError ? 'it is no JSON text' : 'it is not valid UTF-8');
  }
}

function malformed(problem: string): JsonReading {
  return { kind: 'malformed', problem };
}

const quote = 0x22;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** One pass over a text that is known to be JSON, without recursion. */
function scan(text: string): { depth: number; duplicateMembers: readonly string[] } {
  const duplicateMembers: string[] = [];
  const objects: Set<string>[] = [];
  let level = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) {
      const end = endOfString(text, at);
      if (isFollowedByColon(text, end)) {
        const name = memberName(text.slice(at, end));
        const names = objects.at(-1);
        if (names?.has(name)) duplicateMembers.push(name);
        else names?.add(name);
      }
      at = end - 1;
    } else if (char === openBrace || char === openBracket) {
      if (char === openBrace) objects.push(new Set());
      depth = Math.max(depth, ++level);
    } else if (char === closeBrace || char === closeBracket) {
      if (char === closeBrace) objects.pop();
      level--;
    }
  }
  return { depth, duplicateMembers };
}

/** Position behind the closing quote of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}

/** `"a"` and `"\u0061"` are the same name. */
function memberName(literal: string): string {
  return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
}
