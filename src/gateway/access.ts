import type { Failure } from './failure.js';
import { failure } from './failure.js';
import { headerLines } from './headers.js';
import type { GatewayRequest, KeyRecord, Visit } from './parts.js';

/** The token of the one Authorization header in Bearer form (RFC 6750 section 2.1); null: anything else. */
export function readBearer(request: GatewayRequest): string | null {
  const [value, ...more] = headerLines(request.headers, 'authorization');
  if (value === undefined || more.length > 0) return null;
  return /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(value)?.[1] ?? null;
}

/** 401 for what is no key, or no longer one. The reply does not say which. */
export function refuseStranger(key: KeyRecord | null): Failure | null {
  if (key?.state === 'active') return null;
  return failure('authentication_required', 'A valid API key is needed as bearer token.');
}

/** 403 for a key that may not call the operation at all. */
export function refuseUnauthorized(key: KeyRecord, visit: Visit): Failure | null {
  const needed = visit.operation?.permission ?? null;
  if (needed !== null && !key.permissions.includes(needed)) {
    return failure('insufficient_permissions', `The key lacks the permission ${needed}.`);
  }
  if (key.suspended) return failure('insufficient_permissions', 'The mailbox of the key is suspended.');
  return null;
}
