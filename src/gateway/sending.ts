import type { Failure } from './failure.js';
import type { GatewayParts, JsonMembers, KeyRecord, Mail, Queued } from './parts.js';

/** What an operation answers when it does not fail. */
export interface Data {
  readonly kind: 'data';
  readonly data: JsonMembers;
}

/** POST /emails/send, from the parsed body on. */
export function sendOne(parts: GatewayParts, key: KeyRecord, body: unknown): Data | Failure {
  const mail = judge(parts, key, body);
  if (mail.kind === 'failure') return mail;
  const refusal = parts.checkAccount(key, 1) ?? parts.checkProviders(key);
  if (refusal !== null) return refusal;
  const outcome = queue(parts, mail.mail);
  return outcome.kind === 'failure' ? outcome : { kind: 'data', data: parts.sendData(outcome) };
}

/** POST /emails/send/batch, from the parsed body on. Money is asked for once, everything else message by message. */
export function sendBatch(parts: GatewayParts, key: KeyRecord, body: unknown): Data | Failure {
  const issues = parts.validate('BatchSendRequest', body);
  if (issues.length > 0) return parts.refuseBody(issues);
  const judged = parts.messagesOf(body).map((message) => judge(parts, key, message));
  const sound = judged.filter((judgement) => judgement.kind === 'mail').length;
  const refusal = sound === 0 ? null : parts.checkAccount(key, sound);
  if (refusal !== null) return refusal;
  const outcomes = judged.map((judgement) =>
    judgement.kind === 'failure' ? judgement : (parts.checkProviders(key) ?? queue(parts, judgement.mail)),
  );
  const whole = parts.concludeBatch(outcomes);
  if (whole !== null) return whole;
  const items = outcomes.map((outcome, index) =>
    parts.batchItem(index, outcome, outcome.kind === 'failure' ? parts.describeFailure(outcome) : null),
  );
  return { kind: 'data', data: parts.batchData(items) };
}

function judge(parts: GatewayParts, key: KeyRecord, message: unknown): { kind: 'mail'; mail: Mail } | Failure {
  const issues = parts.validate('EmailSendRequest', message);
  if (issues.length > 0) return parts.refuseBody(issues);
  // The schema has just vouched for these members.
  const mail = message as Mail;
  const refusal = parts.checkSender(mail.from.email, key);
  if (refusal !== null) return refusal;
  const faults = parts.inspectAttachments(mail);
  return faults.length > 0 ? parts.refuseBody(faults) : { kind: 'mail', mail };
}

function queue(parts: GatewayParts, mail: Mail): Queued | Failure {
  const messageId = parts.messageIdFor(mail);
  return parts.enqueue(mail, messageId) ?? { kind: 'queued', messageId };
}
