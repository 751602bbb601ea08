import type { CheckContext, Observation, Violation } from './check.js';
import { errorOf } from './envelope.js';
import { isDocumentRequest, isServerWide } from './scope.js';
import { show, showHeader } from './show.js';

/** The three headers that tell the allowance of a key. */
export const rateHeaders = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] as const;
export type RateHeader = (typeof rateHeaders)[number];

/** The value of a header, lines of the same name joined as RFC 9110 section 5.3 has it; null: absent. */
function valueOf(seen: Observation, name: RateHeader): string | null {
  const lines = seen.headerLines(name);
  return lines.length === 0 ? null : lines.join(', ');
}

/** The value of a header as a number; null when it is absent or no plain decimal integer. */
export function rateNumber(seen: Observation, name: RateHeader): number | null {
  return seen.once(readAllowance)[name];
}

/** All three at once: several checks ask for each. */
function readAllowance(seen: Observation): Readonly<Record<RateHeader, number | null>> {
  const read = (name: RateHeader) => wholeNumber(valueOf(seen, name));
  return {
    'X-RateLimit-Limit': read('X-RateLimit-Limit'),
    'X-RateLimit-Remaining': read('X-RateLimit-Remaining'),
    'X-RateLimit-Reset': read('X-RateLimit-Reset'),
  };
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

/** False where a test control set another limit: the profile says nothing of that one. */
export function isUnderOwnLimit({ exchange: { intent } }: Observation): boolean {
  return !intent.faulted && intent.limited !== true;
}

export function missingRateHeaders(seen: Observation): readonly RateHeader[] {
  return seen.once(readMissing);
}

function readMissing(seen: Observation): readonly RateHeader[] {
  return rateHeaders.filter((name) => valueOf(seen, name) === null);
}

export function showsAllowance(seen: Observation): boolean {
  return missingRateHeaders(seen).length < rateHeaders.length;
}

/** The reply answers a key in force, in an operation that asks for one. A 401 says that the key was not taken. */
export function answersKey(seen: Observation, context: CheckContext): boolean {
  const { operation, exchange } = seen;
  if (!exchange.intent.authenticated || operation === null || operation.security?.length === 0) return false;
  return seen.status !== 401 && !isServerWide(seen) && !isDocumentRequest(seen, context) && isOfTheApi(seen);
}

const maybeOfAProxy: readonly number[] = [400, 408, 413, 414, 429, 431];

/** What a server or proxy in front of the API answers by itself knows nothing of keys. */
function isOfTheApi(seen: Observation): boolean {
  const maybeInFront = seen.status >= 500 || maybeOfAProxy.includes(seen.status);
  return !maybeInFront || errorOf(seen) !== null;
}

/** What is wrong with the form of the values that a reply shows. */
export function malformedAllowance(seen: Observation): readonly Violation[] {
  return seen.once(readMalformed);
}

function readMalformed(seen: Observation): readonly Violation[] {
  const odd = rateHeaders.filter((name) => valueOf(seen, name) !== null && rateNumber(seen, name) === null);
  const violations = odd.map((name) => ({
    message: `${name} is no plain decimal integer.`,
    expected: 'digits only',
    actual: showHeader(valueOf(seen, name)),
  }));
  const [limit, remaining] = [rateNumber(seen, 'X-RateLimit-Limit'), rateNumber(seen, 'X-RateLimit-Remaining')];
  if (limit === null || remaining === null || remaining <= limit) return violations;
  return [
    ...violations,
    { message: 'Remaining is greater than Limit.', expected: `0 to ${limit}`, actual: show(remaining) },
  ];
}

/** The time of the reply by the target's clock, in seconds since 1970; null when it does not tell. */
export function dateOf(seen: Observation): number | null {
  return seen.once(readDate);
}

function readDate(seen: Observation): number | null {
  const date = Date.parse(seen.header('date') ?? '');
  return Number.isNaN(date) ? null : date / 1000;
}

/** What is wrong with Reset as a point in time; null also when it is absent or no integer. */
export function misplacedReset(seen: Observation, { profile }: CheckContext): Violation | null {
  const reset = rateNumber(seen, 'X-RateLimit-Reset');
  if (reset === null) return null;
  const { rateWindowSeconds: window, clockSkewSeconds: skew } = profile.values;
  const fits = (now: number) => reset >= now - skew && reset <= now + window + skew;
  const ours = seen.exchange.timings.startedAt / 1000;
  // A cache in between may repeat an old Date, and the target's clock may be wrong as a whole: one reading suffices.
  if (fits(ours)) return null;
  const theirs = dateOf(seen);
  if (theirs !== null && fits(theirs)) return null;
  return {
    message: 'Reset is not Unix time in seconds within the window.',
    expected: `at most ${window} s after ${Math.floor(theirs ?? ours)}`,
    actual: show(reset),
  };
}
