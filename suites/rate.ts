import {
  allowanceOf,
  scenario,
  that,
  type Call,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { inTurn, isCounted, measureRow, obstacleIn, readRow, repeated, unlessShared, type Row } from './rate-row.js';
import { rateUploadSuite } from './rate-upload.js';
import { rateWindowSuite } from './rate-window.js';
import { refusable } from './refusable.js';
import { blockUnlessPossible } from './send.js';
import { undeliverable } from './undeliverable.js';

const sends = ['POST /emails/send', 'POST /emails/send/batch'];
const probe = refusable('/emails/send', 'sender');
const brokenJson: Call = {
  method: 'POST',
  path: '/emails/send',
  as: 'sender',
  headers: [['Content-Type', 'application/json']],
  bytes: '{"subject": ',
};

function batchOf(messages: readonly object[]): Call {
  return { method: 'POST', path: '/emails/send/batch', as: 'sender', json: { messages } };
}

/** Sends that are refused for their members: enough that their number shows. */
const rowLength = 6;
/** A window may end at any time; rows that cost no mail are then measured again. */
const probeAttempts = 2;

const counting = scenario({
  id: 'RATE.counting',
  title: 'refused sends, one after the other',
  verifies: ['RATE-04', 'RATE-07', 'RATE-15', 'RATE-17'],
  mode: 'safe',
  operations: sends,
  price: { requests: 76, messages: 0 },
  exclusive: true,
  run: async (t) => {
    const measure = () => measureRow(t, repeated(probe, rowLength), probeAttempts);
    const accuses = ({ counting }: Row) => counting === 'more';
    const usual = await unlessShared(t, await measure(), { accuses, probe, again: measure });
    const obstacle = obstacleIn(usual);
    if (obstacle !== null) {
      for (const id of ['RATE-04', 'RATE-07', 'RATE-15', 'RATE-17'] as const) t.skip(id, obstacle);
      return;
    }
    t.check('RATE-15', usual.replies, counts(usual.counting !== 'none', 'A refused send is not counted.', usual));
    await measureBrokenJson(t);
    if (usual.counting === 'none') {
      for (const id of ['RATE-04', 'RATE-07', 'RATE-17'] as const) t.skip(id, 'refused requests are not counted');
      return;
    }
    t.check('RATE-04', usual.replies, counts(usual.counting === 'each', 'A request does not take one unit.', usual));
    const most = Math.max(...usual.units);
    await measureBatches(t, most);
    await measureStranger(t, most);
  },
});

async function measureBrokenJson(t: ScenarioContext): Promise<void> {
  const broken = await measureRow(t, [probe, ...repeated(brokenJson, 3)], probeAttempts);
  if (obstacleIn(broken) !== null) return;
  t.check('RATE-15', broken.replies, counts(isCounted(broken), 'Broken JSON is not counted.', broken));
}

/** Most messages last; the probe after it shows what was counted late. */
async function measureBatches(t: ScenarioContext, most: number): Promise<void> {
  const { batchMax } = t.profile.values;
  const batches = [1, Math.ceil(batchMax / 2), batchMax].map((size) => batchOf(repeated(undeliverable, size)));
  const measure = () => measureRow(t, [probe, ...batches, probe], probeAttempts);
  const row = await unlessShared(t, await measure(), { accuses: takesMoreThan(most), probe, again: measure });
  if (row.counting === null) t.skip('RATE-07', row.reason);
  else
    t.check('RATE-07', row.replies, counts(Math.max(...row.units) <= most, 'A batch takes more than a request.', row));
}

async function measureStranger(t: ScenarioContext, most: number): Promise<void> {
  const strangers: Observation[] = [];
  const measure = async () => {
    const mark = await t.send(probe);
    strangers.push(
      await t.send(refusable('/emails/send', { authorization: `Bearer smx_mbx_${t.unique('stranger')}` })),
    );
    return readRow(t, [mark, await t.send(probe)]);
  };
  const row = await unlessShared(t, await measure(), { accuses: takesMoreThan(most), probe, again: measure });
  const charged = 'A request with an unknown key takes from a key in force.';
  if (row.counting === null) t.skip('RATE-17', row.reason);
  else t.check('RATE-17', [...strangers, ...row.replies], counts(Math.max(...row.units) <= most, charged, row));
}

function takesMoreThan(most: number): (row: Row) => boolean {
  return ({ units }) => Math.max(...units) > most;
}

function counts(holds: boolean, message: string, { units }: { readonly units: readonly number[] }): Judgement {
  return that(holds, {
    message,
    expected: 'one unit for each request',
    actual: `Remaining fell by ${units.join(', ')}`,
  });
}

/** Messages of the accepted batch: enough that their number shows. */
const batchSize = 3;
/** Units that its request may take: fewer than there are messages. */
const mostOfBatch = 2;

const spending = scenario({
  id: 'RATE.spending',
  title: 'an accepted mail, its replays and an accepted batch',
  verifies: ['RATE-04', 'RATE-07', 'RATE-20'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: sends,
  price: { requests: 20, messages: 1 + 2 * batchSize },
  exclusive: true,
  run: async (t) => {
    const mail = { ...probe, json: completeMail(t, 'spending'), idempotencyKey: t.unique('spending') };
    const first = await t.send(mail);
    blockUnlessPossible(t, first);
    const replays = await measureRow(t, repeated({ ...mail, replayOf: first }, 4));
    const obstacle = obstacleIn(replays);
    if (obstacle !== null) t.skip('RATE-20', obstacle);
    else t.check('RATE-20', replays.replies, counts(isCounted(replays), 'A replay is not counted.', replays));
    await measureAccepted(t);
  },
});

async function measureAccepted(t: ScenarioContext): Promise<void> {
  const messages = Array.from({ length: batchSize }, (_, at) => completeMail(t, `spending ${at}`));
  const measure = () => measureRow(t, [probe, batchOf(messages), probe, probe]);
  const accuses = takesMoreThan(mostOfBatch);
  const row = await unlessShared(t, await measure(), { accuses, probe, again: measure });
  const obstacle = obstacleIn(row);
  if (row.counting === null) {
    for (const id of ['RATE-04', 'RATE-07'] as const) t.skip(id, row.reason);
    return;
  }
  t.check('RATE-07', row.replies, counts(!accuses(row), 'A batch takes more than a request.', row));
  if (obstacle !== null) t.skip('RATE-04', obstacle);
  else t.check('RATE-04', row.replies, counts(row.counting !== 'none', 'Remaining never changes.', row));
}

/** Requests with one key between two with another. */
const between = 5;

const keys = scenario({
  id: 'RATE.keys',
  title: 'two keys of a team in turn',
  verifies: ['RATE-08'],
  mode: 'safe',
  principals: ['sender', 'secondSender'],
  operations: ['POST /emails/send'],
  price: { requests: 17, messages: 0 },
  exclusive: true,
  run: async (t) => {
    const other = refusable('/emails/send', 'secondSender');
    const measure = async () => {
      const before = await t.send(other);
      await inTurn(t, repeated(probe, between));
      return readRow(t, [before, await t.send(other)]);
    };
    const accuses = takesMoreThan(between);
    const row = await unlessShared(t, await measure(), { accuses, probe: other, again: measure });
    const [cost = 0] = row.units;
    if (row.counting === null) t.skip('RATE-08', row.reason);
    else if (cost > 1 && cost <= between) t.skip('RATE-08', 'somebody else uses the key at the same time');
    else if (cost < 1) t.skip('RATE-08', 'refused requests are not counted');
    else t.check('RATE-08', row.replies, othersPay(cost));
  },
});

function othersPay(cost: number): Judgement {
  return that(cost === 1, {
    message: 'Requests with one key take from the allowance of another.',
    expected: 'Remaining falls by 1',
    actual: `Remaining falls by ${cost}`,
  });
}

const refill = scenario({
  id: 'RATE.refill',
  title: 'a key before and after the end of its window',
  verifies: ['RATE-06'],
  mode: 'full',
  operations: ['POST /emails/send'],
  controls: ['clock'],
  price: { requests: 3, messages: 0 },
  exclusive: true,
  run: async (t) => {
    const before = await inTurn(t, [probe, probe]);
    await t.controls.advanceClock(t.profile.values.rateWindowSeconds + 1);
    const after = await t.send(probe);
    const [one, other] = before.map(allowanceOf);
    const full = allowanceOf(after);
    if (!one || !other || !full) t.skip('RATE-06', 'the replies show no readable allowance');
    else t.check('RATE-06', [...before, after], isFull(full.limit - full.remaining, one.remaining - other.remaining));
  },
});

function isFull(used: number, usual: number): Judgement {
  return that(used <= Math.max(usual, 1), {
    message: 'Remaining is not full again after the end of the window.',
    expected: 'all but what the first request takes',
    actual: `${used} units are used`,
  });
}

export const rateSuite: readonly Scenario[] = [
  counting,
  spending,
  keys,
  refill,
  ...rateUploadSuite,
  ...rateWindowSuite,
];
