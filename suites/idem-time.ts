import {
  describe,
  isSuccess,
  keyIsKnown,
  messageIds,
  scenario,
  that,
  type Call,
  type FaultName,
  type Judgement,
  type MailCount,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { keyedMail } from './idem-keys.js';
import { countMails } from './idem-replay.js';
import { refusable } from './refusable.js';
import { blockUnlessPossible } from './send.js';

const operations = ['POST /emails/send'];
const faults: readonly FaultName[] = ['service-unavailable', 'internal-error'];

const passingFailures = scenario({
  id: 'IDEM.passing-failures',
  title: 'a keyed mail meets an outage, a fault and the rate limit, then none of them',
  verifies: ['IDEM-11'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['fault', 'rate-limit'],
  operations,
  price: { requests: faults.length + 3, messages: 1 },
  exclusive: true,
  run: async (t) => {
    const call = keyedMail(t, 'passing', t.unique('key'));
    const failures = [...(await meetFaults(t, call)), await meetRateLimit(t, call)].filter(isPassing);
    if (failures.length === 0) {
      t.skip('IDEM-11', 'the controls led to no failure');
      return;
    }
    // A reply that was kept comes with its request id: that is IDEM-11's to tell.
    // Attempted, for a failure that was kept looks like an overload worth another try.
    const healed = await t.attempt({ ...call, replayOf: failures[0] ?? { id: 'a failure' } });
    if (healed === null) return t.block('the mail got no answer');
    t.check('IDEM-11', [...failures, healed], forgotten(healed));
  },
});

async function meetFaults(t: ScenarioContext, call: Call): Promise<readonly Observation[]> {
  const failures: Observation[] = [];
  for (const fault of faults) {
    await t.controls.fault(fault);
    failures.push(await t.send({ ...call, replayOf: failures[0] ?? { id: 'the first failure' } }));
    await t.controls.clearFaults();
  }
  return failures;
}

async function meetRateLimit(t: ScenarioContext, call: Call): Promise<Observation> {
  const { rateLimit, rateWindowSeconds } = t.profile.values;
  await t.controls.setRateLimit(1, rateWindowSeconds);
  await t.send(refusable('/emails/send', 'sender'));
  const seen = await t.send(call);
  await t.controls.setRateLimit(rateLimit, rateWindowSeconds);
  return seen;
}

function isPassing({ status }: Observation): boolean {
  return status === 429 || status >= 500;
}

function forgotten(healed: Observation): Judgement {
  return that(isSuccess(healed), {
    message: 'A passing failure is remembered under its key.',
    expected: 'the mail is accepted',
    actual: describe(healed),
  });
}

/** Seconds before and after the end of an entry's life at which it is looked for. */
const margin = 60;

const expiry = scenario({
  id: 'IDEM.expiry',
  title: 'a mail comes again shortly before and after its key expires',
  verifies: ['IDEM-23'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['clock'],
  operations,
  price: { requests: 3, messages: 2 },
  exclusive: true,
  run: async (t) => {
    const call = keyedMail(t, 'expiry', t.unique('key'));
    const seen = await t.send(call);
    blockUnlessPossible(t, seen);
    if (messageIds(seen).length === 0) {
      t.skip('IDEM-23', 'the mail was not accepted');
      return;
    }
    await t.controls.advanceClock(t.profile.values.idempotencyTtlSeconds - margin);
    const before = await t.send({ ...call, replayOf: seen });
    const tooSoon = keyIsKnown(seen, before);
    t.check('IDEM-23', [seen, before], tooSoon && { ...tooSoon, message: 'An entry expires before its time.' });
    if (tooSoon) return;
    const mailsBefore = await countMails(t, call.json.subject, [seen, before]);
    await t.controls.advanceClock(2 * margin);
    const after = await t.send({ ...call, replayOf: seen });
    const mailsAfter = await countMails(t, call.json.subject, [seen, before, after]);
    t.check('IDEM-23', [seen, after], runsAnew(after, mailsBefore, mailsAfter));
  },
});

function runsAnew(after: Observation, before: MailCount, { by, mails }: MailCount): Judgement {
  return that(isSuccess(after) && mails > before.mails, {
    message: `An entry outlives its time (mails counted by ${by}).`,
    expected: 'one mail more',
    actual: isSuccess(after) ? 'no further mail' : describe(after),
  });
}

export const timeScenarios: readonly Scenario[] = [passingFailures, expiry];
