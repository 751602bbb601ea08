import {
  first,
  isSuccess,
  scenario,
  statusIs,
  that,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import {
  batchOf,
  faultyMessage,
  isObject,
  judgesEachMessage,
  resultsOf,
  sendBatch,
  type BatchResult,
} from './batch-messages.js';
import { completeMail, type Mail } from './complete-mail.js';
import { replayBatch, replayedBatch } from './idem-replay.js';
import { blockUnlessPossible } from './send.js';

const operations = ['POST /emails/send/batch'];

/** Watched on all traffic; here it is made sure that there are results to watch. */
const watched: readonly RequirementId[] = [
  'BATCH-05',
  'BATCH-06',
  'BATCH-07',
  'BATCH-08',
  'BATCH-09',
  'BATCH-10',
  'BATCH-11',
  'BATCH-20',
  'BATCH-21',
];

/**
 * A valid message beside an invalid one: what a batch is for, at the price of one mail. It is keyed, so that its
 * repetitions tell of batches under a key.
 */
const partial = partialBatch({
  id: 'BATCH.partial',
  title: 'a valid and an invalid message, then again under their key',
  messages: 1,
  wanted: (profile) => judgesEachMessage(profile) || 'the profile says that an invalid message refuses the whole batch',
});

/** Where the schema refuses whole batches: a message that is invalid only at a second look might be sent. */
const partialAtSecondLook = partialBatch({
  id: 'BATCH.second-look',
  title: 'a valid message and one with a forbidden attachment, then again under their key',
  messages: 2,
  wanted: (profile) => !judgesEachMessage(profile) || 'BATCH.partial shows the same with one mail less',
});

function partialBatch({ messages, ...named }: Pick<Scenario, 'id' | 'title' | 'wanted'> & { messages: number }) {
  return scenario({
    ...named,
    verifies: ['BATCH-01', 'BATCH-12', 'BATCH-13', ...watched, ...replayedBatch.verifies],
    mode: 'safe',
    fixtures: ['from', 'sinks'],
    operations,
    price: { requests: 1 + replayedBatch.requests, messages },
    run: async (t) => {
      const mail = completeMail(t, 'partial');
      const call = { ...batchOf([mail, faultyMessage(t, 'faulty')] as const), idempotencyKey: t.unique('key') };
      const seen = await t.send(call);
      judgeMixed(t, seen, { valid: [0], size: 2 });
      await replayBatch(t, { call, seen, subject: mail.subject });
    },
  });
}

const single = scenario({
  id: 'BATCH.single',
  title: 'a batch of one message',
  verifies: ['BATCH-01'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const seen = await sendBatch(t, [completeMail(t, 'alone')]);
    blockUnlessPossible(t, seen);
    t.check('BATCH-01', seen, first(statusIs(seen, 200), holdsResults(seen)));
  },
});

/** Faults at the start, in the middle and at the end of the greatest batch; two of its valid messages are equal. */
const greatest = scenario({
  id: 'BATCH.greatest',
  title: 'the greatest batch, with three valid messages',
  verifies: ['BATCH-01', 'BATCH-12', 'BATCH-13', 'BATCH-19', ...watched],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 1, messages: 7 },
  run: async (t) => {
    const twin = completeMail(t, 'twin');
    // Messages that are invalid only at a second look might all be sent, so there are fewer of them.
    const size = judgesEachMessage(t.profile) ? t.profile.values.batchMax : 7;
    const middle = Math.floor(size / 2);
    const valid = [1, middle + 1, size - 2];
    const seen = await sendBatch(t, mixed(t, [completeMail(t, 'early'), twin, twin], { valid, size }));
    judgeMixed(t, seen, { valid, size });
    const ids = resultsOf(seen)?.filter(({ messageId }) => typeof messageId === 'string') ?? [];
    if (ids.length > 1) t.check('BATCH-19', seen, null);
    else t.skip('BATCH-19', 'fewer than two messages of the batch were queued');
  },
});

interface Mixture {
  /** Positions of the valid messages; all others are faulty. */
  readonly valid: readonly number[];
  readonly size: number;
}

/** The mails at the valid positions, faulty messages at all others. */
function mixed(t: ScenarioContext, mails: readonly Mail[], { valid, size }: Mixture): readonly object[] {
  return Array.from({ length: size }, (_, at) => mails[valid.indexOf(at)] ?? faultyMessage(t, `faulty ${at}`));
}

function judgeMixed(t: ScenarioContext, seen: Observation, mixture: Mixture): void {
  blockUnlessPossible(t, seen);
  // A batch that is refused for its invalid messages is BATCH-12's to report.
  if (isSuccess(seen)) t.check('BATCH-01', seen, first(statusIs(seen, 200), holdsResults(seen)));
  else t.skip('BATCH-01', 'the batch was refused');
  const results = resultsOf(seen);
  for (const id of watched) {
    if (results !== null) t.check(id, seen, null);
    else t.skip(id, 'no batch was accepted with results');
  }
  if (results !== null) {
    t.check('BATCH-12', seen, countsAreRight(results, mixture));
    t.check('BATCH-13', seen, failuresAreWhereTheFaultsAre(results, mixture));
  } else if (seen.status >= 400) {
    t.check('BATCH-12', seen, statusIs(seen, 200));
    t.skip('BATCH-13', 'the batch was refused');
  } else for (const id of ['BATCH-12', 'BATCH-13'] as const) t.skip(id, 'the batch has no results');
}

/** Results that are missing are BATCH-05's: the messages that were called failed or queued are counted, not the rest. */
function countsAreRight(results: readonly BatchResult[], { valid, size }: Mixture): Judgement {
  const tally = (status: string) => results.filter((result) => result.status === status).length;
  const [queued, failed] = [tally('queued'), tally('failed')];
  const holds = queued <= valid.length && failed <= size - valid.length;
  return that(holds, {
    message: 'A batch does not queue its valid messages and fail its invalid ones.',
    expected: `${valid.length} queued, ${size - valid.length} failed`,
    actual: `${queued} queued, ${failed} failed`,
  });
}

/** Only told of results that are as many as there should be, at positions there are: the rest is for others to report. */
function failuresAreWhereTheFaultsAre(results: readonly BatchResult[], { valid, size }: Mixture): Judgement {
  const failed = results.filter(({ status }) => status === 'failed').map(({ index }) => index);
  const misplaced = failed.filter((index) => valid.some((at) => at === index));
  const told = failed.length === size - valid.length && results.every(({ index }) => Number(index) < size);
  return that(!told || misplaced.length === 0, {
    message: 'A failed index is not that of a faulty message.',
    expected: `valid messages at ${valid.join(', ')}`,
    actual: `failed: ${misplaced.slice(0, 10).join(', ')}`,
  });
}

function holdsResults({ object }: Observation): Judgement {
  const data = object?.['data'];
  // A success without `data` is not for this check to report (ENV-01, ENV-02).
  if (!isObject(data)) return null;
  const holds = 'results' in data && Array.isArray(data.results) && 'summary' in data && isObject(data.summary);
  return that(holds, {
    message: 'The data of a batch lacks results or summary.',
    expected: 'results and summary',
    actual: Object.keys(data).join(', '),
  });
}

export const resultScenarios: readonly Scenario[] = [partial, partialAtSecondLook, single, greatest];
