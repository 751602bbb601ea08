import {
  errorReply,
  isSuccess,
  scenario,
  statusIs,
  that,
  type Caller,
  type Judgement,
  type Observation,
  type Scenario,
} from '../src/kit.js';
import { resultsOf, sendBatch, type BatchResult } from './batch-messages.js';
import { completeMail } from './complete-mail.js';
import { attachment } from './send-faults.js';
import { blockUnlessPossible } from './send.js';
import { undeliverable } from './undeliverable.js';

const operations = ['POST /emails/send/batch'];

const refusedKeys = scenario({
  id: 'BATCH.refused-keys',
  title: 'complete batches with a key that may not send and without any',
  verifies: ['BATCH-23'],
  mode: 'full',
  principals: ['unprivileged'],
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    const callers: readonly (readonly [Caller, number])[] = [
      ['unprivileged', 403],
      ['anonymous', 401],
    ];
    for (const [as, status] of callers) {
      const json = { messages: [completeMail(t, `refused ${status}`)] };
      const seen = await t.send({ method: 'POST', path: '/emails/send/batch', as, json });
      t.check('BATCH-23', seen, refusedAsAWhole(seen));
    }
  },
});

/** That it is refused, and with which status, AUTH and PERM judge. */
function refusedAsAWhole(seen: Observation): Judgement {
  const results = resultsOf(seen) ?? [];
  const failedOneByOne = results.length > 0 && results.every(({ status }) => status === 'failed');
  return that(!failedOneByOne, {
    message: 'A key that may not send gets a failed result for each message.',
    expected: '401 or 403',
    actual: `${seen.status} with results`,
  });
}

/** All under one subject, so that the log of the target tells what became of them. */
const traces = scenario({
  id: 'BATCH.traces',
  title: 'a faulty message between valid ones, then the log of messages is searched',
  verifies: ['BATCH-27'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['messages'],
  operations,
  price: { requests: 1, messages: 3 },
  run: async (t) => {
    const mail = completeMail(t, 'traced');
    const faulty = { ...mail, attachments: [{ ...attachment, content: 'no base64' }] };
    const seen = await sendBatch(t, [mail, faulty, mail]);
    blockUnlessPossible(t, seen);
    const results = resultsOf(seen);
    if (results === null) {
      t.skip('BATCH-27', 'the batch was not accepted with results');
      return;
    }
    const logged = await t.controls.messages(mail.subject);
    t.check('BATCH-27', seen, logAgrees(results, logged.length));
  },
});

/** Numbers, not ids, are compared: what an id looks like and whether it is unique others judge. */
function logAgrees(results: readonly BatchResult[], logged: number): Judgement {
  const queued = results.filter(({ status }) => status === 'queued').length;
  // Results of any other status are BATCH-09's: they may mean either.
  const unclear = results.filter(({ status }) => status !== 'queued' && status !== 'failed').length;
  return that(logged >= queued && logged <= queued + unclear, {
    message: 'The log of accepted messages does not hold what a batch queued.',
    expected: `${queued} messages`,
    actual: `${logged} messages`,
  });
}

const queueDown = scenario({
  id: 'BATCH.queue-down',
  title: 'batches while the queue is down',
  verifies: ['BATCH-16', 'BATCH-17'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['fault'],
  operations,
  price: { requests: 2, messages: 3 },
  exclusive: true,
  run: async (t) => {
    await t.controls.fault('queue-down');
    const transient = await sendBatch(t, [completeMail(t, 'first'), completeMail(t, 'second')]);
    const mixed = await sendBatch(t, [completeMail(t, 'mixed'), undeliverable]);
    t.check('BATCH-16', transient, triesAgain(transient));
    t.check('BATCH-17', mixed, isSuccess(mixed) ? nothingQueued(mixed) : statusIs(mixed, 200, 422, 503));
  },
});

/** Whether code and flag go together is for the error table to judge. */
function triesAgain(seen: Observation): Judgement {
  const flag = seen.error?.['retryable'];
  const wrongStatus = statusIs(seen, 503);
  if (wrongStatus !== null || typeof flag !== 'boolean') return wrongStatus;
  return that(flag, {
    message: 'A batch that failed for a while is called final.',
    expected: 'retryable: true',
    actual: 'retryable: false',
  });
}

function nothingQueued(seen: Observation): Judgement {
  const queued = resultsOf(seen)?.filter(({ status }) => status === 'queued') ?? [];
  return that(queued.length === 0, {
    message: 'A message is called queued while the queue is down.',
    expected: 'no queued message',
    actual: `${queued.length} queued`,
  });
}

const poor = scenario({
  id: 'BATCH.without-credit',
  title: 'a batch that the balance does not cover',
  verifies: ['BATCH-18'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['balance', 'messages'],
  operations,
  price: { requests: 1, messages: 2 },
  exclusive: true,
  run: async (t) => {
    const mail = completeMail(t, 'poor');
    await t.controls.setBalance(1);
    const seen = await sendBatch(t, [mail, mail]);
    await t.controls.clearFaults();
    t.check('BATCH-18', seen, errorReply(seen, { status: 402, code: 'insufficient_credits' }));
    const logged = await t.controls.messages(mail.subject);
    if (!isSuccess(seen)) t.check('BATCH-18', seen, nothingLogged(logged.length));
  },
});

function nothingLogged(logged: number): Judgement {
  return that(logged === 0, {
    message: 'A batch that was refused for want of credit is queued in part.',
    expected: 'no message',
    actual: `${logged} messages`,
  });
}

const dailyCap = scenario({
  id: 'BATCH.daily-cap',
  title: 'a daily cap is reached within a batch, then before one',
  verifies: ['BATCH-28'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['daily-cap'],
  operations,
  price: { requests: 2, messages: 4 },
  exclusive: true,
  run: async (t) => {
    const mail = completeMail(t, 'capped');
    await t.controls.setDailyCap(1);
    const within = await sendBatch(t, [mail, mail]);
    const beyond = await sendBatch(t, [mail, mail]);
    await t.controls.clearFaults();
    t.check('BATCH-28', within, statusIs(within, 200));
    if (isSuccess(within)) t.check('BATCH-28', within, splitsAtTheCap(within));
    t.check('BATCH-28', beyond, errorReply(beyond, { status: 429, code: 'daily_limit_exceeded' }));
  },
});

function splitsAtTheCap(seen: Observation): Judgement {
  const told = (resultsOf(seen) ?? []).map(({ status, code }) => (code === undefined ? status : code)).join(', ');
  return that(told === 'queued, daily_limit_exceeded', {
    message: 'A daily cap does not split a batch.',
    expected: 'queued, daily_limit_exceeded',
    actual: told,
  });
}

export const effectScenarios: readonly Scenario[] = [refusedKeys, traces, queueDown, poor, dailyCap];
