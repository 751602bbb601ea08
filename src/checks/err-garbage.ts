import { failures } from './about.js';
import type { Invariant, Observation, Violation } from './check.js';

/**
 * ERR-32 on all traffic: nobody switched a fault on, so an internal error was caused by a request. Other 5xx may be
 * true (an outage, a method the server does not know), whatever was sent.
 */
export const requestsCauseNoInternalError: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-32',
  about: failures,
  applies: ({ status, exchange }) => !exchange.intent.faulted && status <= 500,
  judge: (seen) => (seen.status === 500 ? [serverFailed(seen)] : []),
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};

/** A request made the server fail. */
export function serverFailed({ status }: Observation): Violation {
  return { message: 'A request makes the server fail.', expected: 'a 4xx', actual: String(status) };
}
