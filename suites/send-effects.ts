import {
  accepted,
  complainsAbout,
  isSuccess,
  refused,
  scenario,
  that,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail, type Mail } from './complete-mail.js';
import { attachment, bodyAtTheLimits } from './send-faults.js';

const operations = ['POST /emails/send'];

function post(t: ScenarioContext, json: object): Promise<Observation> {
  return t.send({ method: 'POST', path: '/emails/send', as: 'sender', json });
}

/** The same limits as in refused mails, where a server may never come to look at them. */
const greatMail = scenario({
  id: 'SEND.great-mail',
  title: 'a complete mail with texts at their limits and an empty text_body',
  verifies: ['SEND-09', 'SEND-10', 'SEND-12', 'SEND-18', 'SEND-25'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const { custom_headers, attachments, text_body, subject, to } = bodyAtTheLimits(t.profile).body;
    const mail = completeMail(t, 'at the limits');
    const seen = await post(t, {
      ...mail,
      to: { ...mail.to, name: to.name },
      subject: `${mail.subject} ${subject}`.slice(0, subject.length),
      custom_headers,
      attachments,
      text_body,
    });
    const places: readonly (readonly [RequirementId, string])[] = [
      ['SEND-09', 'to.name'],
      ['SEND-10', 'subject'],
      ['SEND-12', 'text_body'],
      ['SEND-18', 'custom_headers'],
      ['SEND-25', 'attachments'],
    ];
    for (const [id, field] of places) {
      if (isSuccess(seen)) t.check(id, seen, null);
      else if (complainsAbout(seen, field)) t.check(id, seen, accepted(seen));
      else t.skip(id, `the mail was refused for another reason: ${seen.status}`);
    }
  },
});

/** Refusals of every kind, of the schema, of the attachments and of the sender, under one subject. */
const noTrace = scenario({
  id: 'SEND.no-trace',
  title: 'mails are refused for several reasons, then the log of messages is searched',
  verifies: ['SEND-27'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['messages'],
  operations,
  price: { requests: 4, messages: 3 },
  run: async (t) => {
    const mail = completeMail(t, 'refused');
    const mails: readonly object[] = [
      { ...mail, to: { email: 'nobody' } },
      { ...mail, priority: 'high' },
      { ...mail, attachments: [{ ...attachment, content: 'no base64' }] },
      { ...mail, from: { email: `nobody@${t.unique('domain')}.example` } },
    ];
    const replies: Observation[] = [];
    for (const one of mails) replies.push(await post(t, one));
    const refusals = replies.filter((seen) => refused(seen) === null);
    if (refusals.length === 0) {
      t.skip('SEND-27', 'no mail was refused');
      return;
    }
    const logged = await t.controls.messages(mail.subject);
    t.check('SEND-27', refusals, leavesNothing(logged.length, replies.length - refusals.length));
  },
});

/** What was accepted though it should not have been is another requirement's to report. */
function leavesNothing(logged: number, accepted: number): Judgement {
  return that(logged <= accepted, {
    message: 'A refused mail is in the log of accepted messages.',
    expected: `${accepted} messages`,
    actual: `${logged} messages`,
  });
}

const unverifiedDomain = scenario({
  id: 'SEND.unverified-domain',
  title: 'a mail from a domain that nobody can have verified',
  verifies: ['SEND-29'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const seen = await post(t, completeMail(t, 'unverified', 'sender@example.com'));
    if ([401, 402, 429].includes(seen.status) || seen.status >= 500) {
      t.skip('SEND-29', `the mail was refused for another reason: ${seen.status}`);
    } else t.check('SEND-29', seen, refused(seen));
  },
});

const controlCharacters = scenario({
  id: 'SEND.control-characters',
  title: 'control characters in texts that become headers',
  verifies: ['SEND-31'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    const mail = completeMail(t, 'control characters');
    const mails: readonly Mail[] = [
      { ...mail, subject: `${mail.subject}\u0000\u000B` },
      { ...mail, to: { ...mail.to, name: 'A\u0000B\u000BC' }, custom_headers: { 'X-Ts': 'A\u0000B\u000BC' } },
    ];
    for (const one of mails) {
      const seen = await post(t, one);
      t.check('SEND-31', seen, survives(seen));
    }
  },
});

function survives(seen: Observation): Judgement {
  return that(seen.status < 500, {
    message: 'The server fails over a control character.',
    expected: 'the mail is refused or accepted',
    actual: String(seen.status),
  });
}

const withoutMeans = scenario({
  id: 'SEND.without-means',
  title: 'a mail without credit and one without providers',
  verifies: ['SEND-32'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['fault'],
  operations,
  price: { requests: 2, messages: 2 },
  exclusive: true,
  run: async (t) => {
    await t.controls.fault('no-credits');
    const poor = await post(t, completeMail(t, 'without credit'));
    t.check('SEND-32', poor, refusedUpFront(poor, 402));
    await t.controls.clearFaults();
    await t.controls.fault('no-providers');
    const idle = await post(t, completeMail(t, 'without providers'));
    t.check('SEND-32', idle, refusedUpFront(idle, 503));
  },
});

/** Code and flag are for the error table to judge. */
function refusedUpFront(seen: Observation, status: 402 | 503): Judgement {
  const data = seen.object?.['data'];
  const hasId = typeof data === 'object' && data !== null && 'message_id' in data;
  return that(seen.status === status && !hasId, {
    message: 'A mail is not refused for want of funds or providers.',
    expected: `${status} without a message_id`,
    actual: String(seen.status),
  });
}

/** A group of the right form that the team cannot have. */
const unknownGroup = scenario({
  id: 'SEND.unknown-group',
  title: 'a mail through a delivery group that does not exist',
  verifies: ['SEND-26'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 1 },
  wanted: ({ options }) => options.deliveryGroup || 'the profile has no delivery_group',
  run: async (t) => {
    const seen = await post(t, { ...completeMail(t, 'unknown group'), delivery_group: `dgrp_${t.unique('group')}` });
    t.check('SEND-26', seen, refused(seen));
  },
});

export const effectScenarios: readonly Scenario[] = [
  greatMail,
  noTrace,
  unverifiedDomain,
  controlCharacters,
  withoutMeans,
  unknownGroup,
];
