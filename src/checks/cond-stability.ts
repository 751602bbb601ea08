import { withStatus } from './about.js';
import type { Fold, Observation, Violation } from './check.js';
import { isDocument } from './scope.js';
import { showHeader } from './show.js';

/** What two fetches of one document must agree on. */
interface Fetch {
  readonly tag: string | null;
  readonly coding: string;
  readonly body: Uint8Array;
}

function fetchOf(seen: Observation): Fetch | null {
  const { response } = seen.exchange;
  if (!response || response.truncated) return null;
  return { tag: seen.header('etag'), coding: codingOf(seen), body: response.body };
}

function isGet({ exchange }: Observation): boolean {
  return exchange.request.method === 'GET';
}

function codingOf(seen: Observation): string {
  return seen.header('content-encoding')?.trim().toLowerCase() ?? 'identity';
}

/**
 * COND-10: the same bytes have the same tag, whenever and to whomever they are sent. Other bytes may have another one:
 * the document may have been replaced while we looked.
 */
export const documentTagIsStable: Fold<Fetch | null> = {
  kind: 'fold',
  requirement: 'COND-10',
  about: withStatus(200),
  start: () => null,
  step: (state, seen, context) => {
    const fetch = isGet(seen) && isDocument(seen, context) ? fetchOf(seen) : null;
    if (fetch?.coding !== 'identity' || fetch.tag === null) {
      return { state, relevant: false, violations: [] };
    }
    const moved = state !== null && sameBytes(state, fetch) && state.tag !== fetch.tag;
    const violations = moved ? [unstable(state.tag, fetch.tag)] : [];
    return { state: fetch, relevant: state !== null, violations };
  },
  unseen: { outcome: 'not-tested', reason: 'the document was not fetched twice with a tag' },
};

function unstable(before: string | null, after: string | null): Violation {
  return {
    message: 'The tag changes while the document stays the same.',
    expected: showHeader(before),
    actual: showHeader(after),
  };
}

/** COND-10 for another client: a coded reply should keep the tag of the plain one. RFC 9110 lets it differ, so that only warns. */
export function tagUnderCoding(plain: Observation, coded: Observation): Violation | null {
  const before = plain.header('etag');
  const after = coded.header('etag');
  if (before === after) return null;
  const violation = {
    message: 'The tag depends on the coding that the client accepts.',
    expected: showHeader(before),
    actual: showHeader(after),
  };
  return codingOf(plain) === codingOf(coded) ? violation : { ...violation, tolerated: true };
}

/**
 * SPEC-12: fetches, in the order they were made, give the same bytes. One change of bytes and tag between them may be a
 * new release of the document; a second one, or other bytes under the same tag, is not.
 */
export function unequalDocuments(fetches: readonly Observation[]): Violation | null {
  const seen = fetches.map(fetchOf).filter((fetch): fetch is Fetch => fetch !== null && fetch.coding === 'identity');
  const changes = seen.filter((fetch, at) => {
    const before = seen[at - 1];
    return before ? !sameBytes(before, fetch) : false;
  });
  const underOneTag = seen.some((fetch) =>
    seen.some((other) => fetch.tag !== null && fetch.tag === other.tag && !sameBytes(fetch, other)),
  );
  if (changes.length < 2 && !underOneTag) return null;
  return {
    message: 'The document differs from fetch to fetch.',
    expected: `${seen.length} times the same bytes`,
    actual: underOneTag ? 'other bytes under the same ETag' : `${changes.length} changes in ${seen.length} fetches`,
  };
}

/** The second reply carries the very content of the first. */
export function sameBody(one: Observation, other: Observation): Violation | null {
  const [before, after] = [fetchOf(one), fetchOf(other)];
  if (!before || !after) return null;
  if (before.coding !== after.coding || sameBytes(before, after)) return null;
  return {
    message: 'The content differs between the two replies.',
    expected: `the same ${before.body.length} bytes`,
    actual: `${after.body.length} bytes`,
  };
}

/** Whether the fetches can serve as a yardstick: one tag, one content. */
export function agree(fetches: readonly Observation[]): boolean {
  const seen = fetches.flatMap((fetch) => fetchOf(fetch) ?? []);
  return seen.length === fetches.length && seen.every((fetch) => alike(fetch, seen[0]));
}

function alike(one: Fetch, other: Fetch | undefined): boolean {
  return other ? one.tag === other.tag && sameBytes(one, other) : false;
}

function sameBytes(one: Fetch, other: Fetch): boolean {
  return one.body.length === other.body.length && Buffer.compare(one.body, other.body) === 0;
}
