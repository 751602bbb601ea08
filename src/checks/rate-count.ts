import type { ProfileValues } from '../requirements/profile.js';
import type { Observation } from './check.js';
import { rateNumber } from './rate-state.js';

/** The allowance left to a key, as a reply tells it. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds. */
  readonly reset: number;
}

/** What a reply tells of the allowance; null unless all three values can be read. */
export function allowanceOf(seen: Observation): Allowance | null {
  const limit = rateNumber(seen, 'X-RateLimit-Limit');
  const remaining = rateNumber(seen, 'X-RateLimit-Remaining');
  const reset = rateNumber(seen, 'X-RateLimit-Reset');
  return limit === null || remaining === null || reset === null ? null : { limit, remaining, reset };
}

/** Units between each reply and the one before it, or why they cannot be told. */
export type Costs =
  { readonly kind: 'costs'; readonly units: readonly number[] } | { readonly kind: 'unclear'; readonly reason: string };

/** Reads what each of several requests, sent one after the other with one key, took from its allowance; the first only sets the mark. */
export function costsOf(replies: readonly Observation[]): Costs {
  const left = replies.flatMap((seen) => rateNumber(seen, 'X-RateLimit-Remaining') ?? []);
  if (left.length < replies.length) return { kind: 'unclear', reason: 'the replies show no readable Remaining' };
  const units = left.slice(1).map((remaining, at) => (left[at] ?? 0) - remaining);
  if (units.some((cost) => cost < 0) && resetMoved(replies)) {
    return { kind: 'unclear', reason: 'the window ended while it was measured' };
  }
  return { kind: 'costs', units };
}

function resetMoved(replies: readonly Observation[]): boolean {
  return new Set(replies.map((seen) => rateNumber(seen, 'X-RateLimit-Reset'))).size > 1;
}

/**
 * How a row of like requests is counted: `each` by one, `more` by several each, `some` not at all, `none`; `shared` when
 * somebody else uses the key, `unclear` when the allowance may have refilled as fast as it was used.
 */
export type Counting = 'each' | 'more' | 'some' | 'none' | 'shared' | 'unclear';

/** Tells how requests were counted from what each of them took; `refill` is what may have come back meanwhile. */
export function countingOf(units: readonly number[], refill: number): Counting {
  if (units.every((cost) => cost === 1)) return 'each';
  if (units.every((cost) => cost > 1)) return 'more';
  if (units.some((cost) => cost > 1)) return 'shared';
  const taken = units.reduce((sum, cost) => sum + cost, 0);
  if (units.length - taken > refill) return taken > 0 ? 'some' : 'none';
  return taken > 0 ? 'each' : 'unclear';
}

/** Seconds that a window must be seen to stand still before it counts as fixed. */
const standstill = 2;

/**
 * Units that may have come back between the first of the replies and the last: none in a fixed window, and what the time
 * between them is worth where the allowance may slide. The contract leaves the algorithm open.
 */
export function refillDuring(replies: readonly Observation[], values: ProfileValues): number {
  const [first, last] = [replies[0]?.exchange.timings, replies.at(-1)?.exchange.timings];
  if (!first || !last) return 0;
  const seconds = (last.startedAt + last.totalMs - first.startedAt) / 1000;
  if (seconds >= standstill && !resetMoved(replies)) return 0;
  return 1 + (seconds * values.rateLimit) / values.rateWindowSeconds;
}
