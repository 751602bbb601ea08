import type { Invariant } from './check.js';
import { claimsJson, hasContent } from './scope.js';
import { show } from './show.js';

/** ENV-10 */
export const bodiesAreStrictJson: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-10',
  applies: (seen) => hasContent(seen) && claimsJson(seen) && seen.json.kind !== 'unreadable',
  judge: ({ json }) => {
    if (json.kind === 'malformed') {
      return [
        { message: 'A body that claims to be JSON is not.', expected: 'one JSON text in UTF-8', actual: json.problem },
      ];
    }
    if (json.kind !== 'value' || json.duplicateMembers.length === 0) return [];
    return [
      {
        message: 'A JSON object names a member twice.',
        expected: 'each member once',
        actual: `repeated: ${show(json.duplicateMembers.slice(0, 5).join(', '))}`,
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply with a JSON body was seen' },
};
