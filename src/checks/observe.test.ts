import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { made, madeExchange, model } from '../../test/support/observation.js';
import { isAnswered, observe } from './observe.js';

test('headers are found in any case, and every line of a name is kept in order', () => {
  const seen = made({
    headers: [
      ['X-Request-Id', 'req_1'],
      ['vary', 'a'],
      ['Vary', 'b'],
    ],
  });
  expect(seen.header('x-request-id')).toBe('req_1');
  expect(seen.header('VARY')).toBe('a');
  expect(seen.headerLines('Vary')).toEqual(['a', 'b']);
  expect(seen.header('ETag')).toBeNull();
  expect(seen.headerLines('ETag')).toEqual([]);
});

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON; Charset=UTF-8', 'application/json'],
  [' text/html ;x=y', 'text/html'],
  ['', null],
  [null, null],
])('the media type of %j is %j', (type, want) => {
  expect(made({ type, body: {} }).mediaType).toBe(want);
});

test('an empty body is absent, not malformed', () => {
  expect(made({ body: '' }).json).toEqual({ kind: 'absent' });
});

test('a JSON object is at hand, other values are not objects', () => {
  expect(made({ body: { a: 1 } }).object).toEqual({ a: 1 });
  expect(made({ body: [1] }).object).toBeNull();
  expect(made({ body: 'null' }).object).toBeNull();
  expect(made({ body: 'no JSON' }).object).toBeNull();
});

test('the error of a failure is at hand, and of a failure only', () => {
  expect(made({ status: 422, body: { ok: false, error: { code: 'c' } } }).error).toEqual({ code: 'c' });
  expect(made({ body: { ok: true, error: { code: 'c' } } }).error).toBeNull();
  expect(made({ status: 422, body: { ok: false, error: 'c' } }).error).toBeNull();
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('a body in %s is read', (coding, encode) => {
  const body = encode(Buffer.from('{"a":1}'));
  expect(made({ headers: [['Content-Encoding', coding]], body }).object).toEqual({ a: 1 });
});

test.each([
  ['cut at the limit', { body: '{"a":1}', truncated: true }],
  ['in an unknown coding', { body: '{"a":1}', headers: [['Content-Encoding', 'zip'] as const] }],
  ['damaged', { body: 'no gzip', headers: [['Content-Encoding', 'gzip'] as const] }],
])('nothing is said of a body that is %s', (_, what) => {
  expect(made(what).json).toEqual({ kind: 'unreadable' });
});

test('a small bomb does not fill the memory', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, '['));
  expect(made({ headers: [['Content-Encoding', 'gzip']], body: bomb }).json).toEqual({ kind: 'unreadable' });
});

test('the operation is the one that the document lists', () => {
  expect(made({ path: '/emails/send' }).operation?.key).toBe('POST /emails/send');
  expect(made({ path: '/nowhere' }).operation).toBeNull();
});

test('a body is read once', () => {
  const seen = made({ body: { a: 1 } });
  expect(seen.object).toBe(seen.object);
});

test('a reading is made once for all who ask, also when it gave nothing', () => {
  let times = 0;
  const count = () => {
    times += 1;
    return null;
  };
  const seen = made();
  expect([seen.once(count), seen.once(count), times]).toEqual([null, null, 1]);
  expect(made().once(count)).toBeNull();
  expect(times).toBe(2);
});

test('an envelope is an object with ok and meta', () => {
  expect(made({ body: { ok: true, meta: {} } }).envelope).toEqual({ ok: true, meta: {} });
  expect(made({ body: { ok: 'true', meta: {} } }).envelope).toBeNull();
  expect(made({ body: { ok: true, meta: null } }).envelope).toBeNull();
});

test('only an exchange with a response is answered', () => {
  const exchange = madeExchange({});
  expect(isAnswered(exchange)).toBe(true);
  expect(isAnswered({ ...exchange, response: null })).toBe(false);
  if (isAnswered(exchange)) expect(observe(exchange, model).status).toBe(200);
});
