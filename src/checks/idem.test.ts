import { describe, expect, test } from 'vitest';
import { judged } from '../../test/support/judged.js';
import { contextFor, failure, made, success, type Made } from '../../test/support/observation.js';
import {
  answeredOnce,
  conflicts,
  keyIsFree,
  keyIsKnown,
  madeOneMail,
  madeTwoMails,
  namesSameMail,
  replays,
  replaysBytes,
} from './idem-replay.js';
import { replayCarriesNoMark, replayNamesOneRequestId } from './idem-replies.js';
import type { Judgement } from './judge.js';
import { messageIds } from './message-ids.js';

const id = 'eml_0123456789abcdefghijklmn';
const otherId = 'eml_nmlkjihgfedcba9876543210';
const mail = (message_id: unknown = id, more: object = {}) => success({ message_id, status: 'queued', ...more });
const first = made({ body: mail() });
const conflict: Made = { status: 409, body: failure({ code: 'idempotency_conflict' }) };

function said(judgement: Judgement): string | null {
  return judgement?.message ?? null;
}

const otherStatus = 'A repeated request is not answered with the status of the first reply.';
const otherData = 'A repeated request is not answered with the data of the first reply.';

test.each<[string, Made, string | null]>([
  ['the same', { body: mail() }, null],
  ['members in another order', { body: success({ status: 'queued', message_id: id }) }, null],
  ['another request id', { body: { ...mail(), meta: { request_id: 'req_other' } } }, null],
  ['201', { status: 201, body: mail() }, otherStatus],
  ['a conflict', conflict, otherStatus],
  ['another id', { body: mail(otherId) }, otherData],
  ['one more member', { body: mail(id, { idempotent: true }) }, otherData],
])('a replay with %s', (_, again, want) => {
  expect(said(replays(first, made(again), { idempotencyKeyInBody: false }))).toBe(want);
});

test.each<[string, Made, string | null]>([
  ['no mark', { body: mail() }, null],
  ['the mark', { body: mail(id, { idempotent: true }) }, null],
  ['a mark that says otherwise', { body: mail(id, { idempotent: false }) }, otherData],
  ['the mark and another id', { body: mail(otherId, { idempotent: true }) }, otherData],
])('a replay with %s, where keys stand in the body', (_, again, want) => {
  expect(said(replays(first, made(again), { idempotencyKeyInBody: true }))).toBe(want);
});

describe('the bytes of a replay', () => {
  const fresh = made({ body: { ...mail(), meta: { request_id: 'req_9z8y7x' } } });
  const respelled = made({ body: JSON.stringify(mail(), null, 1) });

  test.each([
    ['any', first, null],
    ['any', fresh, null],
    ['any', respelled, 'The body of a replay is not the same to the byte.'],
    ['original', first, null],
    ['original', fresh, 'A replay has another request id than the first reply.'],
    ['fresh', fresh, null],
    ['fresh', first, 'A replay has the request id of the first reply.'],
  ] as const)('are judged under replayRequestId %s', (style, again, want) => {
    expect(said(replaysBytes(first, again, style))).toBe(want);
  });
});

test.each<[string, Made, string | null]>([
  ['a conflict', conflict, null],
  ['the first reply', { body: mail() }, 'Another body under a used key gets the reply of the first.'],
  ['a new mail', { body: mail(otherId) }, 'Another body under a used key is sent.'],
  ['422', { status: 422, body: failure({ code: 'idempotency_conflict' }) }, 'The status is not 409.'],
  ['another code', { status: 409, body: failure({ code: 'conflict' }) }, 'error.code is not as expected.'],
  [
    'a retryable conflict',
    { status: 409, body: failure({ code: 'idempotency_conflict', retryable: true }) },
    'error.retryable is not as expected.',
  ],
])('another body under a used key is answered with %s', (_, seen, want) => {
  expect(said(conflicts(first, made(seen)))).toBe(want);
});

test.each<[string, Made, { known: boolean; same: boolean; free: boolean }]>([
  ['the first reply', { body: mail() }, { known: true, same: true, free: false }],
  ['the first mail with more members', { body: mail(id, { more: 1 }) }, { known: true, same: true, free: false }],
  ['a conflict', conflict, { known: true, same: false, free: false }],
  ['a new mail', { body: mail(otherId) }, { known: false, same: false, free: true }],
  ['a refusal', { status: 422, body: failure() }, { known: false, same: false, free: true }],
])('what %s tells of a key', (_, seen, want) => {
  const again = made(seen);
  expect({
    known: keyIsKnown(first, again) === null,
    same: namesSameMail(first, again) === null,
    free: keyIsFree(first, again) === null,
  }).toEqual(want);
});

test.each<[string, readonly Made[], string | null]>([
  ['one reply and conflicts', [{ body: mail() }, conflict, conflict], null],
  ['one reply, again and again', [{ body: mail() }, { body: mail() }], null],
  ['a limited one', [{ body: mail() }, { status: 429, body: failure() }], null],
  ['two mails', [{ body: mail() }, { body: mail(otherId) }], 'Copies sent at once get different replies.'],
  ['conflicts only', [conflict, conflict], 'Of several copies sent at once none is accepted.'],
  [
    'a 500',
    [{ body: mail() }, { status: 500, body: failure() }],
    'One of several copies sent at once is answered neither with the reply nor with a conflict.',
  ],
])('copies sent at once: %s', (_, replies, want) => {
  expect(said(answeredOnce(replies.map(made)))).toBe(want);
});

test('mails are counted, and the judgement says how', () => {
  expect(madeOneMail({ by: 'the message log', mails: 1 })).toBeNull();
  expect(said(madeOneMail({ by: 'the message log', mails: 2 }))).toContain('counted by the message log');
  expect(said(madeOneMail({ by: 'message ids', mails: 3 }))).toContain('counted by message ids');
  expect(madeTwoMails({ by: 'message ids', mails: 2 })).toBeNull();
  expect(madeTwoMails({ by: 'the message log', mails: 0 })).toBeNull();
  expect(said(madeTwoMails({ by: 'message ids', mails: 1 }))).toContain('counted by message ids');
});

test('message ids are read from single sends and from batches', () => {
  const results = [{ message_id: id }, { message_id: null }, 'broken'];
  expect(messageIds(first)).toEqual([id]);
  expect(messageIds(made({ path: '/emails/send/batch', body: success({ results }) }))).toEqual([id]);
  expect(messageIds(made({ status: 422, body: failure() }))).toEqual([]);
});

const replay = { intent: { replayOf: 'TEST.made/0' } };
const requestId = (value: string) => [['X-Request-Id', value]] as const;

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['one id', { ...replay, headers: requestId('req_1a2b3c'), body: mail() }, []],
  [
    'two ids',
    { ...replay, headers: requestId('req_other'), body: mail() },
    ['X-Request-Id and meta.request_id of a replay differ.'],
  ],
  ['no header', { ...replay, body: mail() }, 'silent'],
  ['a first reply', { headers: requestId('req_other'), body: mail() }, 'silent'],
  ['a conflict', { ...replay, ...conflict, headers: requestId('req_other') }, 'silent'],
])('IDEM-03 of %s', (_, what, want) => {
  expect(judged(replayNamesOneRequestId, made(what))).toEqual(want);
});

const marked = ['A reply carries the member idempotent.'];

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a bare replay', { ...replay, body: mail() }, []],
  ['a marked replay', { ...replay, body: mail(id, { idempotent: true }) }, marked],
  ['a mark beside the data', { ...replay, body: { ...mail(), idempotent: true } }, marked],
  ['a marked first reply', { body: mail(id, { idempotent: false }) }, marked],
  ['a first reply', { body: mail() }, 'silent'],
  ['a text', { ...replay, body: 'idempotent', type: 'text/plain' }, 'silent'],
])('IDEM-22 of %s', (_, what, want) => {
  expect(judged(replayCarriesNoMark, made(what))).toEqual(want);
});

test('IDEM-22 is silent where the profile marks replays', () => {
  const { profile } = contextFor();
  const legacy = contextFor({ profile: { ...profile, options: { ...profile.options, idempotencyKeyInBody: true } } });
  expect(judged(replayCarriesNoMark, made({ ...replay, body: mail(id, { idempotent: true }) }), legacy)).toBe('silent');
});
