import { withStatus } from './about.js';
import type { Invariant } from './check.js';
import { hasContent, isDocument } from './scope.js';

/** ENV-12. Whether it is a document at all is SPEC-01's. */
export const documentIsBare: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-12',
  about: withStatus(200),
  applies: (seen, context) => hasContent(seen) && isDocument(seen, context) && seen.object !== null,
  judge: ({ object }) => {
    if (object === null || (!('ok' in object) && 'openapi' in object)) return [];
    return [
      {
        message: 'The document is not the body itself.',
        expected: 'openapi and no ok at the top',
        actual: 'ok' in object ? 'an envelope' : 'no member openapi',
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'the document was not fetched from the target' },
};
