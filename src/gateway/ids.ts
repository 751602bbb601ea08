import { randomInt } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A fresh public id: the prefix and 24 random characters of a-z and 0-9. */
export function freshId(prefix: 'req_' | 'eml_' | 'att_' | 'upl_'): string {
  return prefix + Array.from({ length: 24 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
