import { withStatus } from './about.js';
import type { Invariant } from './check.js';
import { showHeader } from './show.js';

const bearer = /(?:^|,)\s*bearer(?:[\s,]|$)/i;

/** HDR-15 */
export const refusedKeysAreChallenged: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-15',
  about: withStatus(401),
  applies: () => true,
  judge: (seen) => {
    if (seen.headerLines('www-authenticate').some((line) => bearer.test(line))) return [];
    return [
      {
        message: 'A 401 does not name the Bearer scheme.',
        expected: 'WWW-Authenticate: Bearer',
        actual: showHeader(seen.header('www-authenticate')),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no 401 was seen' },
};
