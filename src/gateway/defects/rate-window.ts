import type { Failure } from '../failure.js';
import type { Finished, GatewayParts, Mail, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { isExceeded, retell, rewriteRate } from './rate-buckets.js';
import { rewriteReply } from './rewrite.js';

/** Milliseconds of the window that the contract names. */
const WINDOW = 60_000;

function isRateLimit({ code }: Failure): boolean {
  return code === 'rate_limit_exceeded';
}

/** Replaces Retry-After of a 429. */
function waiting(value: (seconds: number) => string | null): Defect['apply'] {
  return (parts) => ({
    ...parts,
    retryAfter: (refusal) => {
      const told = parts.retryAfter(refusal);
      return isRateLimit(refusal) && told !== null ? value(Number(told)) : told;
    },
  });
}

function mailOf({ request }: Visit): Mail | null {
  try {
    const value = JSON.parse(Buffer.from(request.body).toString()) as Partial<Mail>;
    return value.subject === undefined || value.to === undefined ? null : (value as Mail);
  } catch {
    return null;
  }
}

/** Keeps a 429 under the idempotency key of its request, as if it were the outcome. */
function keepRefusal(parts: GatewayParts, visit: Visit, finished: Finished): void {
  const { key, operation, request } = visit;
  const name = parts.idempotencyKey(request);
  if (key === null || operation === null || typeof name !== 'string') return;
  const scoped = `${parts.idempotencyScope(key, operation)} ${name}`;
  if (parts.claim(scoped, parts.fingerprint(request)).kind === 'first') parts.settle(scoped, finished);
}

/** Refuses with a consistent 429 from the moment that a key used its allowance up, for as long as `until` says. */
function lockingOut(until: (now: number, before: number | null) => number): Defect['apply'] {
  return (parts) => {
    const locked = new Map<string, number>();
    return retell(parts, (state, key, now) => {
      // Another limit, set by a test control, begins anew.
      const name = `${key.id} ${state.limit}`;
      const before = locked.get(name) ?? null;
      if (state.admitted && (before === null || before <= now)) return state;
      const end = until(now, before);
      locked.set(name, end);
      const shown = Math.min(end, now + WINDOW);
      return {
        ...state,
        admitted: false,
        remaining: 0,
        reset: Math.ceil(shown / 1000),
        retryAfter: Math.ceil((shown - now) / 1000),
      };
    });
  };
}

/** Refuses what lies beyond a part of the allowance, with a consistent 429. */
function enforcing(mostOf: (limit: number) => number): Defect['apply'] {
  return (parts) =>
    retell(parts, (state) => {
      const used = state.limit - state.remaining;
      return used > mostOf(state.limit) ? { ...state, admitted: false, remaining: 0 } : state;
    });
}

/** What happens when an allowance is used up, and until when. */
export const rateWindowDefects: readonly Defect[] = [
  {
    id: 'RATE-09:unlimited',
    requirement: 'RATE-09',
    companions: [],
    title: 'the allowance is told but not enforced',
    apply: (parts) => retell(parts, (state) => ({ ...state, admitted: true })),
  },
  {
    id: 'RATE-09:service-unavailable',
    requirement: 'RATE-09',
    companions: [],
    title: 'beyond the allowance comes 503 service_unavailable',
    apply: (parts) =>
      rewriteReply(
        {
          ...parts,
          describeFailure: (refusal) =>
            parts.describeFailure(isRateLimit(refusal) ? { ...refusal, code: 'service_unavailable' } : refusal),
        },
        (reply) => (reply.status === 429 ? { ...reply, status: 503 } : reply),
      ),
  },
  {
    id: 'RATE-09:daily-limit',
    requirement: 'RATE-09',
    companions: ['ERR-06'],
    title: 'beyond the allowance comes the code of a daily limit',
    apply: (parts) => ({
      ...parts,
      describeFailure: (refusal) =>
        parts.describeFailure(isRateLimit(refusal) ? { ...refusal, code: 'daily_limit_exceeded' } : refusal),
    }),
  },
  {
    id: 'RATE-09:final',
    requirement: 'RATE-09',
    companions: ['HDR-14', 'ERR-06'],
    title: 'a 429 says that it must not be retried',
    apply: (parts) => ({
      ...parts,
      describeFailure: (refusal) =>
        parts.describeFailure(isRateLimit(refusal) ? { ...refusal, retryable: false } : refusal),
    }),
  },
  {
    id: 'RATE-10:no-retry-after',
    requirement: 'RATE-10',
    companions: [],
    title: 'a 429 has no Retry-After',
    apply: waiting(() => null),
  },
  {
    id: 'RATE-10:an-hour',
    requirement: 'RATE-10',
    companions: [],
    title: 'a 429 asks to wait for an hour',
    apply: waiting(() => '3600'),
  },
  {
    id: 'RATE-10:negative',
    requirement: 'RATE-10',
    companions: ['HDR-12'],
    title: 'Retry-After of a 429 is negative',
    apply: waiting((seconds) => String(-seconds)),
  },
  {
    id: 'RATE-10:at-once',
    requirement: 'RATE-10',
    companions: [],
    title: 'a 429 asks to come back at once',
    apply: waiting(() => '0'),
  },
  {
    id: 'RATE-11:left-over',
    requirement: 'RATE-11',
    companions: [],
    title: 'a 429 tells that a request is left',
    apply: (parts) => rewriteRate(parts, 'Remaining', (value, visit) => (isExceeded(visit) ? '1' : value)),
  },
  {
    id: 'RATE-11:always-a-window',
    requirement: 'RATE-11',
    companions: [],
    title: 'Retry-After is a whole window, however much of it is over',
    apply: waiting(() => String(WINDOW / 1000)),
  },
  {
    id: 'RATE-12:kept',
    requirement: 'RATE-12',
    companions: ['IDEM-11'],
    title: 'a 429 is kept under the idempotency key',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const { requestId, failure } = visit;
        const body = reply.body ?? new Uint8Array();
        if (isExceeded(visit)) {
          keepRefusal(parts, visit, { status: reply.status, requestId, body, location: null, failure });
        }
        return parts.finish(reply, visit);
      },
    }),
  },
  {
    id: 'RATE-12:queued',
    requirement: 'RATE-12',
    companions: [],
    title: 'a mail is queued although it is refused with 429',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const mail = isExceeded(visit) ? mailOf(visit) : null;
        if (mail !== null && visit.key !== null) {
          parts.enqueue(mail, parts.messageIdFor(mail), { key: visit.key, files: [], index: 0 });
        }
        return parts.finish(reply, visit);
      },
    }),
  },
  {
    id: 'RATE-13:two-windows',
    requirement: 'RATE-13',
    companions: [],
    title: 'after a 429 the key is refused for two windows',
    apply: lockingOut((now, before) => (before === null || before <= now ? now + 2 * WINDOW : before)),
  },
  {
    id: 'RATE-13:prolonged',
    requirement: 'RATE-13',
    companions: [],
    title: 'each refused request prolongs the window',
    apply: lockingOut((now) => now + WINDOW),
  },
  {
    id: 'RATE-14:half',
    requirement: 'RATE-14',
    companions: [],
    title: 'half of what the headers promise is admitted',
    apply: enforcing((limit) => limit / 2),
  },
  {
    id: 'RATE-14:last-one',
    requirement: 'RATE-14',
    companions: [],
    title: 'the last request of an allowance is refused',
    apply: enforcing((limit) => limit - 1),
  },
];
