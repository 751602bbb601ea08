import type { ReceivedResponse } from './exchange.js';
import type { NamedSecret } from './redact.js';

/** Bytes of a reply that are searched; what hands out a secret is short. */
const searchedBytes = 64 * 1024;

/** A member of a JSON text whose name ends in `token` or `secret`, with the string it holds. */
const member = /"((?:[\w-]*[_-])?(?:token|secret))"\s*:\s*("(?:[^"\\]|\\.)*")/gi;

/** What such a name ends in; most replies have none and need not be searched further. */
const naming = /(?:token|secret)"/i;

/** Shorter strings, and such with blanks, are words; taking them out would take much else along. */
const secretLike = /^[\x21-\x7e]{16,512}$/;

/** Secrets that a target hands out in a JSON reply, such as the token of an upload, named after their members. */
export function handedSecrets({ body }: ReceivedResponse): readonly NamedSecret[] {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, searchedBytes)).toString('latin1');
  if (!naming.test(text)) return [];
  return [...text.matchAll(member)].flatMap(([, name = '', literal = '']) => {
    const value = read(literal);
    return secretLike.test(value) ? [{ name: name.toUpperCase().replaceAll('-', '_'), value }] : [];
  });
}

function read(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return '';
  }
}
