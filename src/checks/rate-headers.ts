import { withStatus } from './about.js';
import type { Invariant, Observation } from './check.js';
import {
  answersKey,
  isUnderOwnLimit,
  malformedAllowance,
  misplacedReset,
  missingRateHeaders,
  rateHeaders,
  rateNumber,
  showsAllowance,
} from './rate-state.js';
import { isDocument, isDocumentRequest } from './scope.js';
import { show } from './show.js';

function missing(seen: Observation, message: string) {
  const names = missingRateHeaders(seen);
  return names.length === 0
    ? []
    : [{ message, expected: rateHeaders.join(', '), actual: `status ${seen.status} without ${names.join(', ')}` }];
}

/** RATE-01. A 304 belongs to RATE-18 unless the profile asks for the headers there, too. */
export const keysSeeTheirAllowance: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-01',
  applies: (seen, context) =>
    answersKey(seen, context) && (seen.status !== 304 || context.profile.options.rateHeadersScope !== 'keyed'),
  judge: (seen) => missing(seen, 'A reply to a valid key lacks X-RateLimit headers.'),
  unseen: { outcome: 'not-tested', reason: 'no request with a valid key was answered' },
};

/** RATE-02. Root keys have the allowance of Management. */
export const allowanceIsThePublishedOne: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-02',
  applies: (seen, context) =>
    answersKey(seen, context) &&
    seen.exchange.intent.principal !== 'root' &&
    isUnderOwnLimit(seen) &&
    rateNumber(seen, 'X-RateLimit-Limit') !== null,
  judge: (seen, { profile }) => {
    const limit = rateNumber(seen, 'X-RateLimit-Limit');
    const { rateLimit } = profile.values;
    if (limit === rateLimit) return [];
    return [{ message: 'Limit is not the published one.', expected: show(rateLimit), actual: show(limit) }];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply to a sending key carried a readable X-RateLimit-Limit' },
};

/** The document and 401 have requirements of their own (RATE-16, RATE-17). */
const showsToKeys: Invariant['applies'] = (seen, context) =>
  showsAllowance(seen) && seen.status !== 401 && !isDocumentRequest(seen, context);

/** RATE-03 */
export const allowanceIsWellFormed: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-03',
  applies: showsToKeys,
  judge: malformedAllowance,
  unseen: { outcome: 'not-tested', reason: 'no reply carried X-RateLimit headers' },
};

/** RATE-05. Under a window of another size, set by a test control, the profile says nothing. */
export const resetIsUnixTime: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-05',
  applies: (seen, context) =>
    showsToKeys(seen, context) && isUnderOwnLimit(seen) && rateNumber(seen, 'X-RateLimit-Reset') !== null,
  judge: (seen, context) => listOf(misplacedReset(seen, context)),
  unseen: { outcome: 'not-tested', reason: 'no reply carried a readable X-RateLimit-Reset' },
};

/** RATE-16 */
export const documentShowsASoundAllowance: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-16',
  about: withStatus(200, 304),
  applies: (seen, context) => isDocument(seen, context) || (seen.status === 304 && isDocumentRequest(seen, context)),
  judge: (seen, context) => {
    const absent =
      context.profile.options.rateHeadersScope === 'all'
        ? missing(seen, 'The document comes without X-RateLimit headers.')
        : [];
    return [...absent, ...malformedAllowance(seen), ...listOf(misplacedReset(seen, context))];
  },
  unseen: { outcome: 'not-tested', reason: 'the target served no document' },
};

/** RATE-17, as far as one reply can tell: whether the 401 is charged to a key takes a scenario. */
export const refusedKeysShowASoundAllowance: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-17',
  about: withStatus(401),
  applies: () => true,
  judge: (seen, context) => [...malformedAllowance(seen), ...listOf(misplacedReset(seen, context))],
  unseen: { outcome: 'not-tested', reason: 'no 401 was seen' },
};

/** RATE-18 */
export const notModifiedShowsTheAllowance: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-18',
  about: withStatus(304),
  applies: answersKey,
  judge: (seen) => missing(seen, 'A 304 to a valid key lacks X-RateLimit headers.'),
  unseen: { outcome: 'not-tested', reason: 'no conditional request with a key was answered with 304' },
};

function listOf<Value>(one: Value | null): readonly Value[] {
  return one === null ? [] : [one];
}
