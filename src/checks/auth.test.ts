import { expect, test } from 'vitest';
import { failure, made, success, type Made } from '../../test/support/observation.js';
import {
  forbidden,
  indistinguishable,
  judgedTheBody,
  keyAccepted,
  senderRefused,
  unauthenticated,
} from './auth-refusal.js';

const refusedWith = (status: number, code: string, more: object = {}): Made => ({
  status,
  body: failure({ code, ...more }),
});

test.each([
  [200, true],
  [201, true],
  [400, true],
  [413, true],
  [415, true],
  [422, true],
  [401, false],
  [403, false],
  [404, false],
  [429, false],
  [500, false],
  [503, false],
])('a %i says that the body was judged: %s', (status, want) => {
  expect(judgedTheBody(made({ status }))).toBe(want);
});

test.each<[string, Made, boolean]>([
  ['401 with its code', refusedWith(401, 'authentication_required'), true],
  ['401 with another code', refusedWith(401, 'unauthorized'), false],
  ['401 that may be retried', refusedWith(401, 'authentication_required', { retryable: true }), false],
  ['403', refusedWith(403, 'insufficient_permissions'), false],
  ['422', refusedWith(422, 'validation_error'), false],
])('an unknown credential answered with %s is as it should be: %s', (_, what, want) => {
  expect(unauthenticated(made(what)) === null).toBe(want);
});

test.each<[string, Made, boolean]>([
  ['403 with its code', refusedWith(403, 'insufficient_permissions'), true],
  ['403 with another code', refusedWith(403, 'billing_restricted'), false],
  ['401', refusedWith(401, 'authentication_required'), false],
  ['a success', { body: success() }, false],
])('a key without permission answered with %s is as it should be: %s', (_, what, want) => {
  expect(forbidden(made(what)) === null).toBe(want);
});

test.each([
  [422, true],
  [200, true],
  [401, false],
  [403, false],
])('a %i says that the key was accepted: %s', (status, want) => {
  expect(keyAccepted(made({ status })) === null).toBe(want);
});

const want = { status: 403, code: 'insufficient_permissions', tolerated: [403, 404] };

test.each<[string, Made, 'kept' | 'warns' | 'fails']>([
  ['the right refusal', refusedWith(403, 'insufficient_permissions'), 'kept'],
  ['the tolerated status', refusedWith(404, 'not_found'), 'warns'],
  ['the right status with another code', refusedWith(403, 'billing_restricted'), 'fails'],
  ['another status', refusedWith(422, 'validation_error'), 'fails'],
  ['a success', { body: success() }, 'fails'],
])('a foreign sender answered with %s', (_, what, verdict) => {
  const judgement = senderRefused(made(what), want);
  expect(judgement === null ? 'kept' : judgement.tolerated ? 'warns' : 'fails').toBe(verdict);
});

test('refusals that name the sender they are about are the same', () => {
  const about = (address: string) => ({
    seen: made(refusedWith(404, 'not_found', { message: `There is no ${address}.` })),
    address,
  });
  expect(indistinguishable(about('a@one.example'), about('b@two.example'))).toBeNull();
});

test('refusals that tell whose the sender is are not the same', () => {
  const about = (message: string) => ({
    seen: made(refusedWith(404, 'not_found', { message })),
    address: 'a@one.example',
  });
  expect(indistinguishable(about('It belongs to another team.'), about('It does not exist.'))).not.toBeNull();
});

test('refusals of different status are not the same', () => {
  const one = { seen: made(refusedWith(403, 'not_found')), address: 'a@one.example' };
  const other = { seen: made(refusedWith(404, 'not_found')), address: 'a@one.example' };
  expect(indistinguishable(one, other)).not.toBeNull();
});
