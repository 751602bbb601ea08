import { randomUUID } from 'node:crypto';
import { legacyReplySchemas, legacyRequestSchemas } from '../document/legacy-schemas.js';
import { parseJsonBody } from '../json-body.js';
import type { Finished, GatewayRequest, JsonMembers } from '../parts.js';
import { serializeJson } from '../render.js';
import type { GatewayProfile } from './profile.js';
import { sending202606 } from './sending-2026-06.js';

/** March 2026, the first weeks: another form of ids, and idempotency keys in the body. */
export const legacy202603: GatewayProfile = {
  ...sending202606,
  id: 'legacy@2026-03',
  requests: legacyRequestSchemas(sending202606.requests),
  replies: legacyReplySchemas(sending202606.replies),
  adapt: (parts) => ({
    ...parts,
    messageIdFor: () => randomUUID(),
    idempotencyKey: (request) => parts.idempotencyKey(request) ?? keyInBody(request),
    messageKey: ({ idempotency_key: key }) => key ?? null,
    idempotencyScope: ({ team }) => team,
    replayed: markReplay,
    batchItem: (index, outcome, error) => ({
      ...parts.batchItem(index, outcome, error && withoutRetryable(error)),
      ...(outcome.kind === 'queued' && outcome.replayed ? { idempotent: true } : {}),
    }),
  }),
};

/** The body is judged later: here, what is no key is none. */
function keyInBody({ body }: GatewayRequest): string | null {
  const read = parseJsonBody(body);
  const key = read.kind === 'parsed' ? memberOf(read.value, 'idempotency_key') : undefined;
  return typeof key === 'string' && key !== '' ? key : null;
}

/** The stored reply says in its data that it is one. */
function markReplay(finished: Finished): Finished {
  const read = parseJsonBody(finished.body);
  if (read.kind === 'failure') return finished;
  const data = memberOf(read.value, 'data');
  return {
    ...finished,
    body: serializeJson({ ...asMembers(read.value), data: { ...asMembers(data), idempotent: true } }),
  };
}

/** Errors of single messages did not say whether to try again. */
function withoutRetryable(error: JsonMembers): JsonMembers {
  return Object.fromEntries(Object.entries(error).filter(([name]) => name !== 'retryable'));
}

function memberOf(value: unknown, name: string): unknown {
  return asMembers(value)[name];
}

function asMembers(value: unknown): JsonMembers {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
