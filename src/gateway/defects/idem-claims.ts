import type { Failure } from '../failure.js';
import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { Finished, GatewayParts, GatewayRequest } from '../parts.js';
import type { Defect } from './defect.js';
import { deciding, deletable, digest, ofBatches, ofMails, sleep, type Scope } from './idem-parts.js';
import { rewriteError, rewriteReply } from './rewrite.js';

/** Milliseconds a send takes where a race is to be lost. */
const slowness = 20;

function slowly(parts: GatewayParts): GatewayParts {
  return {
    ...parts,
    hold: async () => {
      await parts.hold();
      await sleep(slowness);
    },
  };
}

/** Lets copies of a running request through. */
function racing(scope: Scope): (parts: GatewayParts) => GatewayParts {
  return (parts) => deciding(parts, scope, ({ claim }) => (claim.kind === 'in-flight' ? { kind: 'first' } : claim));
}

function isInFlight(refusal: Failure | null): boolean {
  return refusal?.code === 'idempotency_conflict' && refusal.message.includes('still running');
}

/** Keeps more replies than it should. */
function keeping(also: (refusal: Failure) => boolean): Defect['apply'] {
  return (parts) => ({
    ...parts,
    keepsReply: (finished) => parts.keepsReply(finished) || (finished.failure !== null && also(finished.failure)),
  });
}

/** Notes the keys of mails that were refused, and lets `change` decide when they come again. */
function afterRefusals(
  settle: (parts: GatewayParts, name: string) => void,
  change: (fingerprint: string, refused: string) => void,
): Defect['apply'] {
  return (parts) => {
    const refused = new Map<string, string>();
    const running = new Map<string, string>();
    let isRefusal = false;
    const noting: GatewayParts = {
      ...parts,
      keepsReply: (finished) => {
        isRefusal = finished.failure !== null && finished.status < 429;
        return parts.keepsReply(finished);
      },
      settle: (name, finished) => {
        const isRefused = finished === null && isRefusal && ofMails(name);
        if (isRefused) refused.set(name, running.get(name) ?? '');
        if (isRefused) settle(parts, name);
        else parts.settle(name, finished);
      },
    };
    return {
      ...noting,
      claim: (name, fingerprint) => {
        const known = refused.get(name);
        if (known !== undefined) change(fingerprint, known);
        running.set(name, fingerprint);
        return parts.claim(name, fingerprint);
      },
    };
  };
}

/** Lets entries expire otherwise: `isAlive` is given the milliseconds since first and last use. */
function living(isAlive: (sinceFirst: number, sinceLast: number) => boolean): Defect['apply'] {
  return (parts) => {
    const entries = new Map<string, { readonly first: number; readonly last: number; readonly finished: Finished }>();
    const store = deletable(parts);
    return {
      ...store.parts,
      settle: (name, finished) => {
        if (finished !== null) entries.set(name, { first: parts.now(), last: parts.now(), finished });
        store.parts.settle(name, finished);
      },
      claim: (name, fingerprint) => {
        const claim = store.parts.claim(name, fingerprint);
        const entry = entries.get(name);
        if (entry === undefined || claim.kind === 'conflict' || claim.kind === 'in-flight') return claim;
        const alive = isAlive(parts.now() - entry.first, parts.now() - entry.last);
        if (alive) {
          entries.set(name, { ...entry, last: parts.now() });
          if (claim.kind === 'first') store.parts.settle(name, entry.finished);
          return { kind: 'replay', finished: entry.finished };
        }
        entries.delete(name);
        if (claim.kind === 'first') return claim;
        store.forget(name);
        return store.parts.claim(name, fingerprint);
      },
    };
  };
}

const minute = 60_000;
const day = 24 * 60 * minute;

function keyOf(request: GatewayRequest): string | null {
  return headerOf(request, 'idempotency-key');
}

/** Notes the idempotency keys of requests with a bad credential. */
function notingStrangers(parts: GatewayParts, poisoned: Set<string>): GatewayParts {
  let key: string | null = null;
  return {
    ...parts,
    credential: (request) => {
      key = keyOf(request);
      return parts.credential(request);
    },
    authenticate: (known) => {
      const refusal = parts.authenticate(known);
      if (refusal !== null && key !== null) poisoned.add(key);
      return refusal;
    },
  };
}

export const idemClaimDefects: readonly Defect[] = [
  {
    id: 'IDEM-07:check-then-act',
    requirement: 'IDEM-07',
    companions: ['IDEM-08'],
    title: 'copies of a mail that is not finished are sent, too',
    apply: (parts) => slowly(racing(ofMails)(parts)),
  },
  {
    id: 'IDEM-07:batches-race',
    requirement: 'IDEM-07',
    companions: [],
    title: 'copies of a batch that is not finished are sent, too',
    apply: (parts) => slowly(racing(ofBatches)(parts)),
  },
  {
    id: 'IDEM-07:unique-violation',
    requirement: 'IDEM-07',
    companions: ['ERR-32'],
    title: 'copies of a batch that is not finished fail with 500',
    apply: (parts) =>
      slowly(
        deciding(parts, ofBatches, ({ claim }) => {
          if (claim.kind === 'in-flight') throw new Error('The key exists already.');
          return claim;
        }),
      ),
  },
  {
    id: 'IDEM-08:processed',
    requirement: 'IDEM-08',
    companions: [],
    title: 'a copy of a mail that takes its time is sent, too',
    apply: racing(ofMails),
  },
  {
    id: 'IDEM-08:retryable',
    requirement: 'IDEM-08',
    companions: ['SPEC-08', 'ERR-11'],
    title: 'a conflict in flight says that it is worth another try',
    apply: (parts) =>
      rewriteError(parts, (error, { failure: refusal }) =>
        isInFlight(refusal) ? { ...error, retryable: true } : error,
      ),
  },
  {
    id: 'IDEM-08:too-early',
    requirement: 'IDEM-08',
    companions: ['ERR-11'],
    title: 'a copy of a running request is answered with 425',
    apply: (parts) =>
      rewriteReply(parts, (reply, { failure: refusal }) => (isInFlight(refusal) ? { ...reply, status: 425 } : reply)),
  },
  {
    id: 'IDEM-09:never-released',
    requirement: 'IDEM-09',
    companions: [],
    title: 'a key that was asked for while it ran stays locked',
    apply: (parts) => {
      const locked = new Set<string>();
      return deciding(parts, ofMails, ({ name, claim }) => {
        if (claim.kind === 'in-flight') locked.add(name);
        return locked.has(name) ? { kind: 'in-flight' } : claim;
      });
    },
  },
  {
    id: 'IDEM-09:reply-lost',
    requirement: 'IDEM-09',
    companions: [],
    title: 'the reply to a key that was asked for while it ran is not kept',
    apply: (parts) => {
      const contended = new Set<string>();
      const noting = deciding(parts, ofMails, ({ name, claim }) => {
        if (claim.kind === 'in-flight') contended.add(name);
        return claim;
      });
      return { ...noting, settle: (name, finished) => parts.settle(name, contended.has(name) ? null : finished) };
    },
  },
  {
    id: 'IDEM-10:jammed',
    requirement: 'IDEM-10',
    companions: [],
    title: 'the key of a refused mail stays locked',
    apply: afterRefusals(
      () => undefined,
      () => undefined,
    ),
  },
  {
    id: 'IDEM-10:correction-crashes',
    requirement: 'IDEM-10',
    companions: ['ERR-32'],
    title: 'a corrected mail under the key of a refused one is a 500',
    apply: afterRefusals(
      (parts, name) => parts.settle(name, null),
      (fingerprint, refused) => {
        if (fingerprint !== refused) throw new Error('The row exists already.');
      },
    ),
  },
  {
    id: 'IDEM-11:outage-kept',
    requirement: 'IDEM-11',
    companions: [],
    title: 'a 503 is kept under its key',
    apply: keeping(({ status }) => status === 503),
  },
  {
    id: 'IDEM-11:fault-kept',
    requirement: 'IDEM-11',
    companions: ['ERR-32'],
    title: 'a 500 is kept under its key',
    apply: keeping(({ status }) => status === 500),
  },
  {
    id: 'IDEM-11:limit-kept',
    requirement: 'IDEM-11',
    companions: ['RATE-12'],
    title: 'a 429 claims the key it came with',
    apply: (parts) => {
      const claimed = new Set<string>();
      let key: string | null = null;
      return {
        ...parts,
        credential: (request) => {
          key = keyOf(request);
          return parts.credential(request);
        },
        takeRate: (known, cost) => {
          const state = parts.takeRate(known, cost);
          if (!state.admitted && key !== null) claimed.add(key);
          return state;
        },
        claim: (name, fingerprint) =>
          [...claimed].some((one) => name.endsWith(` ${one}`)) ? { kind: 'in-flight' } : parts.claim(name, fingerprint),
      };
    },
  },
  {
    id: 'IDEM-23:minutes',
    requirement: 'IDEM-23',
    companions: [],
    title: 'entries live for ten minutes',
    apply: living((sinceFirst) => sinceFirst < 10 * minute),
  },
  {
    id: 'IDEM-23:sliding',
    requirement: 'IDEM-23',
    companions: [],
    title: 'a replay lets an entry live for another day',
    apply: living((_sinceFirst, sinceLast) => sinceLast < day),
  },
  {
    id: 'IDEM-23:never',
    requirement: 'IDEM-23',
    companions: [],
    title: 'entries never expire',
    apply: living(() => true),
  },
  {
    id: 'IDEM-24:content-hash',
    requirement: 'IDEM-24',
    companions: ['HDR-03', 'SEND-05'],
    title: 'equal mails without a key are taken for one',
    apply: (parts) => ({
      ...parts,
      idempotencyKey: (request) => {
        const key = parts.idempotencyKey(request);
        return key === null && request.path.endsWith('/emails/send') ? `content ${digest(request.body)}` : key;
      },
    }),
  },
  {
    id: 'IDEM-25:unauthenticated-claims',
    requirement: 'IDEM-25',
    companions: [],
    title: 'a request with a bad API key claims its idempotency key',
    apply: (parts) => {
      const poisoned = new Set<string>();
      return deciding(notingStrangers(parts, poisoned), ofMails, ({ name, claim }) =>
        [...poisoned].some((key) => name.endsWith(` ${key}`)) ? { kind: 'conflict' } : claim,
      );
    },
  },
  {
    id: 'IDEM-25:refusal-replayed',
    requirement: 'IDEM-25',
    companions: [],
    title: 'a 401 is replayed to whoever uses the key next',
    apply: (parts) => {
      const poisoned = new Set<string>();
      return {
        ...notingStrangers(parts, poisoned),
        idempotencyKey: (request) =>
          poisoned.has(keyOf(request) ?? '')
            ? failure('authentication_required', 'The API key is not known.')
            : parts.idempotencyKey(request),
      };
    },
  },
  {
    id: 'IDEM-25:forbidden-claims',
    requirement: 'IDEM-25',
    companions: [],
    title: 'a request without the permission claims its idempotency key',
    apply: (parts) => {
      const claimed = new Set<string>();
      const noting: GatewayParts = {
        ...parts,
        authorize: (key, visit) => {
          const refusal = parts.authorize(key, visit);
          if (refusal !== null) claimed.add(keyOf(visit.request) ?? '');
          return refusal;
        },
      };
      return deciding(noting, ofMails, ({ name, claim }) =>
        [...claimed].some((key) => key !== '' && name.endsWith(` ${key}`)) ? { kind: 'conflict' } : claim,
      );
    },
  },
];
