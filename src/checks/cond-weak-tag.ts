import { withStatus } from './about.js';
import type { Invariant, Observation } from './check.js';
import { readEntityTag } from './cond-entity-tag.js';
import { isDocument } from './scope.js';
import { show, showHeader } from './show.js';

const weakForm = 'one ETag of the form W/"…"';

/** COND-01: the document carries a weak ETag. */
export const documentTagIsWeak: Invariant = {
  kind: 'invariant',
  requirement: 'COND-01',
  about: withStatus(200),
  applies: (seen, context) => seen.exchange.request.method === 'GET' && isDocument(seen, context),
  judge: (seen) => {
    const lines = seen.headerLines('etag');
    if (lines.length > 1) {
      return [{ message: 'The document carries several ETags.', expected: weakForm, actual: show(lines) }];
    }
    const tag = readEntityTag(seen.header('etag'));
    if (tag?.weak && tag.opaque !== '') return [];
    return [{ message: faultOf(seen), expected: weakForm, actual: showHeader(seen.header('etag')) }];
  },
  unseen: { outcome: 'not-tested', reason: 'the target never answered 200 for its document' },
};

function faultOf(seen: Observation): string {
  const value = seen.header('etag');
  if (value === null) return 'The document carries no ETag.';
  const tag = readEntityTag(value);
  if (tag === null) return 'The ETag of the document is no entity tag.';
  return tag.weak ? 'The ETag of the document is empty.' : 'The ETag of the document is strong.';
}
