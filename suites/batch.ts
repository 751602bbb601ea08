import {
  first,
  invalidBody,
  namedFields,
  scenario,
  statusIs,
  that,
  type Judgement,
  type Observation,
  type Profile,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail, type Mail } from './complete-mail.js';
import { replayBatch, replayedBatch } from './idem-replay.js';
import { undeliverable } from './undeliverable.js';
import { blockUnlessPossible } from './send.js';

const operations = ['POST /emails/send/batch'];

/** A valid message beside an invalid one: what a batch is for, at the price of one mail. */
const partial = scenario({
  id: 'BATCH.partial',
  title: 'a valid and an invalid message, then again under their key',
  verifies: ['BATCH-01', 'BATCH-05', 'BATCH-06', ...replayedBatch.verifies],
  mode: 'safe',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1 + replayedBatch.requests, messages: 1 },
  wanted: judgesEachMessage,
  run: async (t) => {
    await judgeRepeated(t, [completeMail(t, 'partial'), undeliverable]);
  },
});

/** Where one invalid message refuses the whole batch, only whole batches can be accepted. */
const whole = scenario({
  id: 'BATCH.whole',
  title: 'two valid messages, then again under their key',
  verifies: ['BATCH-01', 'BATCH-05', 'BATCH-06', ...replayedBatch.verifies],
  mode: 'safe',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1 + replayedBatch.requests, messages: 2 },
  wanted: (profile) => judgesEachMessage(profile) !== true || 'BATCH.partial shows the same at half the price',
  run: async (t) => {
    await judgeRepeated(t, [completeMail(t, 'first'), completeMail(t, 'second')]);
  },
});

/** The smallest batch, and the greatest one with all messages but the last undeliverable. */
const sizes = scenario({
  id: 'BATCH.sizes',
  title: 'the smallest and the greatest batch',
  verifies: ['BATCH-01', 'BATCH-05', 'BATCH-06'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 2, messages: 2 },
  wanted: judgesEachMessage,
  run: async (t) => {
    judgeAccepted(t, await t.send(batchOf([completeMail(t, 'alone')])));
    const others = Array.from({ length: t.profile.values.batchMax - 1 }, () => undeliverable);
    judgeAccepted(t, await t.send(batchOf([...others, completeMail(t, 'last')])));
  },
});

function judgesEachMessage({ options }: Profile): true | string {
  return options.batchItemSchema === 'per-item' || 'the profile says that one invalid message refuses the whole batch';
}

async function judgeRepeated(t: ScenarioContext, messages: readonly [Mail, Mail]): Promise<void> {
  const call = { ...batchOf(messages), idempotencyKey: t.unique('key') };
  const seen = await t.send(call);
  judgeAccepted(t, seen);
  await replayBatch(t, { call, seen, subject: messages[0].subject });
}

function batchOf<Messages>(messages: Messages) {
  return { method: 'POST', path: '/emails/send/batch', as: 'sender', json: { messages } } as const;
}

function judgeAccepted(t: ScenarioContext, seen: Observation): void {
  blockUnlessPossible(t, seen);
  t.check('BATCH-01', seen, first(statusIs(seen, 200), holdsResults(seen)));
  // Number and order of the results are watched on all traffic; here it is made sure that there are some.
  for (const id of ['BATCH-05', 'BATCH-06'] as const) {
    if (hasResults(seen)) t.check(id, seen, null);
    else t.skip(id, 'no batch was accepted with results');
  }
}

function holdsResults({ object }: Observation): Judgement {
  const data = object?.['data'];
  // A success without `data` is not for this check to report (ENV-01, ENV-02).
  if (typeof data !== 'object' || data === null) return null;
  const holds = 'results' in data && Array.isArray(data.results) && 'summary' in data && isObject(data.summary);
  return that(holds, {
    message: 'The data of a batch lacks results or summary.',
    expected: 'results and summary',
    actual: Object.keys(data).join(', '),
  });
}

function hasResults({ object }: Observation): boolean {
  const data = object?.['data'];
  return isObject(data) && 'results' in data && Array.isArray(data.results);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const shapes = scenario({
  id: 'BATCH.shapes',
  title: 'bodies that are no batch',
  verifies: ['BATCH-02', 'BATCH-03', 'BATCH-04'],
  mode: 'smoke',
  operations,
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    const ask = (json: unknown) => t.send({ method: 'POST', path: '/emails/send/batch', as: 'sender', json });

    const empty = await ask({ messages: [] });
    t.check('BATCH-02', empty, invalidBody(empty, t.profile));

    const { batchMax } = t.profile.values;
    const tooMany = await ask({ messages: Array.from({ length: batchMax + 1 }, () => undeliverable) });
    t.check('BATCH-03', tooMany, first(invalidBody(tooMany, t.profile), objectsToNumber(tooMany)));

    for (const body of [{}, { messages: {} }, [undeliverable], { messages: [undeliverable], priority: 'high' }]) {
      const seen = await ask(body);
      t.check('BATCH-04', seen, first(invalidBody(seen, t.profile), objectsToShape(seen)));
    }
  },
});

/** The messages are undeliverable, too: the refusal must be about their number, not about each of them. */
function objectsToNumber(seen: Observation): Judgement {
  if (seen.error === null) return null;
  return that(seen.error['param'] === 'messages', {
    message: 'A batch that is too large is not refused for its size.',
    expected: 'param: messages',
    actual: `fields: ${namedFields(seen).slice(0, 5).join(', ')}`,
  });
}

/** One of the bodies holds an undeliverable message: a refusal for that alone overlooks the rest. */
function objectsToShape(seen: Observation): Judgement {
  const fields = namedFields(seen);
  if (fields.length === 0) return null;
  const beyondMessage = fields.some((field) => !/^(?:messages[.[])?\d/.test(field));
  return that(beyondMessage, {
    message: 'A body that is no batch is read as one.',
    expected: 'a fault of the body itself',
    actual: `only faults of its messages: ${fields.slice(0, 5).join(', ')}`,
  });
}

export const batchSuite: readonly Scenario[] = [partial, whole, sizes, shapes];
