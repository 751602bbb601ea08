import { successes } from './about.js';
import type { Invariant, Observation } from './check.js';
import { dataOf } from './envelope.js';
import { isDocumentRequest } from './scope.js';

const counts: readonly string[] = ['index', 'total', 'queued', 'failed', 'size_bytes', 'max_size_bytes'];
/** The members as they stand in the text: once parsed, 1.0 and 1 are the same. A string's quotes are escaped, so none matches inside one. */
const literals = new RegExp(String.raw`"(${counts.join('|')})"\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,}\]]+)`, 'g');
const integer = /^-?(?:0|[1-9]\d*)$/;

/** Whether a value has a count anywhere; most replies have none, and need not be read again. */
function hasCount(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasCount);
  for (const [name, member] of Object.entries(value)) {
    if (counts.includes(name) || hasCount(member)) return true;
  }
  return false;
}

/** Only a reply as it was on the wire can be read literally. */
function literalsOf(seen: Observation): readonly (readonly [name: string, literal: string])[] {
  const body = seen.exchange.response?.body;
  if (body === undefined || !hasCount(dataOf(seen)) || seen.header('content-encoding') !== null) return [];
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  return [...text.matchAll(literals)].map(([, name = '', literal = '']) => [name, literal]);
}

/** CONV-10 */
export const countsAreIntegers: Invariant = {
  kind: 'invariant',
  requirement: 'CONV-10',
  about: successes,
  applies: (seen, context) => !isDocumentRequest(seen, context) && seen.once(literalsOf).length > 0,
  judge: (seen) => {
    const wrong = seen.once(literalsOf).filter(([, literal]) => !integer.test(literal));
    if (wrong.length === 0) return [];
    return [
      {
        message: 'A count is no JSON integer.',
        expected: 'digits without quotes, fraction or exponent',
        actual: wrong
          .slice(0, 5)
          .map(([name, literal]) => `${name}: ${literal.slice(0, 40)}`)
          .join('; '),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply with counts was seen: no batch was accepted' },
};
