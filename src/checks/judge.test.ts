import { expect, test } from 'vitest';
import { failure, made, success } from '../../test/support/observation.js';
import { findProfile } from '../requirements/profiles/index.js';
import {
  accepted,
  all,
  describe,
  errorReply,
  first,
  headerIs,
  headerMatches,
  invalidBody,
  namedFields,
  noBody,
  refused,
  sameAnswer,
  sameHeader,
  statusIs,
  that,
  tolerated,
} from './judge.js';

const lenient = findProfile('sending@2026-06');
const strict = { ...lenient, options: { ...lenient.options, validationStatus: 'strict422' as const } };
const wrong = { message: 'm', expected: 'e', actual: 'a' };

test('a status is held against those that are right', () => {
  expect(statusIs(made({ status: 201 }), 200, 201)).toBeNull();
  expect(statusIs(made({ status: 404 }), 200, 201)).toMatchObject({ expected: '200 or 201', actual: '404' });
});

test.each([
  [200, true, false],
  [204, true, false],
  [304, false, false],
  [422, false, true],
  [500, false, false],
])('status %d is accepted: %s, refused: %s', (status, isAccepted, isRefused) => {
  expect(accepted(made({ status })) === null).toBe(isAccepted);
  expect(refused(made({ status })) === null).toBe(isRefused);
});

test('headers are compared with a value, with a form and with each other', () => {
  const seen = made({ headers: [['ETag', 'W/"1"']] });
  const form = { pattern: /^W\//, called: 'weak' };
  expect(headerIs(seen, 'etag', 'W/"1"')).toBeNull();
  expect(headerIs(seen, 'etag', 'W/"2"')).not.toBeNull();
  expect(headerMatches(seen, 'ETag', form)).toBeNull();
  expect(headerMatches(made(), 'ETag', form)).toMatchObject({ message: 'ETag is missing.' });
  expect(headerMatches(made({ headers: [['ETag', '"1"']] }), 'ETag', form)).toMatchObject({
    message: 'ETag is not weak.',
  });
  expect(sameHeader(seen, seen, 'ETag')).toBeNull();
  expect(sameHeader(made(), made(), 'ETag')).toBeNull();
  expect(sameHeader(seen, made(), 'ETag')).not.toBeNull();
});

test('content after the headers is noticed', () => {
  expect(noBody(made())).toBeNull();
  expect(noBody(made({ body: 'x' }))).toMatchObject({ actual: '1 bytes' });
});

test('an error reply is held against status, code and retryable', () => {
  const seen = made({ status: 422, body: failure() });
  expect(errorReply(seen, { status: 422, code: 'validation_error', retryable: false })).toBeNull();
  expect(errorReply(seen, { status: [400, 422], code: ['a', 'validation_error'] })).toBeNull();
  expect(errorReply(seen, { status: 400, code: 'validation_error' })).toMatchObject({ expected: '400' });
  expect(errorReply(seen, { status: 422, code: 'not_found' })).toMatchObject({ actual: '"validation_error"' });
  expect(errorReply(seen, { status: 422, code: 'validation_error', retryable: true })).toMatchObject({
    expected: 'true',
  });
});

test('a failure without an envelope is judged by its status only', () => {
  const bare = made({ status: 422, body: { code: 'whatever' } });
  expect(errorReply(bare, { status: 422, code: 'validation_error', retryable: false })).toBeNull();
});

test('a member of the wrong type is left to ENV-04', () => {
  const odd = made({ status: 422, body: failure({ code: 7, retryable: 'false' }) });
  expect(errorReply(odd, { status: 422, code: 'validation_error', retryable: false })).toBeNull();
});

test('fields are taken from param and errors', () => {
  const error = { param: 'to.email', errors: [{ field: 'to.email' }, { field: 'subject' }, null, 7] };
  expect(namedFields(made({ status: 422, body: failure(error) }))).toEqual(['to.email', 'to.email', 'subject']);
  expect(namedFields(made({ body: success() }))).toEqual([]);
});

test('an invalid body is refused with 422, or with 400 where the profile tolerates it', () => {
  const by422 = made({ status: 422, body: failure() });
  const by400 = made({ status: 400, body: failure({ code: 'invalid_parameter' }) });
  const mixed = made({ status: 400, body: failure() });
  expect(invalidBody(by422, strict)).toBeNull();
  expect(invalidBody(by400, lenient)).toMatchObject({ tolerated: true });
  expect(invalidBody(by400, strict)).not.toHaveProperty('tolerated');
  expect(invalidBody(mixed, lenient)).not.toHaveProperty('tolerated');
  expect(invalidBody(made({ body: success() }), lenient)).not.toBeNull();
});

test('two answers are the same when status, code and fields are', () => {
  const one = made({ status: 422, body: failure({ param: 'a' }) });
  const reworded = made({ status: 422, body: failure({ param: 'a', message: 'Other words.' }) });
  const other = made({ status: 422, body: failure({ param: 'b' }) });
  expect(sameAnswer(one, reworded)).toBeNull();
  const fields = (...names: string[]) => failure({ param: names[0], errors: names.map((field) => ({ field })) });
  const shuffled = [fields('a', 'b'), fields('b', 'a')].map((body) => made({ status: 422, body }));
  expect(sameAnswer(shuffled[0]!, shuffled[1]!)).toBeNull();
  expect(sameAnswer(one, other)).toMatchObject({ expected: '422 validation_error (a)' });
  expect(sameAnswer(one, made({ status: 400, body: failure({ param: 'a' }) }))).not.toBeNull();
});

test('judgements combine', () => {
  expect(that(true, wrong)).toBeNull();
  expect(all(null, wrong, [wrong, wrong], that(false, wrong))).toHaveLength(4);
  expect(first(null, null)).toBeNull();
  expect(first(null, wrong, { ...wrong, message: 'later' })).toBe(wrong);
  expect(tolerated(wrong)).toEqual({ ...wrong, tolerated: true });
  expect(tolerated(null)).toBeNull();
});

test('a reply is described in a few words', () => {
  expect(describe(made({ status: 422, body: failure({ param: 'to.email' }) }))).toBe('422 validation_error (to.email)');
  expect(describe(made({ status: 204 }))).toBe('204');
});
