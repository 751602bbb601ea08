import { withStatus } from './about.js';
import type { CheckContext, Invariant, Observation, Violation } from './check.js';
import { errorOf } from './envelope.js';
import { errorReply } from './judge.js';
import { dateOf, misplacedReset, rateNumber } from './rate-state.js';
import { show, showHeader } from './show.js';

const exceeded = 'rate_limit_exceeded';
/** Seconds by which Retry-After and Reset may differ. */
const agreement = 2;

/** Other codes of the vocabulary that also come with 429, such as that of a daily cap. */
function otherCodes({ profile }: CheckContext): readonly string[] {
  const published = Object.entries(profile.errorCodes).filter(([, { status }]) => status === 429);
  const extra = Object.entries(profile.options.extraErrorCodes).filter(([, status]) => status === 429);
  return [...published, ...extra].map(([code]) => code).filter((code) => code !== exceeded);
}

/** A 429 that is, or should be, about the allowance of the key. */
function isRateRefusal(seen: Observation, context: CheckContext): boolean {
  if (seen.operation === null) return false;
  const code = errorOf(seen)?.['code'];
  return typeof code === 'string' && !otherCodes(context).includes(code);
}

/** RATE-09: what a 429 says. That it comes takes a scenario. */
export const refusalNamesTheAllowance: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-09',
  about: withStatus(429),
  applies: isRateRefusal,
  judge: (seen) => {
    const judgement = errorReply(seen, { status: 429, code: exceeded, retryable: true });
    return judgement === null ? [] : [judgement];
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused with 429' },
};

/** Retry-After as it stands, when it is an integer; any other form is HDR-12's. */
function secondsOf(seen: Observation): number | null {
  const value = seen.header('retry-after');
  return value !== null && /^-?\d{1,9}$/.test(value) ? Number(value) : null;
}

function wrongWait(seen: Observation, { profile }: CheckContext): Violation | null {
  const expected = `1 to ${profile.values.rateWindowSeconds} seconds`;
  const actual = showHeader(seen.header('retry-after'));
  if (seen.header('retry-after') === null) return { message: 'A 429 has no Retry-After.', expected, actual };
  const seconds = secondsOf(seen);
  if (seconds === null) return null;
  if (seconds > profile.values.rateWindowSeconds) {
    return { message: 'Retry-After is longer than the window.', expected, actual };
  }
  if (seconds >= 1 || (seconds === 0 && isLastSecond(seen))) return null;
  return { message: 'Retry-After is too short to wait for.', expected, actual };
}

function isLastSecond(seen: Observation): boolean {
  const [reset, now] = [rateNumber(seen, 'X-RateLimit-Reset'), dateOf(seen)];
  return reset !== null && now !== null && reset - now <= 1;
}

/** RATE-10 */
export const refusalSaysHowLong: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-10',
  about: withStatus(429),
  applies: isRateRefusal,
  judge: (seen, context) => {
    const violation = wrongWait(seen, context);
    return violation === null ? [] : [violation];
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused with 429' },
};

/** RATE-11. Values that are wrong by themselves are reported by RATE-03, RATE-05 and RATE-10. */
export const refusalAgreesWithItself: Invariant = {
  kind: 'invariant',
  requirement: 'RATE-11',
  about: withStatus(429),
  applies: (seen, context) => isRateRefusal(seen, context) && seen.exchange.intent.replayOf === null,
  judge: (seen, context) => [...notUsedUp(seen), ...disagreement(seen, context)],
  unseen: { outcome: 'not-tested', reason: 'no request was refused with 429' },
};

function notUsedUp(seen: Observation): readonly Violation[] {
  const remaining = rateNumber(seen, 'X-RateLimit-Remaining');
  if (remaining === null || remaining === 0) return [];
  return [{ message: 'Remaining is not 0 on a 429.', expected: '0', actual: show(remaining) }];
}

function disagreement(seen: Observation, context: CheckContext): readonly Violation[] {
  const [seconds, reset, now] = [secondsOf(seen), rateNumber(seen, 'X-RateLimit-Reset'), dateOf(seen)];
  const sound = wrongWait(seen, context) === null && misplacedReset(seen, context) === null;
  if (!sound || seconds === null || reset === null || now === null) return [];
  const left = reset - now;
  if (Math.abs(left - seconds) <= agreement) return [];
  return [
    {
      message: 'Retry-After and Reset disagree.',
      expected: `${Math.max(left, 0)} seconds, as Reset says`,
      actual: show(seconds),
    },
  ];
}
