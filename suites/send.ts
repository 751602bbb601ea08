import {
  describe,
  madeTwoMails,
  notCounted,
  scenario,
  statusIs,
  that,
  tolerated,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail, type Mail } from './complete-mail.js';
import { bodyScenarios } from './send-bodies.js';
import { effectScenarios } from './send-effects.js';
import { refusalScenarios } from './send-refusals.js';
import { countMails, replayedMail, replayMail } from './idem-replay.js';

/** The one single mail that a careful run can afford: whatever a mail and its repetitions show is shown here. */
const minimalMail = scenario({
  id: 'SEND.minimal',
  title: 'a minimal mail, then again under its key',
  verifies: ['SEND-01', 'SEND-02', 'SEND-03', 'SEND-04', ...replayedMail.verifies],
  mode: 'safe',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 1 + replayedMail.requests, messages: 1 },
  run: async (t) => {
    const mail = completeMail(t, 'minimal');
    const call = { ...sending(mail), idempotencyKey: t.unique('key') };
    const seen = await t.send(call);
    blockUnlessPossible(t, seen);
    t.check('SEND-01', seen, acceptedStatus(seen, t));
    // The members of `data` are watched on all traffic; here it is made sure that there are some.
    for (const id of ['SEND-02', 'SEND-03', 'SEND-04'] as const) {
      if (dataOf(seen) === null) t.skip(id, 'the mail was not accepted');
      else t.check(id, seen, null);
    }
    await replayMail(t, { call, seen, subject: mail.subject });
  },
});

/** The texts of the world, each where it goes wrong most: beyond the basic plane, right to left, combined. */
const worldly: readonly Pick<Mail, 'subject' | 'html_body'>[] = [
  { subject: 'Grüße 📬 👩‍👩‍👧', html_body: '<p>𝔘𝔫𝔦𝔠𝔬𝔡𝔢 🏳️‍🌈</p>' },
  { subject: 'مرحبا بالعالم', html_body: '<p dir="rtl">שלום עולם</p>' },
  { subject: 'e\u0301 n\u0303 한국어 日本語', html_body: '<p>Ελληνικά, кириллица</p>' },
];

const severalMails = scenario({
  id: 'SEND.several',
  title: 'the same mail twice, then mails in many scripts',
  verifies: ['SEND-05', 'IDEM-24', 'CONV-05', 'CONV-08'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 5, messages: 5 },
  run: async (t) => {
    const plain = completeMail(t, 'several');
    const twins = [await send(t, plain), await send(t, plain)];
    const [one, other] = twins.map(messageId);
    if (one === undefined || other === undefined) t.skip('SEND-05', 'a mail was accepted without a message_id');
    else t.check('SEND-05', twins, differ(one, other));
    t.check('IDEM-24', twins, madeTwoMails(await countMails(t, plain.subject, twins)));

    const inScripts: Observation[] = [];
    for (const texts of worldly) {
      const mail = { ...plain, ...texts, to: { ...plain.to, name: 'Zoë 測試 ✉️' } };
      const seen = await send(t, mail);
      t.check('CONV-08', seen, isAccepted(seen));
      inScripts.push(seen);
    }

    const evidence = [...twins, ...inScripts];
    const ids = evidence.map(messageId).filter((id) => id !== undefined);
    if (ids.length < evidence.length) t.skip('CONV-05', 'fewer than five mails got a message_id');
    else t.check('CONV-05', evidence, notCounted(ids));
  },
});

function sending(mail: Mail) {
  return { method: 'POST', path: '/emails/send', as: 'sender', json: mail } as const;
}

async function send(t: ScenarioContext, mail: Mail): Promise<Observation> {
  const seen = await t.send(sending(mail));
  blockUnlessPossible(t, seen);
  return seen;
}

/** Refusals that speak of the account or the moment, not of the mail: nothing can be learned then. */
export function blockUnlessPossible(t: ScenarioContext, seen: Observation): void {
  const circumstances = [401, 402, 403, 404, 429];
  if (!circumstances.includes(seen.status) && seen.status < 500) return;
  t.block(`a mail from ${t.fixtures.from ?? 'the sender'} was refused: ${describe(seen)}`);
}

/** 200, or what the profile tolerates beside it; a status that a vendor declares alone is simply right. */
export function acceptedStatus(seen: Observation, { profile }: ScenarioContext): Judgement {
  const { sendSuccessStatus } = profile.options;
  if (sendSuccessStatus.length === 1) return statusIs(seen, ...sendSuccessStatus);
  const strict = statusIs(seen, 200);
  return sendSuccessStatus.includes(seen.status) ? tolerated(strict) : strict;
}

function isAccepted(seen: Observation): Judgement {
  return that(seen.status < 300, {
    message: 'A mail with text beyond ASCII is refused.',
    expected: 'the mail is accepted',
    actual: describe(seen),
  });
}

function differ(one: string, other: string): Judgement {
  return that(one !== other, {
    message: 'Two mails got the same message_id.',
    expected: 'two ids',
    actual: one,
  });
}

function dataOf({ object }: Observation): object | null {
  const data = object?.['data'];
  return typeof data === 'object' && data !== null ? data : null;
}

function messageId(seen: Observation): string | undefined {
  const data = dataOf(seen);
  return data !== null && 'message_id' in data && typeof data.message_id === 'string' ? data.message_id : undefined;
}

export const sendSuite: readonly Scenario[] = [
  minimalMail,
  severalMails,
  ...refusalScenarios,
  ...bodyScenarios,
  ...effectScenarios,
];
