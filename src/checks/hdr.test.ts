import { expect, test } from 'vitest';
import { folded, judged } from '../../test/support/judged.js';
import { contextFor, failure, made, success, type Made } from '../../test/support/observation.js';
import type { HeaderLine } from '../http/exchange.js';
import {
  authenticatedRepliesAreNotStored,
  documentIsPublicForAnHour,
  notModifiedRepeatsHeaders,
  refusedKeysAreNotCached,
} from './hdr-cache-control.js';
import { refusedKeysAreChallenged } from './hdr-challenge.js';
import { bodiesAreDeclaredJson } from './hdr-content-type.js';
import {
  everyReplyHasAnId,
  headerAndMetaAgree,
  idsAreUnique,
  idsLookLikeRequestIds,
  repliesWithoutEnvelopeHaveAnId,
} from './hdr-request-id.js';
import { finalRefusalsHaveNoRetryAfter, retryable503SaysWhen, retryAfterIsWholeSeconds } from './hdr-retry-after.js';

type Said = 'silent' | readonly string[];

const id = (value: string): readonly HeaderLine[] => [['x-request-id', value]];
const cached = (...values: string[]): readonly HeaderLine[] => values.map((value) => ['Cache-Control', value]);
const document: Made = { method: 'GET', path: '/openapi.json', body: { openapi: '3.1.0' } };

test.each<[string, Made, Said]>([
  ['a reply with an id', { headers: id('req_1') }, []],
  ['a reply without', {}, ['A reply has no X-Request-Id.']],
  ['an empty id', { headers: id('') }, ['A reply has no X-Request-Id.']],
  ['an unknown path', { method: 'GET', path: '/nowhere', status: 404 }, ['A reply has no X-Request-Id.']],
  ['a preflight of a browser', { method: 'OPTIONS', status: 204 }, 'silent'],
  ['the document', document, 'silent'],
  ['a 304', { ...document, status: 304 }, 'silent'],
])('HDR-01 of %s', (_, what, want) => {
  expect(judged(everyReplyHasAnId, made(what))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['the same id', { body: success(), headers: id('req_1a2b3c') }, []],
  ['another case', { body: success(), headers: id('REQ_1a2b3c') }, ['X-Request-Id and meta.request_id differ.']],
  ['no header', { body: success() }, 'silent'],
  ['no envelope', { body: {}, headers: id('req_1') }, 'silent'],
  ['a client that brings an id', { body: success(), headers: id('req_x'), asked: id('req_x') }, 'silent'],
])('HDR-02 of %s', (_, what, want) => {
  expect(judged(headerAndMetaAgree, made(what))).toEqual(want);
});

const twice = ['Two requests got the same request id.'];

test.each<[string, readonly Made[], readonly Said[]]>([
  ['two ids', [{ headers: id('req_1') }, { headers: id('req_2') }], [[], []]],
  ['one id twice', [{ headers: id('req_1') }, { headers: id('req_1') }], [[], twice]],
  ['one id in the bodies only', [{ body: success() }, { body: success() }], [[], twice]],
  ['a replay', [{ headers: id('req_1') }, { headers: id('req_1'), intent: { replayOf: 'x' } }], [[], 'silent']],
  [
    'a document from a cache',
    [document, document].map((one) => ({ ...one, headers: id('req_1') })),
    ['silent', 'silent'],
  ],
  ['replies without any', [{}, {}], ['silent', 'silent']],
])('HDR-03 of %s', (_, what, want) => {
  expect(folded(idsAreUnique, what.map(made))).toEqual(want);
});

test('HDR-03 remembers the ids of the last 10,000 replies, and a bounded number of them', () => {
  let state = idsAreUnique.start();
  const answer = (at: number) => idsAreUnique.step(state, made({ headers: id(`req_${at}`) }), contextFor());
  for (let at = 0; at < 30_100; at++) state = answer(at).state;
  expect(state.recent.size + state.older.size).toBeLessThanOrEqual(20_000);
  expect(answer(20_100).violations).toHaveLength(1);
  expect(answer(0).violations).toEqual([]);
});

const unlike = ['A request id does not look like one.'];

test.each<[string, { readonly lenient: Said; readonly strict: Said }]>([
  ['req_01jx4k', { lenient: [], strict: [] }],
  ['req_01JX-4K', { lenient: [], strict: unlike }],
  ['2f1e6a54-0000-4000-8000-000000000000', { lenient: unlike, strict: unlike }],
  ['req_', { lenient: unlike, strict: unlike }],
])('HDR-04 of %s', (value, want) => {
  const { profile } = contextFor();
  const strict = contextFor({ profile: { ...profile, options: { ...profile.options, strictRequestId: true } } });
  const seen = made({ headers: id(value) });
  expect(judged(idsLookLikeRequestIds, seen)).toEqual(want.lenient);
  expect(judged(idsLookLikeRequestIds, seen, strict)).toEqual(want.strict);
});

test.each<[string, Made, Said]>([
  ['the document with an id', { ...document, headers: id('req_1') }, []],
  ['the document without', document, ['The document comes without X-Request-Id.']],
  ['a 304 without', { ...document, status: 304, body: '' }, ['A 304 has no X-Request-Id.']],
  ['a send', { body: success() }, 'silent'],
])('HDR-05 of %s', (_, what, want) => {
  expect(judged(repliesWithoutEnvelopeHaveAnId, made(what))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['JSON', { body: success() }, []],
  ['JSON with a charset', { body: success(), type: 'application/json; charset=utf-8' }, []],
  ['HTML', { status: 404, body: '<p>', type: 'text/html' }, ['A body is not application/json.']],
  ['no type', { body: success(), type: null }, ['A body comes without Content-Type.']],
  ['no body', { status: 204 }, 'silent'],
  ['a HEAD', { method: 'HEAD', body: '' }, 'silent'],
])('HDR-07 of %s', (_, what, want) => {
  expect(judged(bodiesAreDeclaredJson, made(what))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['no-store', { headers: cached('no-store') }, []],
  ['no-store among others, over two lines', { headers: cached('private', 'max-age=0, No-Store') }, []],
  ['a failure with a valid key', { status: 422, body: failure() }, ['A reply to a valid key may be stored.']],
  ['private only', { headers: cached('private, max-age=0') }, ['A reply to a valid key may be stored.']],
  ['a refused key', { status: 401 }, 'silent'],
  ['an anonymous request', { status: 422, intent: { authenticated: false } }, 'silent'],
  ['an unknown path', { path: '/nowhere', status: 404 }, 'silent'],
  ['the document asked for with a key', document, 'silent'],
  ['a failure from in front of the API', { status: 503 }, 'silent'],
])('HDR-08 of %s', (_, what, want) => {
  expect(judged(authenticatedRepliesAreNotStored, made(what))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['no-store', { status: 401, headers: cached('no-store') }, []],
  ['nothing', { status: 401 }, ['A 401 may be cached.']],
  ['both', { status: 401, headers: cached('public, no-store') }, ['A 401 may be cached.']],
  ['a 403', { status: 403 }, 'silent'],
])('HDR-09 of a 401 with %s', (_, what, want) => {
  expect(judged(refusedKeysAreNotCached, made(what))).toEqual(want);
});

const notCacheable = ['The document is not publicly cacheable for an hour.'];

test.each<[string, Made, Said]>([
  ['public, max-age=3600', { ...document, headers: cached('public, max-age=3600') }, []],
  ['the same with more', { ...document, headers: cached('max-age=3600, public, must-revalidate') }, []],
  ['no-store', { ...document, headers: cached('no-store') }, notCacheable],
  ['another age', { ...document, headers: cached('public, max-age=86400') }, notCacheable],
  ['private', { ...document, headers: cached('private, max-age=3600') }, notCacheable],
  ['nothing, for a failure', { ...document, status: 404 }, 'silent'],
])('HDR-10 of %s', (_, what, want) => {
  expect(judged(documentIsPublicForAnHour, made(what))).toEqual(want);
});

const tag: HeaderLine = ['ETag', 'W/"1"'];
const full: Made = { ...document, headers: [tag, ...cached('public, max-age=3600')] };
const notModified = (headers: readonly HeaderLine[]): Made => ({ ...document, status: 304, body: '', headers });

test.each<[string, Made, Said]>([
  ['the same headers', notModified([tag, ...cached('max-age=3600', 'public')]), []],
  ['another tag', notModified([['ETag', 'W/"2"'], ...cached('public, max-age=3600')]), []],
  ['no tag', notModified(cached('public, max-age=3600')), ['A 304 lacks the ETag of the 200.']],
  ['no-store', notModified([tag, ...cached('no-store')]), ['A 304 has another Cache-Control than the 200.']],
  ['no Cache-Control', notModified([tag]), ['A 304 has another Cache-Control than the 200.']],
])('HDR-11 of a 304 with %s', (_, what, want) => {
  expect(folded(notModifiedRepeatsHeaders, [made(full), made(what)])).toEqual(['silent', want]);
});

test('HDR-11 says nothing of a 304 whose 200 was never seen', () => {
  expect(folded(notModifiedRepeatsHeaders, [made(notModified([]))])).toEqual(['silent']);
});

test.each<[string, Said]>([
  ['0', []],
  ['30', []],
  ['30s', ['Retry-After is no whole number of seconds.']],
  ['1.5', ['Retry-After is no whole number of seconds.']],
  ['-1', ['Retry-After is no whole number of seconds.']],
  ['Thu, 11 Jun 2026 10:00:00 GMT', ['Retry-After is no whole number of seconds.']],
])('HDR-12 of %s', (value, want) => {
  expect(judged(retryAfterIsWholeSeconds, made({ status: 429, headers: [['Retry-After', value]] }))).toEqual(want);
});

test.each<[string, Made, Said]>([
  ['with the header', { status: 503, body: failure({ retryable: true }), headers: [['Retry-After', '5']] }, []],
  ['without', { status: 503, body: failure({ retryable: true }) }, ['A retryable 503 has no Retry-After.']],
  ['that is final', { status: 503, body: failure() }, 'silent'],
  ['of a proxy', { status: 503, body: '<p>', type: 'text/html' }, 'silent'],
])('HDR-13 of a 503 %s', (_, what, want) => {
  expect(judged(retryable503SaysWhen, made(what))).toEqual(want);
});

test('HDR-13 is raised to a failure where the profile says must', () => {
  const { profile } = contextFor();
  const strict = contextFor({ profile: { ...profile, options: { ...profile.options, retryAfterOn503: 'must' } } });
  const seen = made({ status: 503, body: failure({ retryable: true }) });
  expect(retryable503SaysWhen.judge(seen, strict)).toMatchObject([{ raised: true }]);
  expect(retryable503SaysWhen.judge(seen, contextFor())[0]).not.toHaveProperty('raised');
});

test.each<[string, Made, Said]>([
  ['a refusal', { status: 422, body: failure() }, []],
  [
    'a refusal with the header',
    { status: 422, body: failure(), headers: [['Retry-After', '5']] },
    ['A refusal that must not be retried has Retry-After.'],
  ],
  ['a 429', { status: 429, body: failure({ retryable: true }), headers: [['Retry-After', '5']] }, 'silent'],
  ['a 503', { status: 503, body: failure(), headers: [['Retry-After', '5']] }, 'silent'],
])('HDR-14 of %s', (_, what, want) => {
  expect(judged(finalRefusalsHaveNoRetryAfter, made(what))).toEqual(want);
});

test.each<[string, readonly HeaderLine[], Said]>([
  ['Bearer', [['WWW-Authenticate', 'Bearer']], []],
  ['bearer with parameters', [['WWW-Authenticate', 'bearer realm="api", error="invalid_token"']], []],
  ['Bearer as the second challenge', [['WWW-Authenticate', 'Basic realm="a", Bearer realm="b"']], []],
  [
    'Bearer on a second line',
    [
      ['WWW-Authenticate', 'Basic'],
      ['WWW-Authenticate', 'Bearer'],
    ],
    [],
  ],
  ['Basic', [['WWW-Authenticate', 'Basic realm="bearers"']], ['A 401 does not name the Bearer scheme.']],
  ['nothing', [], ['A 401 does not name the Bearer scheme.']],
])('HDR-15 of %s', (_, headers, want) => {
  expect(judged(refusedKeysAreChallenged, made({ status: 401, headers }))).toEqual(want);
});
