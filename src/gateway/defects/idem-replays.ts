import type { Dispatch, GatewayParts, JsonMembers, Mail } from '../parts.js';
import type { Defect } from './defect.js';
import {
  batchResults,
  canonicalFingerprint,
  deciding,
  deletable,
  digest,
  fingerprinting,
  mailData,
  ofBatches,
  ofMails,
  readBody,
  rewritingReplays,
  type Scope,
} from './idem-parts.js';
import { rewriteError, rewriteReply } from './rewrite.js';

/** Queues the mails of a stored reply again when it is replayed. */
function queuingAgain(parts: GatewayParts, idsOf: (envelope: JsonMembers) => readonly unknown[]): GatewayParts {
  const queued = new Map<unknown, { readonly mail: Mail; readonly dispatch: Dispatch }>();
  const again = rewritingReplays(parts, (envelope) => {
    for (const id of idsOf(envelope)) {
      const known = queued.get(id);
      if (known && typeof id === 'string') parts.enqueue(known.mail, id, known.dispatch);
    }
    return null;
  });
  return {
    ...again,
    enqueue: (mail, messageId, dispatch) => {
      queued.set(messageId, { mail, dispatch });
      return parts.enqueue(mail, messageId, dispatch);
    },
  };
}

/** Processes again what the store would replay. */
function forgetting(scope: Scope): Defect['apply'] {
  return (parts) => deciding(parts, scope, ({ claim }) => (claim.kind === 'replay' ? { kind: 'first' } : claim));
}

/** Lets an entry be replayed so many times. */
function lasting(replays: number): Defect['apply'] {
  return (parts) => {
    const used = new Map<string, number>();
    const store = deletable(parts);
    return deciding(store.parts, ofMails, ({ name, claim }) => {
      if (claim.kind !== 'replay') return claim;
      const times = (used.get(name) ?? 0) + 1;
      used.set(name, times % replays);
      if (times === replays) store.forget(name);
      return claim;
    });
  };
}

/** The messages of a batch body; none where it is no batch. */
function messagesIn(body: Uint8Array): readonly unknown[] {
  const value = readBody(body);
  const messages = typeof value === 'object' && value !== null && 'messages' in value ? value.messages : null;
  return Array.isArray(messages) ? messages : [];
}

/** Fingerprints a batch by some view of its messages. */
function seeingOfBatches(view: (messages: readonly unknown[]) => unknown): Defect['apply'] {
  return (parts) =>
    fingerprinting(parts, '/emails/send/batch', ({ body }) => digest(JSON.stringify(view(messagesIn(body)))));
}

function isConflict(code: string | undefined): boolean {
  return code === 'idempotency_conflict';
}

const everyConflict = ['ERR-11', 'IDEM-08', 'IDEM-20', 'SPEC-08'] as const;

export const idemReplayDefects: readonly Defect[] = [
  {
    id: 'IDEM-01:key-ignored',
    requirement: 'IDEM-01',
    companions: ['IDEM-04', 'IDEM-07', 'IDEM-09', 'IDEM-12', 'IDEM-15', 'IDEM-17', 'IDEM-23'],
    title: 'a repeated mail is processed like a new one',
    apply: forgetting(ofMails),
  },
  {
    id: 'IDEM-01:created-once',
    requirement: 'IDEM-01',
    companions: ['SPEC-08'],
    title: 'a repeated mail is answered with 201',
    apply: (parts) => ({
      ...parts,
      replayed: (finished) => {
        const kept = parts.replayed(finished);
        return Buffer.from(kept.body).includes('"results"') ? kept : { ...kept, status: 201 };
      },
    }),
  },
  {
    id: 'IDEM-01:known-is-conflict',
    requirement: 'IDEM-01',
    companions: ['IDEM-09', 'IDEM-17'],
    title: 'a repeated mail conflicts with the first',
    apply: (parts) => deciding(parts, ofMails, ({ claim }) => (claim.kind === 'replay' ? { kind: 'conflict' } : claim)),
  },
  {
    id: 'IDEM-01:replay-status',
    requirement: 'IDEM-01',
    companions: ['SEND-04', 'SPEC-08'],
    title: 'the data of a replay has the status duplicate',
    apply: (parts) =>
      rewritingReplays(parts, (envelope) => {
        const data = mailData(envelope);
        return data && { ...envelope, data: { ...data, status: 'duplicate' } };
      }),
  },
  {
    id: 'IDEM-02:reordered',
    requirement: 'IDEM-02',
    companions: [],
    title: 'a replay has its members in another order',
    apply: (parts) => rewritingReplays(parts, (envelope) => Object.fromEntries(Object.entries(envelope).toReversed())),
  },
  {
    id: 'IDEM-02:pretty',
    requirement: 'IDEM-02',
    companions: [],
    title: 'a replay is written with line breaks',
    apply: (parts) => ({
      ...parts,
      replayed: (finished) => {
        const kept = parts.replayed(finished);
        const value: unknown = JSON.parse(Buffer.from(kept.body).toString());
        return { ...kept, body: Buffer.from(JSON.stringify(value, null, 2)) };
      },
    }),
  },
  {
    id: 'IDEM-03:fresh-header',
    requirement: 'IDEM-03',
    companions: ['HDR-02'],
    title: 'a replay has a fresh X-Request-Id around its stored body',
    apply: (parts) => ({
      ...parts,
      replayed: (finished) => ({
        ...parts.replayed(finished),
        requestId: `req_${digest(`${finished.requestId} again`).slice(0, 24)}`,
      }),
    }),
  },
  {
    id: 'IDEM-03:fresh-meta',
    requirement: 'IDEM-03',
    companions: ['HDR-02'],
    title: 'a replay has the stored X-Request-Id and a fresh one in its body',
    apply: (parts) =>
      rewritingReplays(parts, (envelope, { requestId }) => ({
        ...envelope,
        meta: { request_id: `req_${digest(`${requestId} again`).slice(0, 24)}` },
      })),
  },
  {
    id: 'IDEM-04:queued-again',
    requirement: 'IDEM-04',
    companions: ['IDEM-07'],
    title: 'the stored reply is replayed and the mail queued again',
    apply: (parts) => queuingAgain(parts, (envelope) => [mailData(envelope)?.['message_id']]),
  },
  {
    id: 'IDEM-05:replayed',
    requirement: 'IDEM-05',
    companions: [],
    title: 'another mail under a used key gets the reply of the first',
    apply: (parts) => fingerprinting(parts, '/emails/send', () => 'any mail'),
  },
  {
    id: 'IDEM-05:sent',
    requirement: 'IDEM-05',
    companions: [],
    title: 'another mail under a used key is sent',
    apply: (parts) =>
      deciding(fingerprinting(parts, '/emails/send', canonicalFingerprint), ofMails, ({ claim }) =>
        claim.kind === 'conflict' ? { kind: 'first' } : claim,
      ),
  },
  {
    id: 'IDEM-05:subject-overlooked',
    requirement: 'IDEM-05',
    companions: [],
    title: 'the fingerprint covers sender and recipient only',
    apply: (parts) =>
      fingerprinting(parts, '/emails/send', ({ body }) => {
        const { from, to } = (readBody(body) ?? {}) as JsonMembers;
        return digest(JSON.stringify([from, to]));
      }),
  },
  {
    id: 'IDEM-05:unprocessable',
    requirement: 'IDEM-05',
    companions: [...everyConflict],
    title: 'a conflict is answered with 422',
    apply: (parts) =>
      rewriteReply(parts, (reply, { failure }) => (isConflict(failure?.code) ? { ...reply, status: 422 } : reply)),
  },
  {
    id: 'IDEM-05:retryable',
    requirement: 'IDEM-05',
    companions: [...everyConflict],
    title: 'a conflict says that it is worth another try',
    apply: (parts) =>
      rewriteError(parts, (error, { failure }) => (isConflict(failure?.code) ? { ...error, retryable: true } : error)),
  },
  {
    id: 'IDEM-06:deleted',
    requirement: 'IDEM-06',
    companions: ['IDEM-04'],
    title: 'a conflict deletes the entry',
    apply: (parts) => {
      const store = deletable(fingerprinting(parts, '/emails/send', canonicalFingerprint));
      return deciding(store.parts, ofMails, ({ name, claim }) => {
        if (claim.kind === 'conflict') store.forget(name);
        return claim;
      });
    },
  },
  {
    id: 'IDEM-06:overwritten',
    requirement: 'IDEM-06',
    companions: [],
    title: 'a conflict replaces the fingerprint of the entry',
    apply: (parts) => {
      const last = new Map<string, string>();
      return deciding(
        fingerprinting(parts, '/emails/send', canonicalFingerprint),
        ofMails,
        ({ name, fingerprint, claim }) => {
          if (claim.kind === 'conflict') last.set(name, fingerprint);
          const isOther = (last.get(name) ?? fingerprint) !== fingerprint;
          return claim.kind === 'replay' && isOther ? { kind: 'conflict' } : claim;
        },
      );
    },
  },
  {
    id: 'IDEM-19:processed-again',
    requirement: 'IDEM-19',
    companions: ['IDEM-07'],
    title: 'a repeated batch is processed like a new one',
    apply: forgetting(ofBatches),
  },
  {
    id: 'IDEM-19:ids-change',
    requirement: 'IDEM-19',
    companions: ['IDEM-07'],
    title: 'the ids of a replayed batch are drawn again',
    apply: (parts) =>
      rewritingReplays(parts, (envelope, { requestId }) => {
        const results = batchResults(envelope);
        if (results === null) return null;
        const fresh = results.map((item, at) =>
          item['message_id'] === null
            ? item
            : { ...item, message_id: `eml_${digest(`${requestId}${at}`).slice(0, 24)}` },
        );
        return { ...envelope, data: { ...(envelope['data'] as JsonMembers), results: fresh } };
      }),
  },
  {
    id: 'IDEM-19:failed-left-out',
    requirement: 'IDEM-19',
    companions: ['BATCH-05'],
    title: 'the replay of a batch shows its queued messages only',
    apply: (parts) =>
      rewritingReplays(parts, (envelope) => {
        const results = batchResults(envelope)?.filter((item) => item['status'] === 'queued');
        return results === undefined ? null : { ...envelope, data: parts.batchData(results) };
      }),
  },
  {
    id: 'IDEM-19:queued-again',
    requirement: 'IDEM-19',
    companions: ['IDEM-07'],
    title: 'a batch is replayed and its mails queued again',
    apply: (parts) =>
      queuingAgain(parts, (envelope) => batchResults(envelope)?.map((item) => item['message_id']) ?? []),
  },
  {
    id: 'IDEM-20:first-message-only',
    requirement: 'IDEM-20',
    companions: [],
    title: 'the fingerprint of a batch covers its first message',
    apply: seeingOfBatches((messages) => messages[0]),
  },
  {
    id: 'IDEM-20:sorted',
    requirement: 'IDEM-20',
    companions: [],
    title: 'the fingerprint of a batch does not see the order of its messages',
    apply: seeingOfBatches((messages) => messages.map((message) => JSON.stringify(message)).toSorted()),
  },
  {
    id: 'IDEM-20:counted',
    requirement: 'IDEM-20',
    companions: [],
    title: 'the fingerprint of a batch is the number of its messages',
    apply: seeingOfBatches((messages) => messages.length),
  },
  {
    id: 'IDEM-22:flag-in-data',
    requirement: 'IDEM-22',
    companions: ['IDEM-01', 'SEND-02', 'SPEC-08'],
    title: 'the data of a replay carries idempotent: true',
    apply: (parts) =>
      rewritingReplays(parts, (envelope) => {
        const data = mailData(envelope);
        return data && { ...envelope, data: { ...data, idempotent: true } };
      }),
  },
  {
    id: 'IDEM-22:flag-in-meta',
    requirement: 'IDEM-22',
    companions: ['ENV-06', 'IDEM-02', 'SPEC-08'],
    title: 'the meta of a replay carries idempotent: true',
    apply: (parts) =>
      rewritingReplays(parts, (envelope) => ({
        ...envelope,
        meta: { ...(envelope['meta'] as JsonMembers), idempotent: true },
      })),
  },
  {
    id: 'IDEM-29:crash',
    requirement: 'IDEM-29',
    companions: ['ERR-32'],
    title: 'equal JSON in other bytes under a used key is a 500',
    apply: (parts) => {
      const canonical = new Map<string, string>();
      const first = new Map<string, string>();
      const noting = {
        ...parts,
        fingerprint: (request: Parameters<GatewayParts['fingerprint']>[0]) => {
          const fingerprint = parts.fingerprint(request);
          canonical.set(fingerprint, canonicalFingerprint(request));
          return fingerprint;
        },
      };
      return deciding(noting, ofMails, ({ name, fingerprint, claim }) => {
        if (claim.kind === 'first') first.set(name, fingerprint);
        const known = canonical.get(first.get(name) ?? '');
        if (claim.kind === 'conflict' && known === canonical.get(fingerprint)) throw new Error('Not the same bytes.');
        return claim;
      });
    },
  },
  {
    id: 'IDEM-29:sent',
    requirement: 'IDEM-29',
    companions: ['IDEM-04'],
    title: 'equal JSON in other bytes under a used key is sent again',
    apply: (parts) => {
      const first = new Map<string, string>();
      const marked = fingerprinting(
        parts,
        '/emails/send',
        (request) => `${canonicalFingerprint(request)} ${parts.fingerprint(request)}`,
      );
      return deciding(marked, ofMails, ({ name, fingerprint, claim }) => {
        const [known] = (first.get(name) ?? '').split(' ');
        if (claim.kind === 'first') first.set(name, fingerprint);
        return claim.kind === 'conflict' && fingerprint.startsWith(`${known ?? ''} `) ? { kind: 'first' } : claim;
      });
    },
  },
  {
    id: 'IDEM-32:used-up',
    requirement: 'IDEM-32',
    companions: ['IDEM-04', 'IDEM-07'],
    title: 'the first replay of a mail uses its entry up',
    apply: lasting(1),
  },
  {
    id: 'IDEM-32:used-up-later',
    requirement: 'IDEM-32',
    companions: ['IDEM-04', 'IDEM-07'],
    title: 'the second replay of a mail uses its entry up',
    apply: lasting(2),
  },
];
