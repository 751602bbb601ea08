import {
  first,
  invalidBody,
  namedFields,
  scenario,
  that,
  type Judgement,
  type Observation,
  type Scenario,
} from '../src/kit.js';
import { effectScenarios } from './batch-effects.js';
import { invalidScenarios } from './batch-invalid.js';
import { sendBatch } from './batch-messages.js';
import { resultScenarios } from './batch-results.js';
import { undeliverable } from './undeliverable.js';

const operations = ['POST /emails/send/batch'];

const shapes = scenario({
  id: 'BATCH.shapes',
  title: 'bodies that are no batch',
  verifies: ['BATCH-02', 'BATCH-03', 'BATCH-04'],
  mode: 'safe',
  operations,
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    const empty = await sendBatch(t, []);
    t.check('BATCH-02', empty, invalidBody(empty, t.profile));

    const tooMany = Array.from({ length: t.profile.values.batchMax + 1 }, () => undeliverable);
    const large = await sendBatch(t, tooMany);
    t.check('BATCH-03', large, first(invalidBody(large, t.profile), objectsToNumber(large)));

    for (const json of [{}, { messages: {} }, [undeliverable], { messages: [undeliverable], priority: 'high' }]) {
      const seen = await t.send({ method: 'POST', path: '/emails/send/batch', as: 'sender', json });
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

export const batchSuite: readonly Scenario[] = [shapes, ...resultScenarios, ...invalidScenarios, ...effectScenarios];
