import { sends } from '../requirements/operations.js';
import { failures, withStatus } from './about.js';
import type { Invariant } from './check.js';
import { errorOf } from './envelope.js';
import { showHeader } from './show.js';

const name = 'Retry-After';

/** HDR-12 */
export const retryAfterIsWholeSeconds: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-12',
  applies: (seen) => seen.header(name) !== null,
  judge: (seen) => {
    const value = seen.header(name);
    if (value !== null && /^\d+$/.test(value)) return [];
    return [
      { message: 'Retry-After is no whole number of seconds.', expected: 'digits only', actual: showHeader(value) },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply carried Retry-After' },
};

/** HDR-13. A vendor may declare it binding. */
export const retryable503SaysWhen: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-13',
  about: { ...withStatus(503), operations: sends },
  applies: (seen) => errorOf(seen)?.['retryable'] === true,
  judge: (seen, { profile }) => {
    if (seen.header(name) !== null) return [];
    const violation = {
      message: 'A retryable 503 has no Retry-After.',
      expected: 'Retry-After',
      actual: showHeader(null),
    };
    return [profile.options.retryAfterOn503 === 'must' ? { ...violation, raised: true } : violation];
  },
  unseen: { outcome: 'not-tested', reason: 'no send was answered with a retryable 503' },
};

/** HDR-14 */
export const finalRefusalsHaveNoRetryAfter: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-14',
  about: failures,
  applies: (seen) => seen.status < 500 && errorOf(seen)?.['retryable'] === false,
  judge: (seen) => {
    const value = seen.header(name);
    if (value === null) return [];
    return [
      {
        message: 'A refusal that must not be retried has Retry-After.',
        expected: 'no Retry-After',
        actual: showHeader(value),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no final refusal was seen' },
};
