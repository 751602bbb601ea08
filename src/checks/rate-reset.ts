import type { PrincipalName } from '../http/exchange.js';
import type { Fold, Observation } from './check.js';
import { answersKey, isUnderOwnLimit, misplacedReset, rateNumber } from './rate-state.js';

/** The latest end of a window that a reply told, and when that reply was there. */
interface KnownWindow {
  readonly reset: number;
  /** Unix milliseconds. */
  readonly seenAt: number;
}

/** Seconds by which rounding may move the end of one window. */
const rounding = 1;

/**
 * RATE-06, its first half: Reset does not move backwards. Replies of requests that were under way at the same time may
 * overtake each other, so only requests that began after the reply are compared with it. State: one window per principal.
 */
export const resetNeverMovesBack: Fold<ReadonlyMap<PrincipalName, KnownWindow>> = {
  kind: 'fold',
  requirement: 'RATE-06',
  start: () => new Map(),
  step: (state, seen, context) => {
    const { intent, timings } = seen.exchange;
    const reset = rateNumber(seen, 'X-RateLimit-Reset');
    // A limit set by a test control begins windows anew; a Reset that is no time at all is RATE-05's.
    const usable = answersKey(seen, context) && isUnderOwnLimit(seen) && misplacedReset(seen, context) === null;
    if (intent.principal === null || reset === null || !usable) return { state, relevant: false, violations: [] };
    const known = state.get(intent.principal);
    const before = known !== undefined && known.seenAt <= timings.startedAt ? known : null;
    const seenAt = timings.startedAt + timings.totalMs;
    return {
      state: known && known.reset >= reset ? state : new Map([...state, [intent.principal, { reset, seenAt }]]),
      relevant: before !== null,
      violations: before !== null && reset < before.reset - rounding ? [movedBack(before, seen)] : [],
    };
  },
  unseen: { outcome: 'not-tested', reason: 'no key told its Reset twice' },
};

function movedBack(before: KnownWindow, seen: Observation) {
  return {
    message: 'Reset moves backwards.',
    expected: `${before.reset} or later`,
    actual: String(rateNumber(seen, 'X-RateLimit-Reset')),
  };
}
