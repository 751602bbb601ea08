import { expect, test } from 'vitest';
import { judged } from '../../test/support/judged.js';
import { contextFor, failure, made, success, type Made } from '../../test/support/observation.js';
import { findProfile } from '../requirements/profiles/index.js';
import { everyMessageHasAResult, resultsAreIndexedFromZero } from './batch-results.js';
import { acceptedMailIsQueued, messageIdHasItsForm, sendDataHasTwoMembers } from './send-reply.js';

type Said = 'silent' | readonly string[];

const id = 'eml_0123456789abcdefghijklmn';
const sent = (data: unknown): Made => ({ body: success(data) });

test.each<[string, Made, Said]>([
  ['both members', sent({ message_id: id, status: 'queued' }), []],
  [
    'one more',
    sent({ message_id: id, status: 'queued', provider: 'x' }),
    ['The data of a send has other members than message_id and status.'],
  ],
  ['one less', sent({ message_id: id }), ['The data of a send has other members than message_id and status.']],
  ['an array', sent([]), ['The data of a send has other members than message_id and status.']],
  ['no data', { body: { ok: true, meta: {} } }, 'silent'],
  ['a refusal', { status: 422, body: failure() }, 'silent'],
  ['a batch', { path: '/emails/send/batch', body: success({ results: [] }) }, 'silent'],
])('SEND-02 of %s', (_, what, want) => {
  expect(judged(sendDataHasTwoMembers, made(what))).toEqual(want);
});

test.each<[unknown, Said]>([
  [id, []],
  ['eml_0123456789ABCDEFGHIJKLMN', ['A message_id has another form.']],
  [`${id}0`, ['A message_id has another form.']],
  ['2f1e6a54-0000-4000-8000-000000000000', ['A message_id has another form.']],
  [42, ['A message_id has another form.']],
])('SEND-03 of %j', (message_id, want) => {
  expect(judged(messageIdHasItsForm, made(sent({ message_id, status: 'queued' })))).toEqual(want);
});

test.each<[unknown, Said]>([
  ['queued', []],
  ['sent', ['The status of an accepted mail is not queued.']],
  [null, ['The status of an accepted mail is not queued.']],
])('SEND-04 of %j', (status, want) => {
  expect(judged(acceptedMailIsQueued, made(sent({ message_id: id, status })))).toEqual(want);
});

const batch = (messages: number, indexes: readonly unknown[]): Made => ({
  path: '/emails/send/batch',
  sent: { messages: Array.from({ length: messages }, () => ({})) },
  body: success({ results: indexes.map((index) => ({ index })), summary: {} }),
});

const tooFew = ['A batch does not have one result per message.'];
const misplaced = ['The results of a batch are not indexed from 0, each once.'];

test.each<[string, Made, { readonly results: Said; readonly indexes: Said }]>([
  ['every message once', batch(3, [0, 1, 2]), { results: [], indexes: [] }],
  ['another order', batch(2, [1, 0]), { results: [], indexes: [] }],
  ['a missing result', batch(3, [0, 2]), { results: tooFew, indexes: [] }],
  ['a result too many', batch(1, [0, 0]), { results: tooFew, indexes: misplaced }],
  ['counting from 1', batch(2, [1, 2]), { results: [], indexes: misplaced }],
  ['an index twice', batch(2, [0, 0]), { results: [], indexes: misplaced }],
  ['no index', batch(1, [undefined]), { results: [], indexes: misplaced }],
  ['numerals', batch(2, ['0', '1']), { results: [], indexes: [] }],
  [
    'a single send',
    { body: success({ results: [] }), sent: { messages: [] } },
    { results: 'silent', indexes: 'silent' },
  ],
  [
    'a request that is no JSON',
    { path: '/emails/send/batch', sent: '{', body: success({ results: [] }) },
    { results: 'silent', indexes: 'silent' },
  ],
])('BATCH-05 and BATCH-06 of %s', (_, what, want) => {
  expect(judged(everyMessageHasAResult, made(what))).toEqual(want.results);
  expect(judged(resultsAreIndexedFromZero, made(what))).toEqual(want.indexes);
});

test('the first servers had UUIDs and marked replays', () => {
  const legacy = contextFor({ profile: findProfile('legacy@2026-03') });
  const uuid = { message_id: '2f1e6a54-0000-4000-8000-000000000000', status: 'queued', idempotent: true };
  expect(judged(messageIdHasItsForm, made(sent(uuid)), legacy)).toEqual([]);
  expect(judged(messageIdHasItsForm, made(sent({ ...uuid, message_id: id })), legacy)).not.toEqual([]);
  expect(judged(sendDataHasTwoMembers, made(sent(uuid)), legacy)).toEqual([]);
  expect(judged(sendDataHasTwoMembers, made(sent(uuid)))).not.toEqual([]);
});
