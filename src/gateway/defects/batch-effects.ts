import { failure, type Failure } from '../failure.js';
import type { GatewayParts, KeyRecord, Mail, Queued } from '../parts.js';
import type { Defect } from './defect.js';
import { overlook } from './overlook.js';

type Outcome = Queued | Failure;

/** Concludes a batch in another way where the condition holds. */
function concluding(
  holds: (outcomes: readonly Outcome[]) => boolean,
  conclude: (outcomes: readonly Outcome[]) => Failure | null,
): Defect['apply'] {
  return (parts) => ({
    ...parts,
    concludeBatch: (outcomes) => (holds(outcomes) ? conclude(outcomes) : parts.concludeBatch(outcomes)),
  });
}

const failuresOf = (outcomes: readonly Outcome[]): readonly Failure[] =>
  outcomes.filter((outcome) => outcome.kind === 'failure');
const allFailed = (outcomes: readonly Outcome[]): boolean => failuresOf(outcomes).length === outcomes.length;
const allInvalid = (outcomes: readonly Outcome[]): boolean =>
  allFailed(outcomes) && failuresOf(outcomes).every(({ code }) => code === 'validation_error');
const allTransient = (outcomes: readonly Outcome[]): boolean =>
  allFailed(outcomes) && failuresOf(outcomes).every(({ code }) => code === 'service_unavailable');
const mixedFailures = (outcomes: readonly Outcome[]): boolean =>
  allFailed(outcomes) && new Set(failuresOf(outcomes).map(({ code }) => code)).size > 1;

/** Changes the issues that the refusal of a whole batch lists. */
function refusing(change: (refusal: Failure) => Failure): Defect['apply'] {
  return (parts) => ({
    ...parts,
    concludeBatch: (outcomes) => {
      const refusal = parts.concludeBatch(outcomes);
      return refusal !== null && allInvalid(outcomes) ? change(refusal) : refusal;
    },
  });
}

/** Sees the messages of a batch that are sound, with the key they come with. */
function queueing(parts: GatewayParts, mail: Mail, key: KeyRecord): void {
  parts.enqueue(mail, parts.messageIdFor(mail), { key, files: [], index: 0 });
}

/** How a batch as a whole ends, and what it leaves behind. */
export const batchEffectDefects: readonly Defect[] = [
  {
    id: 'BATCH-12:all-or-nothing',
    requirement: 'BATCH-12',
    companions: [],
    title: 'one invalid message refuses the whole batch',
    apply: concluding(
      (outcomes) => outcomes.length > 1 && outcomes.some(({ kind }) => kind === 'failure') && !allFailed(outcomes),
      () => failure('validation_error', 'A message of the batch has a fault.'),
    ),
  },
  {
    id: 'BATCH-14:results',
    requirement: 'BATCH-14',
    companions: ['CONV-02'],
    title: 'a batch of invalid messages is accepted with every message failed',
    apply: concluding(allInvalid, () => null),
  },
  {
    id: 'BATCH-14:bad-request',
    requirement: 'BATCH-14',
    companions: ['CONV-02'],
    title: 'a batch of invalid messages is refused with 400',
    apply: refusing(({ message, issues }) => failure('invalid_parameter', message, { issues })),
  },
  {
    id: 'BATCH-15:first-only',
    requirement: 'BATCH-15',
    companions: ['CONV-02', 'ERR-24'],
    title: 'the refusal of a batch tells its first fault only',
    apply: refusing((refusal) => ({ ...refusal, issues: refusal.issues.slice(0, 1) })),
  },
  {
    id: 'BATCH-15:no-position',
    requirement: 'BATCH-15',
    companions: ['ERR-29'],
    title: 'the refusal of a batch does not say which message is at fault',
    apply: refusing((refusal) => ({
      ...refusal,
      issues: refusal.issues.map((issue) => ({ ...issue, field: issue.field.replace(/^messages\.\d+\.?/, '') })),
    })),
  },
  {
    id: 'BATCH-16:results',
    requirement: 'BATCH-16',
    companions: [],
    title: 'a batch that cannot be queued is accepted with every message failed',
    apply: concluding(allTransient, () => null),
  },
  {
    id: 'BATCH-16:invalid',
    requirement: 'BATCH-16',
    companions: [],
    title: 'a batch that cannot be queued is called invalid',
    apply: concluding(allTransient, () => failure('validation_error', 'No message of the batch could be queued.')),
  },
  {
    id: 'BATCH-17:internal',
    requirement: 'BATCH-17',
    companions: [],
    title: 'a batch that failed for several reasons is 500',
    apply: concluding(mixedFailures, () => failure('internal_error', 'The batch could not be handled.')),
  },
  {
    id: 'BATCH-17:not-found',
    requirement: 'BATCH-17',
    companions: [],
    title: 'a batch that failed for several reasons is 404',
    apply: concluding(mixedFailures, () => failure('not_found', 'The batch could not be handled.')),
  },
  {
    id: 'BATCH-18:until-used-up',
    requirement: 'BATCH-18',
    companions: [],
    title: 'a batch without enough credit queues its first message, then is refused',
    apply: (parts) => {
      let mails: Mail[] = [];
      return {
        ...parts,
        messagesOf: (value) => {
          mails = [];
          return parts.messagesOf(value);
        },
        inspectAttachments: (mail) => {
          mails.push(mail);
          return parts.inspectAttachments(mail);
        },
        checkAccount: (key, messages) => {
          const refusal = parts.checkAccount(key, messages);
          const [first] = mails;
          if (refusal?.code === 'insufficient_credits' && messages > 1 && first) queueing(parts, first, key);
          return refusal;
        },
      };
    },
  },
  {
    id: 'BATCH-18:forbidden',
    requirement: 'BATCH-18',
    companions: [],
    title: 'a batch without enough credit is 403',
    apply: (parts) => ({
      ...parts,
      checkAccount: (key, messages) => {
        const refusal = parts.checkAccount(key, messages);
        if (refusal?.code !== 'insufficient_credits' || messages === 1) return refusal;
        return failure('insufficient_permissions', 'The balance of the team does not cover this.');
      },
    }),
  },
  {
    id: 'BATCH-23:results',
    requirement: 'BATCH-23',
    companions: ['AUTH-06', 'AUTH-08', 'PERM-02'],
    title: 'a key without the permission gets a batch in which every message failed',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) => (visit.operation?.kind === 'batch' ? null : parts.authorize(key, visit)),
      checkSender: (from, key) =>
        key.permissions.includes('email.send')
          ? parts.checkSender(from, key)
          : failure('insufficient_permissions', 'The key lacks email.send.'),
      concludeBatch: (outcomes) => {
        const forbidden = failuresOf(outcomes).filter(({ code }) => code === 'insufficient_permissions');
        return forbidden.length > 0 ? null : parts.concludeBatch(outcomes);
      },
    }),
  },
  {
    id: 'BATCH-24:unprocessable',
    requirement: 'BATCH-24',
    companions: [],
    title: 'a batch that is too large is called invalid',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        if (reply.status !== 413 || visit.operation?.kind !== 'batch') return parts.finish(reply, visit);
        const refusal = failure('invalid_parameter', 'The body cannot be read.');
        const envelope = parts.renderFailure(parts.describeFailure(refusal), visit.requestId);
        return parts.finish({ ...reply, status: refusal.status, body: parts.serialize(envelope) }, visit);
      },
    }),
  },
  {
    id: 'BATCH-25:fails-over-null',
    requirement: 'BATCH-25',
    companions: ['ERR-32'],
    title: 'the server fails over a message that is null',
    apply: (parts) => ({
      ...parts,
      messagesOf: (value) => {
        const messages = parts.messagesOf(value);
        if (messages.includes(null)) throw new TypeError('null has no members');
        return messages;
      },
    }),
  },
  {
    id: 'BATCH-25:skipped',
    requirement: 'BATCH-25',
    companions: ['BATCH-05'],
    title: 'messages that are null are skipped',
    apply: (parts) => ({
      ...parts,
      messagesOf: (value) => {
        const messages = parts.messagesOf(value);
        const sound = messages.filter((message) => message !== null);
        return sound.length > 0 ? sound : messages;
      },
    }),
  },
  {
    id: 'BATCH-26:ignored',
    requirement: 'BATCH-26',
    companions: ['SEND-19', 'IDEM-21'],
    title: 'messages may have an idempotency_key',
    apply: overlook(({ field }) => field === 'idempotency_key'),
  },
  {
    id: 'BATCH-27:rolled-back',
    requirement: 'BATCH-27',
    companions: [],
    title: 'messages that follow a faulty one in a batch are called queued and are not',
    apply: (parts) => {
      // A batch is worked off in one go, so nothing else runs between its messages.
      let batch: 'none' | 'sound' | 'faulty' = 'none';
      return {
        ...parts,
        messagesOf: (value) => {
          batch = 'sound';
          return parts.messagesOf(value);
        },
        inspectAttachments: (mail) => {
          const faults = parts.inspectAttachments(mail);
          if (faults.length > 0 && batch === 'sound') batch = 'faulty';
          return faults;
        },
        enqueue: (mail, messageId, dispatch) => (batch === 'faulty' ? null : parts.enqueue(mail, messageId, dispatch)),
        concludeBatch: (outcomes) => {
          batch = 'none';
          return parts.concludeBatch(outcomes);
        },
      };
    },
  },
  {
    id: 'BATCH-28:undivided',
    requirement: 'BATCH-28',
    companions: [],
    profile: 'sending@2026-10',
    title: 'a batch that reaches the daily cap is 429 as a whole',
    apply: concluding(
      (outcomes) => failuresOf(outcomes).some(({ code }) => code === 'daily_limit_exceeded'),
      (outcomes) => failuresOf(outcomes)[0] ?? null,
    ),
  },
];
