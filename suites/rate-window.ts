import {
  accepted,
  allowanceOf,
  describe,
  errorReply,
  first,
  scenario,
  that,
  type Allowance,
  type Call,
  type Caller,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { refusable } from './refusable.js';

const verified = ['RATE-09', 'RATE-10', 'RATE-11', 'RATE-12', 'RATE-13', 'RATE-14'] as const;
const operations = ['POST /emails/send'];

/** How a window is used up: a small one with the clock of the target, or the real one in real time. */
interface Window {
  readonly as: Caller;
  /** Requests in flight at the same time. */
  readonly lanes: number;
  /** Of the requests that Remaining promises, how many may be refused: algorithms that slide round a little. */
  readonly tolerance: number;
  /** Requests sent beyond the allowance before giving up on a 429. */
  readonly excess: number;
  /** Lets seconds pass at the target. */
  pass(seconds: number): Promise<void>;
  /** How many mails with this subject were queued; null: the target does not tell. */
  queued(subject: string): Promise<number | null>;
}

/** An allowance that is used up in no time. */
const smallLimit = 5;

const smallWindow = scenario({
  id: 'RATE.window',
  title: 'a small allowance is used up',
  verifies: verified,
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  controls: ['rate-limit', 'clock', 'messages'],
  price: { requests: 12, messages: 2 },
  exclusive: true,
  run: async (t) => {
    await t.controls.setRateLimit(smallLimit, t.profile.values.rateWindowSeconds);
    await useUp(t, {
      as: 'sender',
      lanes: 1,
      tolerance: 0,
      excess: 2,
      pass: (seconds) => t.controls.advanceClock(seconds),
      queued: async (subject) => (await t.controls.messages(subject)).length,
    });
  },
});

/** Largest allowance that the price of the burst covers. */
const burstMost = 1800;

const burst = scenario({
  id: 'RATE.burst',
  title: 'the whole allowance of a key is used up',
  verifies: verified,
  mode: 'disruptive',
  principals: ['secondSender'],
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 2000, messages: 2 },
  exclusive: true,
  wanted: ({ values }) => values.rateLimit <= burstMost || `the burst is priced for ${burstMost} requests a window`,
  run: async (t) => {
    const { rateLimit } = t.profile.values;
    await useUp(t, {
      as: 'secondSender',
      lanes: 16,
      tolerance: Math.ceil(rateLimit * 0.02),
      excess: Math.ceil(rateLimit * 0.1),
      pass: (seconds) => t.wait(seconds),
      queued: () => Promise.resolve(null),
    });
  },
});

async function useUp(t: ScenarioContext, window: Window): Promise<void> {
  const opening = await knock(t, refusable('/emails/send', window.as));
  const allowance = allowanceOf(opening);
  if (allowance === null) {
    skipAll(t, 'the replies show no readable allowance');
    return;
  }
  const within = await flood(t, window, allowance.remaining);
  if (allowance.remaining > 1 && within.every((seen) => leftOf(seen) === allowance.remaining)) {
    skipAll(t, 'refused requests are not counted, and only they are cheap enough to use up an allowance');
    return;
  }
  const early = within.filter(isRefused);
  if (early.length > 0 && leastPromised([opening, ...within]) < window.lanes) {
    t.skip(
      'RATE-14',
      'Remaining fell faster than these requests explain: somebody else uses the key, or each costs more',
    );
  } else t.check('RATE-14', [opening, ...within], keepsItsPromise(early.length, allowance, window));
  const refusal = early[0] ?? (await findRefusal(t, window));
  if (refusal !== undefined) {
    t.check('RATE-09', refusal, errorReply(refusal, { status: 429, code: 'rate_limit_exceeded', retryable: true }));
    // What a 429 says of the wait is read on all traffic; here it is made sure that there is one.
    for (const id of ['RATE-10', 'RATE-11'] as const) t.check(id, refusal, null);
    await outlast(t, window, refusal);
    return;
  }
  const turned = within.some((seen) => (allowanceOf(seen)?.reset ?? 0) > allowance.reset + 1);
  if (turned) skipAll(t, 'the window ended before its allowance was used up: the target is too slow for it');
  else t.check('RATE-09', [opening, ...within], unlimited(allowance));
  skipAll(t, 'no request was refused with 429', ['RATE-10', 'RATE-11', 'RATE-12', 'RATE-13']);
}

function skipAll(t: ScenarioContext, reason: string, ids: readonly RequirementId[] = verified): void {
  for (const id of ids) t.skip(id, reason);
}

async function flood(t: ScenarioContext, { as, lanes }: Window, requests: number): Promise<readonly Observation[]> {
  const replies: Observation[] = [];
  let left = requests;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      replies.push(await knock(t, refusable('/emails/send', as)));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return replies;
}

async function findRefusal(t: ScenarioContext, { as, excess }: Window): Promise<Observation | undefined> {
  for (let sent = 0; sent < excess; sent += 1) {
    const seen = await knock(t, refusable('/emails/send', as));
    if (isRefused(seen)) return seen;
  }
  return undefined;
}

/** Sends a request and takes what comes: a 429 is what is looked for here, not a reason to ask again. */
async function knock(t: ScenarioContext, call: Call): Promise<Observation> {
  return (await t.attempt(call)) ?? t.block('a request got no answer');
}

function isRefused({ status }: Observation): boolean {
  return status === 429;
}

function leftOf(seen: Observation): number | undefined {
  return allowanceOf(seen)?.remaining;
}

/** What Remaining said in the end, before the first refusal: a target that still promised more than is in flight breaks its word. */
function leastPromised(replies: readonly Observation[]): number {
  return Math.min(...replies.filter((seen) => !isRefused(seen)).flatMap((seen) => leftOf(seen) ?? []));
}

function keepsItsPromise(refused: number, { remaining }: Allowance, { tolerance }: Window): Judgement {
  return that(refused <= tolerance, {
    message: 'Requests within the allowance are refused with 429.',
    expected: `${remaining} more requests, as Remaining says`,
    actual: `${refused} of them are refused`,
  });
}

function unlimited({ limit }: Allowance): Judgement {
  return {
    message: 'Requests beyond the allowance are not refused with 429.',
    expected: `429 after ${limit} requests`,
    actual: 'no 429',
  };
}

/** From the first 429 to the end of the window: what it leaves behind, and whether it ends as announced. */
async function outlast(t: ScenarioContext, window: Window, refusal: Observation): Promise<void> {
  const mail = completeMail(t, 'window');
  const call: Call = { ...refusable('/emails/send', window.as), json: mail, idempotencyKey: t.unique('window') };
  const refusedMail = await knock(t, call);
  const seconds = waitOf(refusal, t);
  if (seconds === null) {
    skipAll(t, 'the 429 does not say how long to wait within the window', ['RATE-12', 'RATE-13']);
    return;
  }
  const half = Math.floor(seconds / 2);
  await window.pass(half);
  await knock(t, refusable('/emails/send', window.as));
  await window.pass(seconds - half);
  const after = await knock(t, refusable('/emails/send', window.as));
  t.check('RATE-13', [refusal, after], isAdmitted(after));
  if (!isRefused(refusedMail)) t.skip('RATE-12', 'the window ended too early');
  else if (isRefused(after)) t.skip('RATE-12', 'the key is still refused');
  else await repeat(t, window, { subject: mail.subject, call, refusal: refusedMail });
}

/** Seconds to wait as a 429 says; null when it says nothing readable, nothing at all, or more than a window. */
function waitOf(refusal: Observation, { profile }: ScenarioContext): number | null {
  const value = refusal.header('Retry-After') ?? '';
  const seconds = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  return seconds > 0 && seconds <= profile.values.rateWindowSeconds ? seconds : null;
}

function isAdmitted(seen: Observation): Judgement {
  return that(!isRefused(seen), {
    message: 'After Retry-After the request is still refused.',
    expected: 'any status but 429',
    actual: describe(seen),
  });
}

interface RefusedMail {
  readonly subject: string;
  readonly call: Call;
  readonly refusal: Observation;
}

/** The mail that was refused must now be sent as if it had never been asked for. */
async function repeat(t: ScenarioContext, window: Window, { subject, call, refusal }: RefusedMail): Promise<void> {
  const before = (await window.queued(subject)) ?? 0;
  t.check('RATE-12', refusal, queuedTimes(before, 0));
  const again = await knock(t, { ...call, replayOf: refusal });
  const stored = [409, 429].includes(again.status);
  if (accepted(again) !== null && !stored) {
    t.skip('RATE-12', `the mail was refused for another reason: ${describe(again)}`);
    return;
  }
  t.check(
    'RATE-12',
    [refusal, again],
    first(isFresh(stored, again), queuedTimes((await window.queued(subject)) ?? 1, 1)),
  );
}

function isFresh(stored: boolean, again: Observation): Judgement {
  return that(!stored, {
    message: 'The 429 is kept under its idempotency key.',
    expected: 'the mail is accepted as a first request',
    actual: describe(again),
  });
}

function queuedTimes(count: number, want: number): Judgement {
  return that(count <= want, {
    message: 'A mail was queued although it was refused with 429.',
    expected: `${want} queued`,
    actual: `${count} queued`,
  });
}

export const rateWindowSuite: readonly Scenario[] = [smallWindow, burst];
