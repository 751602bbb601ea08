import { expect, test } from 'vitest';
import { ruling, violationsOf, type Ruling } from '../../test/support/tried.js';
import type { Made } from '../../test/support/observation.js';
import { add, context, doubtful, drop, list, read, replace, tried, wrong } from '../../test/support/things.js';
import { chiefFaults } from './gen-words.js';
import type { Tried } from './oracle.js';

test.each<[string, Tried, Ruling]>([
  ['a 200', tried(list, { status: 200 }), 'kept'],
  ['a refusal', tried(list, { status: 400 }), 'kept'],
  ['a 500', tried(list, { status: 500 }), 'fails'],
  ['a 500 to an invalid request', tried(add, { status: 500 }, wrong), 'fails'],
  ['a 500 to a doubtful request', tried(add, { status: 500 }, doubtful), 'fails'],
  ['a 500 that was asked for', tried(list, { status: 500, intent: { faulted: true } }), 'silent'],
  ['a 502', tried(list, { status: 502 }), 'fails'],
  ['a 501, which GEN-22 speaks of', tried(list, { status: 501 }), 'kept'],
  ['a 503 that the document lists', tried(list, { status: 503 }), 'kept'],
  ['a 503 that only `default` covers', tried(read, { status: 503 }), 'fails'],
  ['a 503 that says when to come back', tried(read, { status: 503, headers: [['Retry-After', '1']] }), 'silent'],
])('GEN-01 of %s', (_, one, want) => {
  expect(ruling('GEN-01', one, context)).toBe(want);
});

test('GEN-01 has one message for one status, and shows what was broken in the request', () => {
  const said = [undefined, wrong, doubtful].map(
    (made) => violationsOf('GEN-01', tried(add, { status: 500 }, made), context)[0],
  );
  expect(new Set(said.map((one) => one?.message))).toEqual(new Set(['A request is answered 500.']));
  expect(said.map((one) => one?.expected)).toEqual(['no 5xx', 'a 4xx that names the fault', 'no 5xx']);
  expect(said[1]?.actual).toBe('500 to /body/name (maxLength): "a" → "aa"');
});

test.each<[string, Tried, Ruling]>([
  ['a listed one', tried(list, { status: 200 }), 'kept'],
  ['one in a listed range', tried(replace, { status: 418 }), 'kept'],
  ['one that `default` covers', tried(read, { status: 402 }), 'kept'],
  ['another success', tried(list, { status: 204 }), 'fails'],
  ['another refusal', tried(list, { status: 409 }), 'warns'],
  ['a redirect', tried(list, { status: 307 }), 'warns'],
  ['a 404', tried(list, { status: 404 }), 'kept'],
  ['a 405', tried(list, { status: 405 }), 'kept'],
  ['a 429', tried(list, { status: 429 }), 'silent'],
  ['a 500', tried(list, { status: 500 }), 'silent'],
  ['a 401 where no security is declared', tried(list, { status: 401 }), 'warns'],
  ['a 401 where anyone may call', tried(drop, { status: 401 }), 'warns'],
  ['a 304 out of the blue', tried(list, { status: 304 }), 'fails'],
  ['a 304 to who has it', tried(list, { status: 304, asked: [['If-None-Match', '"a"']] }), 'kept'],
  ['a 400 to an invalid request', tried(list, { status: 400 }, wrong), 'warns'],
  ['a 400 to a valid request, which GEN-06 speaks of', tried(list, { status: 400 }), 'silent'],
])('GEN-02 of %s', (_, one, want) => {
  expect(ruling('GEN-02', one, context)).toBe(want);
});

const html: Made = { type: 'text/html', body: '<p>' };

test.each<[string, Tried, Ruling]>([
  ['the documented type', tried(list, { body: [] }), 'kept'],
  ['the documented type with a parameter', tried(list, { body: [], type: 'application/json; charset=utf-8' }), 'kept'],
  ['another type', tried(list, html), 'fails'],
  ['a body without type', tried(list, { body: 'x', type: null }), 'fails'],
  ['no body', tried(list, {}), 'fails'],
  ['no text', tried('GET /text', {}), 'kept'],
  ['a refusal without the body described', tried(replace, { status: 422 }), 'warns'],
  ['a status that the document does not list', tried(list, { ...html, status: 409 }), 'silent'],
  ['a status without described content', tried(add, { ...html, status: 422 }), 'silent'],
  ['a failure under `default`', tried(read, { ...html, status: 404 }), 'fails'],
  ['what HTTP refuses before the operation', tried(read, { ...html, status: 413 }), 'silent'],
  ['what HTTP refuses, where the range is listed', tried(replace, { ...html, status: 413 }), 'fails'],
  ['a 500', tried(read, { ...html, status: 500 }), 'silent'],
  ['a 304 under `default`', tried(read, { status: 304 }), 'silent'],
])('GEN-03 of %s', (_, one, want) => {
  expect(ruling('GEN-03', one, context)).toBe(want);
});

test.each<[string, Made, Ruling]>([
  ['a list of things', { body: [{ name: 'a' }] }, 'kept'],
  ['a thing without its name', { body: [{ size: 1 }] }, 'fails'],
  ['a text that is no JSON, which ENV-10 speaks of', { body: '[' }, 'silent'],
  ['HTML', html, 'silent'],
])('GEN-04 of %s: what is only written is not missed', (_, what, want) => {
  expect(ruling('GEN-04', tried(list, what), context)).toBe(want);
});

test('GEN-04 names the place in the schema, whatever the position, and a choice once', () => {
  const body = [{ name: 'a' }, { size: 1 }, { size: 1 }, { name: 'b', kind: 'c' }];
  const said = violationsOf('GEN-04', tried(list, { body }), context).map(({ message }) => message);
  const items = '/paths/~1things/get/responses/200/content/application~1json/schema/items';
  expect(said).toEqual([
    `The body of a 200 breaks ${items}/required.`,
    `The body of a 200 breaks ${items}/properties/kind/oneOf.`,
  ]);
});

test('what follows from another fault is left out', () => {
  const fault = (at: string, keyword: string) => ({ at, keyword, schema: `/${keyword}`, message: '' });
  const kept = (faults: readonly (readonly [string, string])[]) =>
    chiefFaults(faults.map(([at, keyword]) => fault(at, keyword))).map(({ keyword }) => keyword);
  expect(
    kept([
      ['/a', 'type'],
      ['/a', 'anyOf'],
    ]),
  ).toEqual(['anyOf']);
  expect(
    kept([
      ['/a/b', 'type'],
      ['/a/b', 'oneOf'],
      ['/a', 'oneOf'],
    ]),
  ).toEqual(['oneOf']);
  expect(
    kept([
      ['/ab', 'type'],
      ['/a', 'oneOf'],
    ]),
  ).toEqual(['type', 'oneOf']);
  expect(
    kept([
      ['', 'required'],
      ['/x', 'unevaluatedProperties'],
    ]),
  ).toEqual(['required']);
  expect(kept([['/x', 'unevaluatedProperties']])).toEqual(['unevaluatedProperties']);
  expect(
    kept([
      ['', 'required'],
      ['', 'if'],
    ]),
  ).toEqual(['required']);
});

const headers = (...more: readonly (readonly [string, string])[]): Made => ({
  body: [],
  headers: [['X-Count', '1'], ...more],
});

test.each<[string, Made, Ruling]>([
  ['all that is required', headers(), 'kept'],
  ['one missing', { body: [] }, 'fails'],
  ['a word for a number', { body: [], headers: [['X-Count', 'one']] }, 'fails'],
  ['a list', headers(['X-Names', 'a, b'], ['X-Names', 'c']), 'kept'],
  ['a date of JSON Schema', headers(['X-Since', '2026-01-02T03:04:05Z']), 'kept'],
  ['a date of HTTP', headers(['X-Since', 'Fri, 02 Jan 2026 03:04:05 GMT']), 'kept'],
  ['no date', headers(['X-Since', 'yesterday']), 'fails'],
  ['a boolean', headers(['X-On', 'true']), 'kept'],
  ['no boolean', headers(['X-On', 'on']), 'fails'],
])('GEN-05 of %s', (_, what, want) => {
  expect(ruling('GEN-05', tried(list, what), context)).toBe(want);
});
