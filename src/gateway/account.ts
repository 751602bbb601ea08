import type { Conditions } from './conditions.js';
import type { Failure } from './failure.js';
import { failure } from './failure.js';

/** 500 and 503 of the service as a whole. */
export function checkHealth(conditions: Conditions): Failure | null {
  if (conditions.strikes('internal-error')) return failure('internal_error', 'Something failed on our side.');
  if (conditions.strikes('service-unavailable')) {
    return failure('service_unavailable', 'The service is not available at the moment.');
  }
  return null;
}

/** 402 and 403 of the team that the key belongs to. */
export function checkAccount(conditions: Conditions): Failure | null {
  if (conditions.strikes('billing-restricted')) {
    return failure('billing_restricted', 'The team may read but not send: its billing is restricted.');
  }
  if (conditions.strikes('no-credits')) {
    return failure('insufficient_credits', 'The balance of the team does not cover this.');
  }
  return null;
}

/** 503 of a team without anything to send through. */
export function checkProviders(conditions: Conditions): Failure | null {
  if (!conditions.strikes('no-providers')) return null;
  return failure('no_active_providers', 'The team has no active sending account.');
}

/** 503 of a queue that takes nothing. */
export function checkQueue(conditions: Conditions): Failure | null {
  if (!conditions.strikes('queue-down')) return null;
  return failure('service_unavailable', 'The mail could not be queued.');
}
