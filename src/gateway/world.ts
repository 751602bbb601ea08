import type { Allowance } from './allowance.js';
import { createAllowance, dayOf } from './allowance.js';
import type { Conditions } from './conditions.js';
import { createConditions } from './conditions.js';
import type { Directory } from './directory.js';
import { createDirectory } from './directory.js';
import type { FileStore } from './file-store.js';
import { createFileStore } from './file-store.js';
import type { IdempotencyStore } from './idempotency.js';
import { createIdempotencyStore } from './idempotency.js';
import type { MessageLog } from './messages.js';
import { createMessageLog } from './messages.js';
import type { GatewayPrincipal } from './options.js';
import type { RateLimiter, RatePlan } from './rate.js';
import { createRateLimiter } from './rate.js';

/** Everything a gateway remembers between requests, in memory and bounded. */
export interface World {
  readonly conditions: Conditions;
  readonly directory: Directory;
  readonly limiter: RateLimiter;
  readonly idempotency: IdempotencyStore;
  readonly messages: MessageLog;
  readonly files: FileStore;
  /** Messages that are paid for. */
  readonly balance: Allowance;
  /** Messages that may be sent before midnight, UTC. */
  readonly dailyCap: Allowance;
}

export function createWorld(rate: RatePlan, principals: readonly GatewayPrincipal[]): World {
  const conditions = createConditions();
  const now = () => conditions.now();
  return {
    conditions,
    directory: createDirectory(principals),
    limiter: createRateLimiter(rate, now),
    idempotency: createIdempotencyStore(now),
    messages: createMessageLog(now),
    files: createFileStore(),
    balance: createAllowance(() => 0),
    dailyCap: createAllowance(() => dayOf(now())),
  };
}
