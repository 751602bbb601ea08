import type { Invariant } from './check.js';
import { hasContent, isServerWide } from './scope.js';
import { showHeader } from './show.js';

/** HDR-07 */
export const bodiesAreDeclaredJson: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-07',
  applies: (seen) => hasContent(seen) && !isServerWide(seen),
  judge: (seen) => {
    if (seen.mediaType === 'application/json') return [];
    return [
      {
        message: seen.mediaType === null ? 'A body comes without Content-Type.' : 'A body is not application/json.',
        expected: 'application/json',
        actual: showHeader(seen.header('content-type')),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply with a body was seen' },
};
