import {
  conflicts,
  first,
  isConflict,
  madeOneMail,
  messageIds,
  replays,
  replaysBytes,
  type Call,
  type MailCount,
  type Observation,
  type RequirementId,
  type ScenarioContext,
} from '../src/kit.js';
import type { Mail } from './complete-mail.js';

/** A keyed request that was accepted, and what is said of its mail. */
export interface KeyedSend<Body> {
  readonly call: Call & { readonly json: Body };
  readonly seen: Observation;
  /** Subject that no other mail has. */
  readonly subject: string;
}

/** What repetitions of one keyed mail show. Its replays also speak to IDEM-03 and IDEM-22, which watch all traffic. */
export const replayedMail = {
  verifies: ['IDEM-01', 'IDEM-02', 'IDEM-04', 'IDEM-05', 'IDEM-06', 'IDEM-29', 'IDEM-32'],
  requests: 6,
} as const satisfies { verifies: readonly RequirementId[]; requests: number };

/**
 * Repeats a keyed mail, whole and changed. On a target that keeps the contract this costs no mail; on any other it
 * stops at the first repetition that does not hold, for what would follow only sends more.
 */
export async function replayMail(t: ScenarioContext, mail: KeyedSend<Mail>): Promise<void> {
  if (messageIds(mail.seen).length === 0) {
    for (const id of replayedMail.verifies) t.skip(id, 'no mail was accepted under the key');
    return;
  }
  const replies = [mail.seen];
  const broken = await repeatMail(t, mail, replies);
  for (const id of broken.untold) t.skip(id, broken.reason);
  const count = await countMails(t, mail.subject, replies);
  t.check('IDEM-04', replies, madeOneMail(count));
}

/** Requirements that a broken repetition leaves untold, and why. */
interface Untold {
  readonly untold: readonly RequirementId[];
  readonly reason: string;
}

async function repeatMail(t: ScenarioContext, mail: KeyedSend<Mail>, replies: Observation[]): Promise<Untold> {
  const { call, seen } = mail;
  // A changed mail may be mistaken for a replay: that is IDEM-05's to tell, not that of unique request ids.
  const ask = async (again: Call) => {
    const reply = await t.send({ ...again, replayOf: seen });
    replies.push(reply);
    return reply;
  };
  const again = await ask(call);
  const unlike = replays(seen, again, t.profile.options);
  t.check('IDEM-01', [seen, again], unlike);
  if (unlike) return { untold: ['IDEM-02', 'IDEM-05', 'IDEM-06', 'IDEM-29', 'IDEM-32'], reason: 'a replay failed' };
  t.check('IDEM-02', [seen, again], replaysBytes(seen, again, t.profile.options.replayRequestId));

  const later = first(
    replays(seen, await ask(call), t.profile.options),
    replays(seen, await ask(call), t.profile.options),
  );
  t.check('IDEM-32', replies, later);
  if (later) return { untold: ['IDEM-05', 'IDEM-06', 'IDEM-29'], reason: 'a later replay failed' };

  const respelled = await ask({ ...call, json: undefined, bytes: respell(call.json), headers: asJson });
  t.check('IDEM-29', [seen, respelled], isConflict(respelled) ? null : replays(seen, respelled, t.profile.options));

  const other = await ask({ ...call, json: { ...call.json, subject: `${mail.subject} changed` } });
  const overlooked = conflicts(seen, other);
  t.check('IDEM-05', [seen, other], overlooked);
  if (overlooked) return { untold: ['IDEM-06'], reason: 'another body under the key did not conflict' };
  const afterwards = await ask(call);
  t.check('IDEM-06', [seen, other, afterwards], replays(seen, afterwards, t.profile.options));
  return { untold: [], reason: '' };
}

const asJson = [['Content-Type', 'application/json']] as const;

/** The same JSON in other bytes: members from last to first, with blanks. */
function respell(mail: Mail): string {
  return JSON.stringify(Object.fromEntries(Object.entries(mail).toReversed()), null, 2);
}

/** Counts mails of a subject in the message log where the target offers one, else by the ids that replies name. */
export async function countMails(
  t: ScenarioContext,
  subject: string,
  replies: readonly Observation[],
): Promise<MailCount> {
  if (t.controls.offered) return { by: 'the message log', mails: (await t.controls.messages(subject)).length };
  return { by: 'message ids', mails: new Set(replies.flatMap(messageIds)).size };
}

/** What repetitions of one keyed batch show. */
export const replayedBatch = {
  verifies: ['IDEM-19', 'IDEM-20'],
  requests: 3,
} as const satisfies { verifies: readonly RequirementId[]; requests: number };

/** Repeats a keyed batch of two messages, whole and changed; the first one has the subject. */
export async function replayBatch(
  t: ScenarioContext,
  batch: KeyedSend<{ readonly messages: readonly [object, object] }>,
): Promise<void> {
  const { call, seen, subject } = batch;
  if (messageIds(seen).length === 0) {
    for (const id of replayedBatch.verifies) t.skip(id, 'no batch was accepted under the key');
    return;
  }
  // A changed batch may be mistaken for a replay: that is IDEM-20's to tell, not that of unique request ids.
  const ask = (again: Call) => t.send({ ...again, replayOf: seen });
  const again = await ask(call);
  const count = await countMails(t, subject, []);
  const unlike = first(replays(seen, again, t.profile.options), madeOneMail(count));
  t.check('IDEM-19', [seen, again], unlike);
  if (unlike) {
    t.skip('IDEM-20', 'the batch was not replayed');
    return;
  }
  const [one, other] = call.json.messages;
  for (const messages of [
    [other, one],
    [one, { ...other, subject: `${subject} changed` }],
  ]) {
    const changed = await ask({ ...call, json: { messages } });
    t.check('IDEM-20', [seen, changed], conflicts(seen, changed));
  }
}
