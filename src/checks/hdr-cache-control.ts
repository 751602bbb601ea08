import { withStatus } from './about.js';
import { cacheDirectives, showDirectives } from './cache-control.js';
import type { Fold, Invariant, Observation, Violation } from './check.js';
import { isDocument, isDocumentRequest, isServerWide } from './scope.js';

/** HDR-08. A 401 is HDR-09's, and a 5xx may come from in front of the API. */
export const authenticatedRepliesAreNotStored: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-08',
  applies: (seen, context) =>
    seen.exchange.intent.authenticated &&
    seen.operation !== null &&
    seen.status < 500 &&
    seen.status !== 401 &&
    !isServerWide(seen) &&
    !isDocumentRequest(seen, context),
  judge: (seen) => {
    const directives = cacheDirectives(seen);
    if (directives.has('no-store')) return [];
    return [
      {
        message: 'A reply to a valid key may be stored.',
        expected: 'no-store',
        actual: showDirectives(directives),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no request with a valid key was answered' },
};

/** HDR-09 */
export const refusedKeysAreNotCached: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-09',
  about: withStatus(401),
  applies: () => true,
  judge: (seen) => {
    const directives = cacheDirectives(seen);
    if (directives.has('no-store') && !directives.has('public')) return [];
    return [
      { message: 'A 401 may be cached.', expected: 'no-store and not public', actual: showDirectives(directives) },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no 401 was seen' },
};

/** HDR-10 */
export const documentIsPublicForAnHour: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-10',
  about: withStatus(200),
  applies: (seen, context) => isDocument(seen, context),
  judge: (seen) => {
    const directives = cacheDirectives(seen);
    if (directives.has('public') && directives.has('max-age=3600') && !directives.has('no-store')) return [];
    return [
      {
        message: 'The document is not publicly cacheable for an hour.',
        expected: 'public, max-age=3600 and no no-store',
        actual: showDirectives(directives),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'the document was not fetched from the target' },
};

/** What the last 200 said of caching, per URL. */
type Validators = Map<string, { readonly hasTag: boolean; readonly directives: ReadonlySet<string> }>;

/** URLs remembered at most. */
const remembered = 64;

/** HDR-11. Whether the tag is the right one is COND-04's. */
export const notModifiedRepeatsHeaders: Fold<Validators> = {
  kind: 'fold',
  requirement: 'HDR-11',
  about: withStatus(200, 304),
  start: () => new Map(),
  step: (state, seen) => {
    const { method, url } = seen.exchange.request;
    if (method === 'GET' && seen.status === 200 && state.size < remembered) {
      state.set(url, { hasTag: seen.header('etag') !== null, directives: cacheDirectives(seen) });
    }
    const full = seen.status === 304 ? state.get(url) : undefined;
    if (full === undefined) return { state, relevant: false, violations: [] };
    return { state, relevant: true, violations: [...lostTag(full, seen), ...otherDirectives(full, seen)] };
  },
  unseen: { outcome: 'not-tested', reason: 'no 304 was seen after a 200 of the same URL' },
};

function lostTag(full: { readonly hasTag: boolean }, seen: Observation): readonly Violation[] {
  if (!full.hasTag || seen.header('etag') !== null) return [];
  return [{ message: 'A 304 lacks the ETag of the 200.', expected: 'an ETag', actual: 'no such header' }];
}

function otherDirectives(full: { readonly directives: ReadonlySet<string> }, seen: Observation): readonly Violation[] {
  const directives = cacheDirectives(seen);
  const same = directives.size === full.directives.size && [...directives].every((one) => full.directives.has(one));
  if (same) return [];
  return [
    {
      message: 'A 304 has another Cache-Control than the 200.',
      expected: showDirectives(full.directives),
      actual: showDirectives(directives),
    },
  ];
}
