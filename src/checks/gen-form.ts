import { matchMediaType } from '../contract/media-type.js';
import { findResponse } from '../contract/validators.js';
import type { TriedCase } from './case-oracle.js';
import type { Observation, Violation } from './check.js';
import { counting, oracleOf, untested } from './make-oracle.js';
import { isSuccess } from './gen-reply.js';
import type { Tried } from './oracle.js';
import { hasContent } from './scope.js';
import { show } from './show.js';

/** How HTTP refuses a request for its form (RFC 9110 sections 15.5.1, 15.5.16 and 15.5.21). */
const ofForm = [400, 415, 422];

/**
 * GEN-06. What a schema cannot tell may make a server refuse a valid request, so a refusal that the document lists proves
 * nothing, unless no plain request whatever gets past it.
 */
export const validRequestsAreNotRefused = oracleOf('GEN-06', {
  read: (tried) => {
    if (tried.kind === 'case') return isTelling(tried) ? tried : null;
    return tried.kind === 'operation' && tried.plain.length >= fewest ? tried : null;
  },
  judge: (tried) => {
    if (tried.kind === 'operation') return refusesAll(tried.plain) ? [refusesEverything(tried.plain)] : [];
    if (refusesItsMediaType(tried)) return [refused(tried.seen, 'documented media type')];
    return wasRefusedUndocumented(tried) ? [refused(tried.seen, 'valid request')] : [];
  },
  // With a request that shows it, there is no need of the rule.
  weigh: (held) => counting(held, ({ message }) => held.length === 1 || message !== rule),
  unseen: untested('no valid request was answered'),
});

/** It was accepted, or refused for its form; other refusals say nothing. */
function isTelling({ request, seen }: TriedCase): boolean {
  return request.verdict.kind === 'valid' && (isSuccess(seen) || ofForm.includes(seen.status));
}

/** A valid request was refused for its form although the document lists no such refusal; GEN-02 leaves that to GEN-06. */
export function wasRefusedUndocumented(tried: Tried): boolean {
  if (tried.kind !== 'case' || tried.request.verdict.kind !== 'valid') return false;
  const { seen, case: tryOf } = tried;
  return ofForm.includes(seen.status) && findResponse(tryOf.operation.responses, seen.status) === null;
}

function refusesItsMediaType({ case: { operation, mediaType }, seen }: TriedCase): boolean {
  if (seen.status !== 415 || mediaType === null) return false;
  return matchMediaType(operation.requestBody?.content ?? [], mediaType) !== null;
}

function refused(seen: Observation, what: string): Violation {
  return {
    message: `A ${what} is refused with ${seen.status}.`,
    expected: 'no refusal for the form',
    actual: `${seen.status} ${excerpt(seen)}`.trim(),
  };
}

const rule = 'Every valid request is refused for its form.';

/** So many plain requests must be refused alike before it is taken for the rule. */
const fewest = 3;

/** Words by which servers complain of form rather than of what they know. */
const complaint =
  /required|missing|must be|should be|invalid|expected|unknown|unsupported|not allowed|malformed|format|type/i;

function refusesAll(plain: readonly Observation[]): boolean {
  return plain.every((seen) => ofForm.includes(seen.status)) && plain.some((seen) => complaint.test(excerpt(seen)));
}

function refusesEverything(plain: readonly Observation[]): Violation {
  const last = plain.at(-1);
  return {
    message: rule,
    expected: 'that some request made by the document passes',
    actual: `all of ${plain.length}; the last one: ${last ? `${last.status} ${excerpt(last)}` : 'none'}`.trim(),
  };
}

const mostBytes = 400;

/** The start of a refusal, for a reader. */
function excerpt(seen: Observation): string {
  const body = seen.exchange.response?.body;
  if (!hasContent(seen) || body === undefined) return '';
  return show(Buffer.from(body.subarray(0, mostBytes)).toString('utf8'));
}
