import {
  complainsAbout,
  errorOf,
  errorReply,
  first,
  namedFields,
  scenario,
  statusIs,
  that,
  type Judgement,
  type Observation,
  type Scenario,
} from '../src/kit.js';
import { resultsOf, sendBatch, type BatchResult } from './batch-messages.js';
import { completeMail } from './complete-mail.js';
import { heavy } from './heavy.js';
import { blockUnlessPossible } from './send.js';
import { undeliverable } from './undeliverable.js';

const operations = ['POST /emails/send/batch'];

const allInvalid = scenario({
  id: 'BATCH.all-invalid',
  title: 'three invalid messages',
  verifies: ['BATCH-14', 'BATCH-15'],
  mode: 'smoke',
  operations,
  price: { requests: 1, messages: 0 },
  run: async (t) => {
    const seen = await sendBatch(t, [undeliverable, undeliverable, undeliverable]);
    t.check('BATCH-14', seen, statusIs(seen, 422));
    if (seen.status !== 422 || errorOf(seen) === null) t.skip('BATCH-15', 'the batch is not refused with 422');
    else
      t.check('BATCH-15', seen, first(errorReply(seen, { status: 422, code: 'validation_error' }), namesEach(seen, 3)));
  },
});

function namesEach(seen: Observation, count: number): Judgement {
  const positions = Array.from({ length: count }, (_, at) => at);
  return that(
    positions.every((at) => complainsAbout(seen, `messages.${at}`)),
    {
      message: 'The refusal of a batch does not name each faulty message.',
      expected: `fields below messages.0 to messages.${count - 1}`,
      actual: namedFields(seen).slice(0, 10).join(', ') || 'no fields',
    },
  );
}

const sizes = scenario({
  id: 'BATCH.all-invalid-sizes',
  title: 'one invalid message, and as many as a batch may have',
  verifies: ['BATCH-14'],
  mode: 'safe',
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const count of [1, t.profile.values.batchMax]) {
      const seen = await sendBatch(
        t,
        Array.from({ length: count }, () => undeliverable),
      );
      t.check('BATCH-14', seen, statusIs(seen, 422));
    }
  },
});

/** What stands where a message should, between two that are invalid like any mail. */
const oddMessages = [undeliverable, null, 'a text', 1, [], undeliverable];

const odd = scenario({
  id: 'BATCH.odd-messages',
  title: 'messages that are no objects, and one with an idempotency_key, all invalid',
  verifies: ['BATCH-25', 'BATCH-26'],
  mode: 'safe',
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    const seen = await sendBatch(t, oddMessages);
    t.check('BATCH-25', seen, isHandled(seen));

    const keyed = await sendBatch(t, [undeliverable, { ...undeliverable, idempotency_key: t.unique('key') }]);
    if (t.profile.options.idempotencyKeyInBody) t.skip('BATCH-26', 'the profile takes idempotency_key in messages');
    else if (complainsAbout(keyed, 'messages.1.idempotency_key')) t.check('BATCH-26', keyed, null);
    else t.skip('BATCH-26', 'idempotency_key was not named among other faults; only a valid message can tell');
  },
});

function isHandled(seen: Observation): Judgement {
  return that(seen.status < 500, {
    message: 'The server fails over a message that is no object.',
    expected: '422, or a failed result',
    actual: String(seen.status),
  });
}

const oddBesideValid = scenario({
  id: 'BATCH.odd-beside-valid',
  title: 'null beside a valid message',
  verifies: ['BATCH-25'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const seen = await sendBatch(t, [null, completeMail(t, 'beside null')]);
    const results = resultsOf(seen);
    t.check('BATCH-25', seen, first(isHandled(seen), results && nullFailsAlone(results)));
  },
});

const keyedMessage = scenario({
  id: 'BATCH.keyed-message',
  title: 'a message with an idempotency_key beside a valid one',
  verifies: ['BATCH-26'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 2 },
  wanted: ({ options }) => !options.idempotencyKeyInBody || 'the profile takes idempotency_key in messages',
  run: async (t) => {
    const keyed = { ...completeMail(t, 'with a key'), idempotency_key: t.unique('key') };
    const seen = await sendBatch(t, [completeMail(t, 'beside a key'), keyed]);
    blockUnlessPossible(t, seen);
    const results = resultsOf(seen);
    if (results === null) t.skip('BATCH-26', 'the batch was not accepted with results');
    else t.check('BATCH-26', seen, oneIsQueued(results));
  },
});

/** Nothing is told when results have other indexes than messages: that is BATCH-06's to report. */
function nullFailsAlone(results: readonly BatchResult[]): Judgement {
  if (results.some(({ index }) => index !== 0 && index !== 1)) return null;
  const statusAt = (position: number) => results.find(({ index }) => index === position)?.status;
  const [ofNull, ofValid] = [statusAt(0), statusAt(1)];
  return that(ofNull !== 'queued' && ofValid !== 'failed', {
    message: 'A message that is no object does not fail alone.',
    expected: 'index 0 failed, index 1 queued',
    actual: results.map(({ index, status }) => `${String(index)} ${String(status)}`).join(', '),
  });
}

/** Counted, because positions are BATCH-13's to report. */
function oneIsQueued(results: readonly BatchResult[]): Judgement {
  const queued = results.filter(({ status }) => status === 'queued').length;
  return that(queued <= 1, {
    message: 'A message with an idempotency_key is queued.',
    expected: 'only the message without is queued',
    actual: `${queued} queued`,
  });
}

const tooLarge = heavy({
  id: 'BATCH.too-large',
  title: 'a batch of 27 MiB',
  verifies: ['BATCH-24'],
  operations,
  price: { requests: 1, messages: 0 },
  exclusive: true,
  run: async (t) => {
    const html_body = 'x'.repeat(1024 * 1024);
    const json = { messages: Array.from({ length: 27 }, () => ({ ...undeliverable, html_body })) };
    const seen = await t.attempt({ method: 'POST', path: '/emails/send/batch', as: 'sender', json });
    // A server may hang up on such a body before its reply can be read, and a client that still writes never sees it.
    if (seen === null) t.skip('BATCH-24', 'the connection broke before a reply could be read');
    else t.check('BATCH-24', seen, statusIs(seen, 413));
  },
});

export const invalidScenarios: readonly Scenario[] = [
  allInvalid,
  sizes,
  odd,
  oddBesideValid,
  keyedMessage,
  ...tooLarge,
];
