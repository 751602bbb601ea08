import type { Observation } from '../checks/check.js';

/** Seconds that a run waits in all for a target that says it is overloaded. */
const patienceSeconds = 60;

/** What is left of a run's patience; shared by its scenarios. */
export interface Patience {
  /**
   * How long to wait before the same request is sent again, in seconds; null: it is not worth another try.
   * What is granted is spent.
   */
  grant(seen: Observation): number | null;
}

/** The target refused the request for its own state, not for what it asked: nothing can be judged by it. */
export function isOverloaded({ status, exchange }: Observation): boolean {
  return (status === 429 || status === 503) && !exchange.intent.faulted;
}

export function createPatience(): Patience {
  let left = patienceSeconds;
  return {
    grant: (seen) => {
      const seconds = retryAfter(seen);
      if (seconds > left) return null;
      left -= seconds;
      return seconds;
    },
  };
}

/** Retry-After in seconds (RFC 9110 section 10.2.3); one second where the reply does not say. */
export function retryAfter(seen: Observation): number {
  const value = seen.header('retry-after') ?? '';
  return /^\d{1,6}$/.test(value) ? Math.max(1, Number(value)) : 1;
}
