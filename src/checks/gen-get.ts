import type { Observation, Violation } from './check.js';
import { readEntityTag } from './cond-entity-tag.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import { isOutage, isSuccess } from './gen-reply.js';
import type { Tried } from './oracle.js';
import { showHeader } from './show.js';

type TriedHead = Extract<Tried, { kind: 'head' }>;

/** Replies to HEAD that say there is none for us; what other replies say must not differ from GET. */
const noHead = [401, 403, 405];

/** GEN-14 */
export const headAgreesWithGet = oracleOf('GEN-14', {
  read: (tried) => {
    const probe = triedAs('head', tried);
    if (probe === null || !isSuccess(probe.got) || isOutage(probe.seen)) return null;
    return noHead.includes(probe.seen.status) ? null : probe;
  },
  judge: (probe) => [...statusFaults(probe), ...fieldFaults(probe), ...contentFaults(probe)],
  unseen: untested('no HEAD was answered after a GET that was accepted'),
});

function statusFaults({ got, seen }: TriedHead): readonly Violation[] {
  if (got.status === seen.status) return [];
  const message = `HEAD is answered ${seen.status} where GET is answered ${got.status}.`;
  return [{ message, expected: String(got.status), actual: String(seen.status) }];
}

/** What HEAD leaves out may be costly to know (RFC 9110 section 9.3.2); what it tells has to be true. */
function fieldFaults({ got, seen, again }: TriedHead): readonly Violation[] {
  if (got.status !== seen.status) return [];
  const types = differ('Content-Type', got.mediaType, seen.mediaType);
  const tag = got.header('etag');
  // A tag that differs from GET to GET may differ in HEAD, too.
  return again?.header('etag') === tag ? [...types, ...differ('ETag', tag, seen.header('etag'))] : types;
}

function differ(name: string, got: string | null, seen: string | null): readonly Violation[] {
  if (got === null || seen === null || got === seen) return [];
  return [{ message: `HEAD has another ${name} than GET.`, expected: showHeader(got), actual: showHeader(seen) }];
}

function contentFaults({ seen: { exchange } }: TriedHead): readonly Violation[] {
  const bytes = exchange.response?.bodyBytes ?? 0;
  return bytes === 0 ? [] : [{ message: 'HEAD brings content.', expected: 'no content', actual: `${bytes} bytes` }];
}

/** GEN-15 */
export const entityTagsCanBeUsed = oracleOf('GEN-15', {
  read: (tried) => {
    const probe = triedAs('conditional', tried);
    if (probe === null || !isSuccess(probe.got) || probe.got.header('etag') === null) return null;
    const isTold = [304, 412].includes(probe.seen.status);
    return isTold || (isSuccess(probe.seen) && isUnchanged(probe.got, probe.seen)) ? probe : null;
  },
  judge: ({ got, seen }) => {
    const tag = got.header('etag');
    if (readEntityTag(tag) === null) {
      return [{ message: 'The ETag is not an entity tag.', expected: '"…" or W/"…"', actual: showHeader(tag) }];
    }
    if (seen.status === 304) return [];
    const message = `If-None-Match with the current tag is answered ${seen.status}.`;
    return [{ message, expected: '304', actual: `${seen.status} with ETag ${showHeader(seen.header('etag'))}` }];
  },
  unseen: { outcome: 'not-applicable', reason: 'no GET brought an ETag' },
});

/** Compared weakly, as If-None-Match is (RFC 9110 section 13.1.2). */
function isUnchanged(got: Observation, seen: Observation): boolean {
  const opaque = (tag: string | null) => readEntityTag(tag)?.opaque ?? tag;
  return opaque(got.header('etag')) === opaque(seen.header('etag'));
}
