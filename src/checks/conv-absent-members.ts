import { failures } from './about.js';
import type { Invariant } from './check.js';
import { errorOf } from './envelope.js';

const optional = ['param', 'doc_url', 'errors'] as const;

/** CONV-11 */
export const absentErrorMembersAreLeftOut: Invariant = {
  kind: 'invariant',
  requirement: 'CONV-11',
  about: failures,
  applies: (seen) => errorOf(seen) !== null,
  judge: (seen) => {
    const error = errorOf(seen);
    const empty = optional.filter((name) => error?.[name] === null);
    if (empty.length === 0) return [];
    return [
      {
        message: 'An error has a member that is null.',
        expected: 'optional members left out',
        actual: empty.map((name) => `${name}: null`).join('; '),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};
