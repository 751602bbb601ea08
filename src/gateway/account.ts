import { DAY_MS, dayOf } from './allowance.js';
import type { Occasion } from './conditions.js';
import type { Failure } from './failure.js';
import { failure } from './failure.js';
import type { KeyRecord } from './parts.js';
import type { World } from './world.js';

/** What a request is an occasion for: faults of its principal. */
export function occasionOf(key: KeyRecord | null, item: number | null = null): Occasion {
  return { principal: key?.principal ?? null, item };
}

/** 500 and 503 of the service as a whole. */
export function checkHealth({ conditions }: World, key: KeyRecord | null): Failure | null {
  const occasion = occasionOf(key);
  if (conditions.strikes('internal-error', occasion)) {
    return failure('internal_error', 'Something failed on our side.');
  }
  if (conditions.strikes('service-unavailable', occasion)) {
    return failure('service_unavailable', 'The service is not available at the moment.');
  }
  return null;
}

/** 402 and 403 of the team that the key belongs to, for so many messages. */
export function checkAccount({ conditions, balance }: World, key: KeyRecord, messages: number): Failure | null {
  const occasion = occasionOf(key);
  if (conditions.strikes('billing-restricted', occasion)) {
    return failure('billing_restricted', 'The team may read but not send: its billing is restricted.');
  }
  if (conditions.strikes('no-credits', occasion) || balance.left(key.principal) < messages) {
    return failure('insufficient_credits', 'The balance of the team does not cover this.');
  }
  return null;
}

/** 503 of a team without anything to send through. */
export function checkProviders({ conditions }: World, key: KeyRecord): Failure | null {
  if (!conditions.strikes('no-providers', occasionOf(key))) return null;
  return failure('no_active_providers', 'The team has no active sending account.');
}

/** 429 of a team that has sent all it may before midnight, UTC. */
export function checkDailyCap({ conditions, dailyCap }: World, key: KeyRecord): Failure | null {
  if (dailyCap.left(key.principal) > 0) return null;
  const now = conditions.now();
  const retryAfter = Math.ceil(((dayOf(now) + 1) * DAY_MS - now) / 1000);
  return failure('daily_limit_exceeded', 'The team has sent all it may today.', { retryAfter });
}

/** 503 of a queue that takes nothing, or not this message of a batch. */
export function checkQueue({ conditions }: World, key: KeyRecord, item: number | null): Failure | null {
  const occasion = occasionOf(key, item);
  const struck = conditions.strikes('queue-down', occasion) || conditions.strikes('one-item-transient', occasion);
  return struck ? failure('service_unavailable', 'The mail could not be queued.') : null;
}
