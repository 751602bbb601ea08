import type { KeyRecord, RateState } from './parts.js';

export interface RatePlan {
  readonly limit: number;
  readonly windowSeconds: number;
}

export const defaultRatePlan: RatePlan = { limit: 1800, windowSeconds: 60 };

/** Counts requests per key in fixed windows that begin with a key's first request. Keys are few: so are buckets. */
export interface RateLimiter {
  take(key: KeyRecord, cost: number): RateState;
  /** Begins anew under another plan. */
  reset(plan: RatePlan): void;
}

interface Bucket {
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  readonly used: number;
}

/** `now` is the gateway's clock in milliseconds. */
export function createRateLimiter(initial: RatePlan, now: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>();
  let plan = initial;
  return {
    take: (key, cost) => {
      const at = now();
      const known = buckets.get(key.id);
      const current =
        known !== undefined && at < known.endsAt ? known : { endsAt: at + plan.windowSeconds * 1000, used: 0 };
      const bucket = { ...current, used: current.used + cost };
      buckets.set(key.id, bucket);
      return describe(bucket, plan, at);
    },
    reset: (next) => {
      plan = next;
      buckets.clear();
    },
  };
}

function describe(bucket: Bucket, plan: RatePlan, at: number): RateState {
  return {
    limit: plan.limit,
    remaining: Math.max(0, plan.limit - bucket.used),
    reset: Math.ceil(bucket.endsAt / 1000),
    admitted: bucket.used <= plan.limit,
    retryAfter: Math.max(1, Math.ceil((bucket.endsAt - at) / 1000)),
  };
}
