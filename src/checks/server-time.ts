import type { Observation } from './check.js';

/** Unix milliseconds on the server's clock when it replied, by its Date to the second; by our clock when it sends none. */
export function serverTime(seen: Observation): number {
  const theirs = Date.parse(seen.header('date') ?? '');
  return Number.isNaN(theirs) ? seen.exchange.timings.startedAt : theirs;
}
