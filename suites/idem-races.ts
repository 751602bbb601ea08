import {
  answeredOnce,
  describe,
  first,
  isConflict,
  isSuccess,
  madeOneMail,
  namesSameMail,
  refusedAsConflict,
  scenario,
  that,
  type Call,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { keyedMail } from './idem-keys.js';
import { countMails } from './idem-replay.js';
import { blockUnlessPossible } from './send.js';

/** Copies of a request sent at once. */
const copies = 10;
/** How often a measurement that showed nothing is made again. */
const attempts = 2;
/** Pauses before a copy that was refused in flight is sent again, in seconds: its original has been answered. */
const pauses = [0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

const sentAtOnce = scenario({
  id: 'IDEM.copies',
  title: `${copies} copies of a mail, then of a batch, at once`,
  verifies: ['IDEM-07', 'IDEM-08', 'IDEM-09'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: attempts * 2 * (copies + pauses.length), messages: attempts * 2 },
  run: async (t) => {
    await race(t, (attempt) => {
      const call = keyedMail(t, `copies ${attempt}`, t.unique(`copies ${attempt}`));
      return { call, subject: call.json.subject };
    });
    await race(t, (attempt) => {
      const mail = completeMail(t, `batches ${attempt}`);
      const idempotencyKey = t.unique(`batches ${attempt}`);
      const json = { messages: [mail] };
      return {
        call: { method: 'POST', path: '/emails/send/batch', as: 'sender', json, idempotencyKey },
        subject: mail.subject,
      };
    });
  },
});

interface Runner {
  readonly call: Call;
  readonly subject: string;
}

/** Sends copies at once until two were under way together; what they show is judged whatever it is. */
async function race(t: ScenarioContext, runner: (attempt: number) => Runner): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { call, subject } = runner(attempt);
    // Which of them comes first is open, so all may get its request id.
    const replayOf = { id: `the first of ${copies} copies` };
    const replies = await Promise.all(Array.from({ length: copies }, () => t.send({ ...call, replayOf })));
    const [one] = replies;
    if (one && replies.every(({ status }) => status === one.status)) blockUnlessPossible(t, one);
    t.check('IDEM-07', replies, first(answeredOnce(replies), madeOneMail(await countMails(t, subject, replies))));
    const refused = replies.filter(isConflict);
    if (refused.length > 0) await judgeRefused(t, call, replies);
    if (replies.some((seen) => !isSuccess(seen)) || overlapped(replies)) {
      if (refused.length === 0) skipUnrefused(t);
      return;
    }
  }
  for (const id of ['IDEM-07', 'IDEM-08', 'IDEM-09'] as const) {
    t.skip(id, 'the copies never reached the target together');
  }
}

/** Two of the requests were under way at the same time. */
function overlapped(replies: readonly Observation[]): boolean {
  const spans = replies
    .map(({ exchange: { timings } }) => ({ from: timings.startedAt, to: timings.startedAt + timings.totalMs }))
    .toSorted((a, b) => a.from - b.from);
  return spans.some(({ to }, at) => (spans[at + 1]?.from ?? Infinity) < to);
}

function skipUnrefused(t: ScenarioContext): void {
  for (const id of ['IDEM-08', 'IDEM-09'] as const) t.skip(id, 'no copy met a request that was still running');
}

async function judgeRefused(t: ScenarioContext, call: Call, replies: readonly Observation[]): Promise<void> {
  const original = replies.find(isSuccess);
  for (const seen of replies.filter(isConflict)) t.check('IDEM-08', seen, refusedAsConflict(seen));
  if (original === undefined) t.skip('IDEM-09', 'no copy was accepted');
  else await comesThrough(t, call, original);
}

/** A copy that was refused in flight gets the reply in the end. */
async function comesThrough(t: ScenarioContext, call: Call, original: Observation): Promise<void> {
  const seen = await askUntilAnswered(t, { ...call, replayOf: original });
  const stuck: Judgement = that(!isConflict(seen), {
    message: 'A copy is refused as if the first request still ran.',
    expected: describe(original),
    actual: describe(seen),
  });
  t.check('IDEM-09', [original, seen], first(stuck, namesSameMail(original, seen)));
}

/** Asks again after growing pauses while it conflicts. */
async function askUntilAnswered(t: ScenarioContext, call: Call): Promise<Observation> {
  for (const pause of pauses.slice(0, -1)) {
    await t.wait(pause);
    const seen = await t.send(call);
    if (!isConflict(seen)) return seen;
  }
  await t.wait(pauses.at(-1) ?? 0);
  return t.send(call);
}

/** How long the target is made to take, how long a copy waits, and what must be left of the first when it is sent. */
const slow = { delay: 400, headStart: 100, overlap: 100 };

const inFlight = scenario({
  id: 'IDEM.in-flight',
  title: 'a copy follows while the first mail is held up',
  verifies: ['IDEM-08', 'IDEM-09'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['delay'],
  operations: ['POST /emails/send'],
  price: { requests: attempts * 2 + pauses.length, messages: attempts },
  exclusive: true,
  run: async (t) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const call = keyedMail(t, `slow ${attempt}`, t.unique(`slow ${attempt}`));
      const { original, copy } = await follow(t, call);
      blockUnlessPossible(t, original);
      if (!wasRunning(original, copy)) continue;
      t.check('IDEM-08', [original, copy], refusedInFlight(copy));
      if (isConflict(copy)) await comesThrough(t, call, original);
      else t.skip('IDEM-09', 'no copy was refused in flight');
      return;
    }
    for (const id of ['IDEM-08', 'IDEM-09'] as const) t.skip(id, 'the first request was finished too soon');
  },
});

/** Sends a mail that takes its time, and a copy close behind it. */
async function follow(t: ScenarioContext, call: Call): Promise<{ original: Observation; copy: Observation }> {
  await t.controls.delay(slow.delay);
  const [original, copy] = await Promise.all([
    t.send(call),
    t.wait(slow.headStart / 1000).then(() => t.send({ ...call, replayOf: { id: 'the mail that is held up' } })),
  ]);
  await t.controls.delay(0);
  return { original, copy };
}

function wasRunning(original: Observation, copy: Observation): boolean {
  const { startedAt, totalMs } = original.exchange.timings;
  return startedAt + totalMs - copy.exchange.timings.startedAt >= slow.overlap;
}

function refusedInFlight(copy: Observation): Judgement {
  const processed = that(!isSuccess(copy), {
    message: 'A copy of a running request waits for it, or is processed.',
    expected: '409 idempotency_conflict',
    actual: describe(copy),
  });
  return processed ?? refusedAsConflict(copy);
}

export const raceScenarios: readonly Scenario[] = [sentAtOnce, inFlight];
