import { expect, test } from 'vitest';
import { judged } from '../../test/support/judged.js';
import { failure, made, success, type Made } from '../../test/support/observation.js';
import { absentErrorMembersAreLeftOut } from './conv-absent-members.js';
import { notCounted } from './conv-counter.js';
import { countsAreIntegers } from './conv-integers.js';
import { identifiersAreOpaque, repliesAreSnakeCase, timestampsAreUtc } from './conv-members.js';

type Said = 'silent' | readonly string[];

const holding = (data: unknown): Made => ({ body: success(data) });

test.each<[string, Made, Said]>([
  ['snake_case', holding({ a: [{ b_2_c: { d1: 0 } }] }), []],
  ['camelCase deep inside', holding({ a: [{ messageId: 1 }] }), ['A reply has a member that is not snake_case.']],
  ['an upper-case name', holding({ ID: 1 }), ['A reply has a member that is not snake_case.']],
  ['a name with a hyphen', holding({ 'a-b': 1 }), ['A reply has a member that is not snake_case.']],
  ['a bare error of a framework', { status: 404, body: { statusCode: 404 } }, 'silent'],
  ['the document', { method: 'GET', path: '/openapi.json', body: success({ operationId: 'x' }) }, 'silent'],
])('CONV-01 of %s', (_, what, want) => {
  expect(judged(repliesAreSnakeCase, made(what))).toEqual(want);
});

test('CONV-01 walks the deepest reply that is read without exhausting the stack', () => {
  const deep = '{"ok":true,"meta":{},"data":' + '{"a":'.repeat(500) + '{"aB":1}' + '}'.repeat(501);
  expect(judged(repliesAreSnakeCase, made({ body: deep }))).toEqual(['A reply has a member that is not snake_case.']);
});

const notUtc = ['A timestamp is not RFC 3339 in UTC.'];

test.each<[unknown, Said]>([
  ['2026-06-11T09:30:00Z', []],
  ['2026-06-11T09:30:00.123Z', []],
  ['2026-06-11T09:30:00+02:00', notUtc],
  ['2026-06-11T09:30:00+00:00', notUtc],
  ['2026-06-11T09:30:00', notUtc],
  ['2026-06-11 09:30:00Z', notUtc],
  ['2026-06-11', notUtc],
  ['2026-13-11T09:30:00Z', notUtc],
  [1781170200, notUtc],
  [null, 'silent'],
])('CONV-03 of %j', (value, want) => {
  expect(judged(timestampsAreUtc, made(holding({ expires_at: value })))).toEqual(want);
  expect(judged(timestampsAreUtc, made(holding({ timestamp: value })))).toEqual(want);
  expect(judged(timestampsAreUtc, made(holding({ at: value })))).toBe('silent');
});

test.each<[string, unknown, Said]>([
  ['an opaque string', { message_id: 'eml_1' }, []],
  ['no id yet', { message_id: null }, 'silent'],
  ['a number', { id: 42 }, ['An identifier is a number.']],
  ['a numeral', { team_id: '42' }, ['An identifier is a number.']],
  ['another member', { index: 42, paid: '42' }, 'silent'],
])('CONV-04 of %s', (_, data, want) => {
  expect(judged(identifiersAreOpaque, made(holding(data)))).toEqual(want);
});

const random = ['eml_q8w1zr0x5k2m9n4b7v3c6t1y', 'eml_0f3j8d2s6a9p4o1i7u5e0r3w', 'eml_z5x2c8v1b4n7m0l3k6j9h2g5'];

test.each<[string, readonly string[], boolean]>([
  ['random ids', random, true],
  [
    'a zero-padded counter',
    ['eml_000000000000000000000041', 'eml_000000000000000000000042', 'eml_000000000000000000000044'],
    false,
  ],
  [
    'a counter of base 36',
    ['eml_aaaaaaaaaaaaaaaaaaaaaazy', 'eml_aaaaaaaaaaaaaaaaaaaaaazz', 'eml_aaaaaaaaaaaaaaaaaaaaab00'],
    false,
  ],
  ['a counter that counts down', ['id_9', 'id_8', 'id_7'], false],
  ['two of three near each other', [...random.slice(0, 2), 'eml_0f3j8d2s6a9p4o1i7u5e0r3x'], true],
  ["one and the same id, which is not this check's business", ['eml_a', 'eml_a'], true],
])('CONV-05 of %s', (_, ids, kept) => {
  expect(notCounted(ids) === null).toBe(kept);
});

test.each<[string, string, Said]>([
  ['integers', '{"index":0,"total": 12}', []],
  ['a fraction of nothing', '{"index":1.0}', ['A count is no JSON integer.']],
  ['an exponent', '{"queued":1e0}', ['A count is no JSON integer.']],
  ['a string', '{"failed":"1"}', ['A count is no JSON integer.']],
  ['null', '{"total":null}', ['A count is no JSON integer.']],
  ['the name as a value', '{"status":"failed","note":"\\"total\\": 1.0"}', 'silent'],
])('CONV-10 of %s', (_, data, want) => {
  expect(judged(countsAreIntegers, made({ body: `{"ok":true,"data":${data},"meta":{}}` }))).toEqual(want);
});

test('CONV-10 does not look into a document that came in an envelope', () => {
  const what = { method: 'GET', path: '/openapi.json', body: success({ properties: { index: { type: 'integer' } } }) };
  expect(judged(countsAreIntegers, made(what))).toBe('silent');
});

test.each<[string, Made, Said]>([
  ['left out', { status: 422, body: failure() }, []],
  ['present', { status: 422, body: failure({ param: 'a' }) }, []],
  ['null', { status: 422, body: failure({ param: null, errors: null }) }, ['An error has a member that is null.']],
  ['of a success', { body: success() }, 'silent'],
])('CONV-11 of optional members %s', (_, what, want) => {
  expect(judged(absentErrorMembersAreLeftOut, made(what))).toEqual(want);
});
