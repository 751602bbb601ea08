import { withStatus } from './about.js';
import { cacheDirectives, showDirectives } from './cache-control.js';
import type { Invariant } from './check.js';
import { isDocumentRequest } from './scope.js';

/** COND-15 */
export const protected304IsNotStored: Invariant = {
  kind: 'invariant',
  requirement: 'COND-15',
  about: withStatus(304),
  applies: (seen, context) =>
    seen.exchange.request.method === 'GET' &&
    seen.exchange.intent.authenticated &&
    seen.operation !== null &&
    !isDocumentRequest(seen, context),
  judge: (seen) => {
    const directives = cacheDirectives(seen);
    if (directives.has('no-store')) return [];
    return [
      {
        message: 'A 304 of a protected resource may be stored.',
        expected: 'no-store',
        actual: showDirectives(directives),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no protected resource was answered 304' },
};
