import type { StandingCheck } from './check.js';

/** Every check that watches all traffic, in the order of the catalogue. */
export const standingChecks: readonly StandingCheck[] = [];
