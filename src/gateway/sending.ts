import { finishWith } from './compose.js';
import type { Failure, Issue } from './failure.js';
import { failure } from './failure.js';
import type { Data } from './outcome.js';
import { keyOf, ok } from './outcome.js';
import type { StoredFile } from './files.js';
import type { Finished, GatewayParts, KeyRecord, Mail, Queued, Visit } from './parts.js';
import { digestOf, findReferences } from './uploads.js';

/** POST /emails/send, from the parsed body on. */
export function sendOne(parts: GatewayParts, visit: Visit): Data | Failure {
  const key = keyOf(visit);
  const judged = judge(parts, key, visit.value);
  if (judged.kind === 'failure') return judged;
  const refusal = parts.checkAccount(key, 1) ?? parts.checkProviders(key) ?? parts.checkDailyCap(key);
  if (refusal !== null) return refusal;
  const outcome = queue(parts, judged, { key, index: null });
  return outcome.kind === 'failure' ? outcome : ok(parts.sendData(outcome));
}

/** POST /emails/send/batch, from the parsed body on. Money is asked for once, everything else message by message. */
export function sendBatch(parts: GatewayParts, visit: Visit): Data | Failure {
  const key = keyOf(visit);
  const issues = parts.validate('BatchSendRequest', visit.value);
  if (issues.length > 0) return parts.refuseBody(issues);
  const judged = parts.messagesOf(visit.value).map((message) => judge(parts, key, message));
  const sound = judged.filter((judgement) => judgement.kind === 'sound').length;
  const refusal = sound === 0 ? null : parts.checkAccount(key, sound);
  if (refusal !== null) return refusal;
  const outcomes = judged.map((judgement, index) =>
    judgement.kind === 'failure'
      ? judgement
      : (parts.checkProviders(key) ?? parts.checkDailyCap(key) ?? queueOnce(parts, judgement, { visit, key, index })),
  );
  const whole = parts.concludeBatch(outcomes);
  if (whole !== null) return whole;
  const items = outcomes.map((outcome, index) =>
    parts.batchItem(index, outcome, outcome.kind === 'failure' ? parts.describeFailure(outcome) : null),
  );
  return ok(parts.batchData(items));
}

/** A mail that may be queued, with the uploaded files it refers to. */
interface Sound {
  readonly kind: 'sound';
  readonly mail: Mail;
  readonly files: readonly StoredFile[];
}

function judge(parts: GatewayParts, key: KeyRecord, message: unknown): Sound | Failure {
  const issues = parts.validate('EmailSendRequest', message);
  if (issues.length > 0) return parts.refuseBody(issues);
  // The schema has just vouched for these members.
  const mail = message as Mail;
  const refusal = parts.checkSender(mail.from.email, key);
  if (refusal !== null) return refusal;
  const { files, missing } = findReferences(parts, key, mail);
  const faults: readonly Issue[] = [
    ...parts.inspectRecipients(mail),
    ...parts.inspectAttachments(mail),
    ...missing,
    ...parts.inspectRoute(mail, key),
  ];
  if (faults.length > 0) return parts.refuseBody(faults);
  return parts.checkEncodedSize(mail, files) ?? { kind: 'sound', mail, files };
}

interface Turn {
  readonly visit: Visit;
  readonly key: KeyRecord;
  readonly index: number;
}

/**
 * Queues a message of a batch, or finds out from an idempotency key of its own that it was queued before. What is kept
 * under the key is what a single send of the mail would have been answered.
 */
function queueOnce(parts: GatewayParts, sound: Sound, { visit, key, index }: Turn): Queued | Failure {
  const chosen = parts.messageKey(sound.mail);
  if (chosen === null || visit.operation === null) return queue(parts, sound, { key, index });
  const name = `${parts.idempotencyScope(key, visit.operation)} ${chosen}`;
  const claim = parts.claim(name, digestOf(JSON.stringify(sound.mail)));
  if (claim.kind === 'replay') return { kind: 'queued', messageId: messageIdIn(claim.finished), replayed: true };
  if (claim.kind !== 'first') {
    return failure('idempotency_conflict', 'The idempotency key of the message belongs to another request.');
  }
  const outcome = queue(parts, sound, { key, index });
  parts.settle(name, outcome.kind === 'queued' ? finishWith(parts, visit, ok(parts.sendData(outcome))) : null);
  return outcome;
}

function messageIdIn({ body }: Finished): string {
  // Only envelopes of this gateway are kept, and only those of sends have the fingerprint of a message.
  const { data } = JSON.parse(new TextDecoder().decode(body)) as { readonly data: { readonly message_id: string } };
  return data.message_id;
}

function queue(
  parts: GatewayParts,
  { mail, files }: Sound,
  { key, index }: { readonly key: KeyRecord; readonly index: number | null },
): Queued | Failure {
  const messageId = parts.messageIdFor(mail);
  return parts.enqueue(mail, messageId, { key, files, index }) ?? { kind: 'queued', messageId, replayed: false };
}
