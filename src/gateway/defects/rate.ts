import type { HeaderLine, RateState, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { charge, isExceeded, messagesSent, retell, rewriteRate } from './rate-buckets.js';
import { rateWindowDefects } from './rate-window.js';

const trio = (...values: readonly [string, string, string]): readonly HeaderLine[] =>
  ['Limit', 'Remaining', 'Reset'].map((name, at) => [`X-RateLimit-${name}`, values[at] ?? ''] as const);

/** The allowance a key would have at another published limit. */
function publishedAs(limit: number, state: RateState): RateState {
  const used = state.limit - state.remaining;
  return state.limit === 1800 ? { ...state, limit, remaining: Math.max(0, limit - used) } : state;
}

export const rateDefects: readonly Defect[] = [
  {
    id: 'RATE-01:success-only',
    requirement: 'RATE-01',
    companions: [],
    title: 'failures do not tell the allowance',
    apply: (parts) => ({ ...parts, rateHeaders: (visit) => (visit.failure === null ? parts.rateHeaders(visit) : []) }),
  },
  {
    id: 'RATE-01:refusal-only',
    requirement: 'RATE-01',
    companions: [],
    title: 'only a 429 tells the allowance',
    apply: (parts) => ({ ...parts, rateHeaders: (visit) => (isExceeded(visit) ? parts.rateHeaders(visit) : []) }),
  },
  {
    id: 'RATE-01:no-reset',
    requirement: 'RATE-01',
    companions: [],
    title: 'X-RateLimit-Reset is never sent',
    apply: (parts) => rewriteRate(parts, 'Reset', () => null),
  },
  {
    id: 'RATE-02:management-allowance',
    requirement: 'RATE-02',
    companions: [],
    title: 'sending keys have the allowance of Management keys, 600',
    apply: (parts) => retell(parts, (state) => publishedAs(600, state)),
  },
  {
    id: 'RATE-02:trial-allowance',
    requirement: 'RATE-02',
    companions: [],
    title: 'keys without email.send are told an allowance of 100',
    apply: (parts) =>
      retell(parts, (state, key) => (key.permissions.includes('email.send') ? state : publishedAs(100, state))),
  },
  {
    id: 'RATE-03:separator',
    requirement: 'RATE-03',
    companions: [],
    title: 'Limit has a thousands separator',
    apply: (parts) => rewriteRate(parts, 'Limit', (value) => Number(value).toLocaleString('en-US')),
  },
  {
    id: 'RATE-03:fraction',
    requirement: 'RATE-03',
    companions: [],
    title: 'Remaining is a fraction',
    apply: (parts) => rewriteRate(parts, 'Remaining', (value) => `${value}.0`),
  },
  {
    id: 'RATE-03:negative',
    requirement: 'RATE-03',
    companions: [],
    title: 'Remaining goes below 0 once the allowance is used up',
    apply: (parts) => rewriteRate(parts, 'Remaining', (value, visit) => (isExceeded(visit) ? '-1' : value)),
  },
  {
    id: 'RATE-03:date',
    requirement: 'RATE-03',
    companions: [],
    title: 'Reset is a date',
    apply: (parts) => rewriteRate(parts, 'Reset', (value) => new Date(Number(value) * 1000).toISOString()),
  },
  {
    id: 'RATE-04:constant',
    requirement: 'RATE-04',
    companions: ['RATE-15', 'RATE-20'],
    title: 'Remaining never changes',
    apply: (parts) =>
      rewriteRate(parts, 'Remaining', (value, visit) =>
        isExceeded(visit) ? value : String((visit.rate?.limit ?? 1) - 1),
      ),
  },
  {
    id: 'RATE-04:twice',
    requirement: 'RATE-04',
    companions: ['RATE-14'],
    title: 'each request is counted twice',
    apply: (parts) => ({ ...parts, rateCost: (visit) => 2 * parts.rateCost(visit) }),
  },
  {
    id: 'RATE-05:milliseconds',
    requirement: 'RATE-05',
    companions: [],
    title: 'Reset is in milliseconds',
    apply: (parts) => rewriteRate(parts, 'Reset', (value) => `${value}000`),
  },
  {
    id: 'RATE-05:seconds-left',
    requirement: 'RATE-05',
    companions: [],
    title: 'Reset is the number of seconds left',
    apply: (parts) =>
      rewriteRate(parts, 'Reset', (value) => String(Math.max(0, Number(value) - Math.floor(parts.now() / 1000)))),
  },
  {
    id: 'RATE-05:start-of-the-window',
    requirement: 'RATE-05',
    companions: [],
    title: 'Reset is an hour old',
    apply: (parts) => rewriteRate(parts, 'Reset', (value) => String(Number(value) - 3600)),
  },
  {
    id: 'RATE-06:two-clocks',
    requirement: 'RATE-06',
    companions: [],
    title: 'batches are answered by a node whose windows end 20 seconds earlier',
    apply: (parts) =>
      rewriteRate(parts, 'Reset', (value, visit) =>
        visit.operation?.kind === 'batch' && !isExceeded(visit) ? String(Number(value) - 20) : value,
      ),
  },
  {
    id: 'RATE-06:never-full',
    requirement: 'RATE-06',
    companions: [],
    title: 'Remaining counts on when the window ends',
    apply: (parts) => {
      const used = new Map<string, number>();
      return retell(parts, (state, key) => {
        const before = used.get(key.id) ?? 0;
        used.set(key.id, before + 1);
        // The small windows of a test control are left alone.
        return state.limit < 1000 ? state : { ...state, remaining: Math.max(0, state.limit - before - 1) };
      });
    },
  },
  {
    id: 'RATE-07:by-message',
    requirement: 'RATE-07',
    companions: [],
    title: 'each message of a batch is counted',
    apply: (parts) => ({
      ...parts,
      rateCost: (visit) =>
        visit.operation?.kind === 'batch' ? Math.max(1, messagesSent(visit.request)) : parts.rateCost(visit),
    }),
  },
  {
    id: 'RATE-07:by-accepted-message',
    requirement: 'RATE-07',
    companions: [],
    title: 'each message that a batch gets through is counted afterwards',
    apply: (parts) => ({
      ...parts,
      checkAccount: (key, messages) => {
        if (messages > 1) parts.takeRate(key, messages - 1);
        return parts.checkAccount(key, messages);
      },
    }),
  },
  {
    id: 'RATE-08:by-team',
    requirement: 'RATE-08',
    companions: [],
    title: 'the keys of a team share one allowance',
    apply: (parts) => ({ ...parts, takeRate: (key, cost) => parts.takeRate({ ...key, id: key.team }, cost) }),
  },
  {
    id: 'RATE-08:for-all',
    requirement: 'RATE-08',
    companions: [],
    title: 'all keys share one allowance',
    apply: (parts) => ({ ...parts, takeRate: (key, cost) => parts.takeRate({ ...key, id: 'everyone' }, cost) }),
  },
  ...rateWindowDefects,
  {
    id: 'RATE-15:validation-first',
    requirement: 'RATE-15',
    companions: [],
    title: 'requests that fail are not counted',
    apply: (parts) => {
      const isFree = (visit: Visit) => visit.failure !== null && !isExceeded(visit);
      const told = rewriteRate(parts, 'Remaining', (value, visit) => String(Number(value) + (isFree(visit) ? 1 : 0)));
      return charge(told, (visit) => (isFree(visit) ? -1 : 0));
    },
  },
  {
    id: 'RATE-15:json-first',
    requirement: 'RATE-15',
    companions: [],
    title: 'broken JSON is not counted',
    apply: (parts) => charge(parts, (visit) => (visit.failure?.code === 'invalid_parameter' ? -1 : 0)),
  },
  {
    id: 'RATE-16:in-words',
    requirement: 'RATE-16',
    companions: [],
    title: 'a proxy tells an allowance for the document in a form of its own',
    apply: (parts) => ({
      ...parts,
      rateHeaders: (visit) =>
        visit.operation?.kind === 'document' ? trio('100;w=60', '99', '60') : parts.rateHeaders(visit),
    }),
  },
  {
    id: 'RATE-16:seconds-left',
    requirement: 'RATE-16',
    companions: [],
    title: 'the document tells the seconds left instead of Reset',
    apply: (parts) => ({
      ...parts,
      rateHeaders: (visit) =>
        visit.operation?.kind === 'document' ? trio('100', '99', '60') : parts.rateHeaders(visit),
    }),
  },
  {
    id: 'RATE-17:somebody-pays',
    requirement: 'RATE-17',
    companions: [],
    title: 'a 401 takes from the key that was used last',
    apply: (parts) => {
      let last: Parameters<typeof parts.takeRate>[0] | null = null;
      return {
        ...parts,
        takeRate: (key, cost) => parts.takeRate((last = key), cost),
        challenge: (refusal) => {
          if (refusal.status === 401 && last !== null) parts.takeRate(last, 1);
          return parts.challenge(refusal);
        },
      };
    },
  },
  {
    id: 'RATE-17:less-than-nothing',
    requirement: 'RATE-17',
    companions: [],
    title: 'a 401 tells an allowance below nothing',
    apply: (parts) => ({
      ...parts,
      rateHeaders: (visit) =>
        visit.failure?.status === 401
          ? trio('0', '-1', String(Math.ceil(parts.now() / 1000)))
          : parts.rateHeaders(visit),
    }),
  },
  {
    id: 'RATE-18:shortcut',
    requirement: 'RATE-18',
    companions: [],
    profile: 'sending@2026-08',
    title: 'a 304 does not tell the allowance',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        const told = reply.headers.filter(([name]) => !name.startsWith('X-RateLimit-'));
        return parts.finish(reply.status === 304 ? { ...reply, headers: told } : reply, visit);
      },
    }),
  },
  {
    id: 'RATE-19:billed',
    requirement: 'RATE-19',
    companions: [],
    profile: 'sending@2026-08',
    title: 'a delegated upload takes from the key that asked for it',
    apply: (parts) => ({
      ...parts,
      checkUploadToken: (intent, token) => {
        parts.takeRate(intent.owner, 1);
        return parts.checkUploadToken(intent, token);
      },
    }),
  },
  {
    id: 'RATE-20:stale',
    requirement: 'RATE-20',
    companions: ['RATE-05'],
    title: 'a replay tells the allowance of the first reply',
    apply: (parts) => {
      const told = new Map<string, readonly HeaderLine[]>();
      return {
        ...parts,
        rateHeaders: (visit) => {
          const lines = told.get(visit.requestId) ?? parts.rateHeaders(visit);
          told.set(visit.requestId, lines);
          return lines;
        },
      };
    },
  },
  {
    id: 'RATE-20:free',
    requirement: 'RATE-20',
    companions: [],
    title: 'a replay is not counted',
    apply: (parts) => {
      const answered = new Set<string>();
      return charge(parts, ({ requestId }) => {
        if (answered.has(requestId)) return -1;
        answered.add(requestId);
        return 0;
      });
    },
  },
];
