import { expect, test } from 'vitest';
import { folded, judged } from '../../test/support/judged.js';
import { contextFor, failure, made, success, type Made } from '../../test/support/observation.js';
import type { HeaderLine } from '../http/exchange.js';
import { findProfile } from '../requirements/profiles/index.js';
import type { Observation } from './check.js';
import { costsOf, countingOf, refillDuring } from './rate-count.js';
import {
  allowanceIsThePublishedOne,
  allowanceIsWellFormed,
  documentShowsASoundAllowance,
  keysSeeTheirAllowance,
  notModifiedShowsTheAllowance,
  refusedKeysShowASoundAllowance,
  resetIsUnixTime,
} from './rate-headers.js';
import { refusalAgreesWithItself, refusalNamesTheAllowance, refusalSaysHowLong } from './rate-refusal.js';
import { resetNeverMovesBack } from './rate-reset.js';

type Said = 'silent' | readonly string[];

/** The time of all replies here, Unix seconds. */
const now = 1_780_000_000;
const date: HeaderLine = ['Date', new Date(now * 1000).toUTCString()];

interface Told {
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
  readonly wait?: string;
}

function told({ limit, remaining, reset, wait }: Told): readonly HeaderLine[] {
  const lines = [
    ['X-RateLimit-Limit', limit],
    ['X-RateLimit-Remaining', remaining],
    ['x-ratelimit-reset', reset],
    ['Retry-After', wait],
  ] as const;
  return [date, ...lines.flatMap(([name, value]): HeaderLine[] => (value === undefined ? [] : [[name, value]]))];
}

const sound = { limit: '1800', remaining: '1799', reset: String(now + 60) };
const document: Made = { method: 'GET', path: '/openapi.json', body: { openapi: '3.1.0' } };
const lacks = ['A reply to a valid key lacks X-RateLimit headers.'];

/** A reply to a request that began now. */
function reply(what: Made): Observation {
  return made({ ...what, timings: { startedAt: now * 1000, firstByteMs: 1, totalMs: 1 } });
}

test.each<[string, Made, Said]>([
  ['all three', { headers: told(sound) }, []],
  ['none', { body: success() }, lacks],
  ['one missing', { headers: told({ limit: '1800', remaining: '9' }) }, lacks],
  ['a failure without', { status: 422, body: failure() }, lacks],
  ['a 401', { status: 401, body: failure() }, 'silent'],
  ['a 304', { status: 304 }, 'silent'],
  ['no key', { intent: { authenticated: false } }, 'silent'],
  ['the document', document, 'silent'],
  ['an unknown path', { path: '/nowhere', status: 404, body: failure() }, 'silent'],
  ['a proxy that refuses the size', { status: 413, body: '<h1>413</h1>', type: 'text/html' }, 'silent'],
  ['a proxy without a server behind it', { status: 502, body: '<h1>502</h1>', type: 'text/html' }, 'silent'],
  ['an outage of the API', { status: 503, body: failure({ code: 'service_unavailable' }) }, lacks],
])('RATE-01 of %s', (_, what, want) => {
  expect(judged(keysSeeTheirAllowance, made(what))).toEqual(want);
});

test('RATE-01 includes a 304 where the profile says so', () => {
  const profile = findProfile('sending@2026-08');
  const context = contextFor({ profile: { ...profile, options: { ...profile.options, rateHeadersScope: 'all' } } });
  expect(judged(keysSeeTheirAllowance, made({ status: 304 }), context)).toEqual(lacks);
});

test.each<[string, Made, Said]>([
  ['the published allowance', { headers: told(sound) }, []],
  ['600', { headers: told({ ...sound, limit: '600' }) }, ['Limit is not the published one.']],
  ['a root key with 600', { headers: told({ ...sound, limit: '600' }), intent: { principal: 'root' } }, 'silent'],
  ['an allowance set by a control', { headers: told({ ...sound, limit: '5' }), intent: { faulted: true } }, 'silent'],
  ['a value with a comma', { headers: told({ ...sound, limit: '1,800' }) }, 'silent'],
])('RATE-02 of %s', (_, what, want) => {
  expect(judged(allowanceIsThePublishedOne, made(what))).toEqual(want);
});

const odd = (name: string) => [`X-RateLimit-${name} is no plain decimal integer.`];

test.each<[string, readonly HeaderLine[], Said]>([
  ['plain integers', told(sound), []],
  ['nothing left', told({ ...sound, remaining: '0' }), []],
  ['a separator', told({ ...sound, limit: '1,800' }), odd('Limit')],
  ['a fraction', told({ ...sound, remaining: '1799.0' }), odd('Remaining')],
  ['less than nothing', told({ ...sound, remaining: '-1' }), odd('Remaining')],
  ['a date', told({ ...sound, reset: '2026-06-11T09:30:00Z' }), odd('Reset')],
  ['two lines of one name', [...told(sound), ['X-RateLimit-Limit', '1800']], odd('Limit')],
  ['more than the limit', told({ ...sound, remaining: '1801' }), ['Remaining is greater than Limit.']],
  ['no header', [], 'silent'],
])('RATE-03 of %s', (_, headers, want) => {
  expect(judged(allowanceIsWellFormed, made({ headers }))).toEqual(want);
});

const misplaced = ['Reset is not Unix time in seconds within the window.'];

test.each<[string, Made, Said]>([
  ['a window ahead', { headers: told(sound) }, []],
  ['now', { headers: told({ ...sound, reset: String(now) }) }, []],
  ['a little skew', { headers: told({ ...sound, reset: String(now + 64) }) }, []],
  ['milliseconds', { headers: told({ ...sound, reset: `${now}000` }) }, misplaced],
  ['seconds left', { headers: told({ ...sound, reset: '60' }) }, misplaced],
  ['the past', { headers: told({ ...sound, reset: String(now - 30) }) }, misplaced],
  ['an hour ahead', { headers: told({ ...sound, reset: String(now + 3600) }) }, misplaced],
  ['no number', { headers: told({ ...sound, reset: 'soon' }) }, 'silent'],
  ['another window set by a control', { headers: told({ ...sound, reset: '1' }), intent: { faulted: true } }, 'silent'],
])('RATE-05 of %s', (_, what, want) => {
  expect(judged(resetIsUnixTime, reply(what))).toEqual(want);
});

test('RATE-05 takes our clock where the Date of a reply is missing or old', () => {
  const undated = told(sound).filter(([name]) => name !== 'Date');
  expect(judged(resetIsUnixTime, reply({ headers: undated }))).toEqual([]);
  expect(judged(resetIsUnixTime, reply({ headers: [...undated, ['Date', new Date(0).toUTCString()]] }))).toEqual([]);
});

const at = (seconds: number, more: Made = {}): Made => ({
  ...more,
  headers: told({ ...sound, reset: String(now + seconds) }),
});
const back = ['Reset moves backwards.'];

test.each<[string, readonly Made[], readonly Said[]]>([
  ['a window and the next', [at(10), at(10), at(60)], ['silent', [], []]],
  ['a step back', [at(60), at(30)], ['silent', back]],
  ['a second of rounding', [at(60), at(59)], ['silent', []]],
  ['another key', [at(60), at(30, { intent: { principal: 'secondSender' } })], ['silent', 'silent']],
  ['windows set by a control', [at(60), at(30, { intent: { faulted: true } })], ['silent', 'silent']],
])('RATE-06 of %s', (_, what, want) => {
  // Each begins after the one before it has ended.
  const replies = what.map((one, turn) =>
    made({ ...one, timings: { startedAt: 10 * turn, firstByteMs: 1, totalMs: 5 } }),
  );
  expect(folded(resetNeverMovesBack, replies)).toEqual(want);
});

test('RATE-06 lets requests that were under way together overtake each other', () => {
  expect(folded(resetNeverMovesBack, [made(at(60)), made(at(30))])).toEqual(['silent', 'silent']);
});

const refusal = (headers: Told, error: Readonly<Record<string, unknown>> = {}): Made => ({
  status: 429,
  body: failure({ code: 'rate_limit_exceeded', retryable: true, ...error }),
  headers: told({ ...sound, remaining: '0', wait: '60', ...headers }),
});

test.each<[string, Made, Said]>([
  ['the published refusal', refusal({}), []],
  ['another code', refusal({}, { code: 'too_many_requests' }), ['error.code is not as expected.']],
  ['a final refusal', refusal({}, { retryable: false }), ['error.retryable is not as expected.']],
  ['a daily cap', refusal({}, { code: 'daily_limit_exceeded' }), 'silent'],
  ['an unknown path', { ...refusal({}, { code: 'x' }), path: '/nowhere' }, 'silent'],
  ['a front that knows no envelope', { status: 429, body: 'slow down', type: 'text/plain' }, 'silent'],
])('RATE-09 of %s', (_, what, want) => {
  expect(judged(refusalNamesTheAllowance, made(what))).toEqual(want);
});

const short = ['Retry-After is too short to wait for.'];

test.each<[string, Made, Said]>([
  ['a window', refusal({}), []],
  ['nothing', { ...refusal({}), headers: told({ ...sound, remaining: '0' }) }, ['A 429 has no Retry-After.']],
  ['an hour', refusal({ wait: '3600' }), ['Retry-After is longer than the window.']],
  ['less than nothing', refusal({ wait: '-5' }), short],
  ['no time', refusal({ wait: '0' }), short],
  ['no time in the last second', refusal({ wait: '0', reset: String(now + 1) }), []],
  ['a date, which is not its matter', refusal({ wait: 'Thu, 28 May 2026 00:00:00 GMT' }), []],
  ['a daily cap', refusal({ wait: '3600' }, { code: 'daily_limit_exceeded' }), 'silent'],
])('RATE-10 of %s', (_, what, want) => {
  expect(judged(refusalSaysHowLong, reply(what))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['agreement', refusal({}), []],
  ['two seconds apart', refusal({ wait: '58' }), []],
  ['half a window apart', refusal({ wait: '30' }), ['Retry-After and Reset disagree.']],
  ['something left', refusal({ remaining: '3' }), ['Remaining is not 0 on a 429.']],
  ['a wait that is wrong by itself', refusal({ wait: '3600' }), []],
  ['a Reset that is wrong by itself', refusal({ reset: '60', wait: '30' }), []],
  ['a stored refusal', { ...refusal({ remaining: '3' }), intent: { replayOf: 'TEST.made/0' } }, 'silent'],
])('RATE-11 of %s', (_, what, want) => {
  expect(judged(refusalAgreesWithItself, reply(what))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['a document without', document, []],
  ['a sound one', { ...document, headers: told(sound) }, []],
  ['another form', { ...document, headers: told({ limit: '100;w=60' }) }, odd('Limit')],
  ['seconds left', { ...document, headers: told({ reset: '60' }) }, misplaced],
  ['a send', { headers: told({ limit: 'many' }) }, 'silent'],
])('RATE-16 of %s', (_, what, want) => {
  expect(judged(documentShowsASoundAllowance, reply(what))).toEqual(want);
});

test('RATE-16 misses the headers where the profile wants them everywhere', () => {
  const profile = findProfile('sending@2026-06');
  const context = contextFor({ profile: { ...profile, options: { ...profile.options, rateHeadersScope: 'all' } } });
  expect(judged(documentShowsASoundAllowance, made(document), context)).toEqual([
    'The document comes without X-RateLimit headers.',
  ]);
});

test('RATE-17 reads what a 401 tells, and nothing is fine', () => {
  const said = (headers: readonly HeaderLine[]) =>
    judged(refusedKeysShowASoundAllowance, made({ status: 401, headers }));
  expect(said([])).toEqual([]);
  expect(said(told({ remaining: '-1' }))).toEqual(odd('Remaining'));
});

test('RATE-18 looks for the headers on a 304 to a key', () => {
  const missing = ['A 304 to a valid key lacks X-RateLimit headers.'];
  expect(judged(notModifiedShowsTheAllowance, made({ status: 304 }))).toEqual(missing);
  expect(judged(notModifiedShowsTheAllowance, made({ status: 304, headers: told(sound) }))).toEqual([]);
  expect(judged(notModifiedShowsTheAllowance, made({ ...document, status: 304 }))).toBe('silent');
});

const left = (remaining: number, reset = now + 60): Observation => made(leaving(remaining, reset));

function leaving(remaining: number, reset: number): Made {
  return { headers: told({ ...sound, remaining: String(remaining), reset: String(reset) }) };
}

test('costs are the differences of Remaining, unless a window ended or nothing can be read', () => {
  expect(costsOf([left(9), left(8), left(6)])).toEqual({ kind: 'costs', units: [1, 2] });
  expect(costsOf([left(1), left(1799, now + 120)])).toMatchObject({ kind: 'unclear' });
  expect(costsOf([left(9), made()])).toMatchObject({ kind: 'unclear' });
});

test.each([
  [[1, 1, 1, 1], 1, 'each'],
  [[2, 2, 2, 2], 1, 'more'],
  [[1, 3, 1, 1], 1, 'shared'],
  [[0, 0, 0, 0], 1, 'none'],
  [[1, 0, 0, 0], 1, 'some'],
  [[1, 0, 1, 1], 1, 'each'],
  [[0, 0, 0, 0], 9, 'unclear'],
  [[1, 0, 0, 0], 9, 'each'],
] as const)('requests that took %j while %d may have come back are counted: %s', (units, refill, want) => {
  expect(countingOf(units, refill)).toBe(want);
});

test('nothing comes back in a window that stands still for seconds', () => {
  const { values } = findProfile('sending@2026-06');
  const later = (seconds: number, reset: number) =>
    made({ ...leaving(9, reset), timings: { startedAt: seconds * 1000, firstByteMs: 0, totalMs: 0 } });
  expect(refillDuring([later(0, now), later(2, now)], values)).toBe(0);
  expect(refillDuring([later(0, now), later(2, now + 2)], values)).toBe(61);
  expect(refillDuring([later(0, now), later(0.1, now)], values)).toBe(4);
});
