import { expect, test } from 'vitest';
import { folded, judged } from '../../test/support/judged.js';
import { contextFor, made, success, type Made } from '../../test/support/observation.js';
import { findProfile } from '../requirements/profiles/index.js';
import { itemErrorsObeyTheTable, itemPathsHaveOneStyle } from './batch-item-errors.js';
import {
  errorsBelongToFailedItems,
  idsBelongToQueuedItems,
  idsOfABatchAreDistinct,
  itemsAreQueuedOrFailed,
  itemsHaveNoFurtherMembers,
} from './batch-items.js';
import { resultsComeInOrder, summaryCountsTheResults } from './batch-results.js';

type Said = 'silent' | readonly string[];
type Members = Readonly<Record<string, unknown>>;

const id = 'eml_0123456789abcdefghijklmn';
const error = { code: 'validation_error', message: 'A field is wrong.', retryable: false };
const queued = { index: 0, message_id: id, status: 'queued' };
const failed = { index: 1, message_id: null, status: 'failed', error };

const batch = (results: readonly unknown[], summary: unknown = {}): Made => ({
  path: '/emails/send/batch',
  sent: { messages: results.map(() => ({})) },
  body: success({ results, summary }),
});

const legacy = contextFor({ profile: findProfile('legacy@2026-03') });

test.each<[string, readonly unknown[], Said]>([
  ['rising', [0, 1, 2], []],
  ['rising with a gap', [0, 2], []],
  ['falling', [1, 0], ['The results of a batch are not ordered by index.']],
  ['no numbers', [{}, 'x'], []],
  ['a single one', [0], 'silent'],
])('BATCH-07 of indexes that are %s', (_, indexes, want) => {
  expect(judged(resultsComeInOrder, made(batch(indexes.map((index) => ({ index })))))).toEqual(want);
});

test.each<[string, unknown, Said]>([
  ['right', { total: 2, queued: 1, failed: 1 }, []],
  ['right but text', { total: '2', queued: '1', failed: '1' }, []],
  ['queued only', { total: 1, queued: 1, failed: 1 }, ['summary.total is not what the results say.']],
  ['without failures', { total: 2, queued: 1, failed: 0 }, ['summary.failed is not what the results say.']],
  ['too happy', { total: 2, queued: 2, failed: 1 }, ['summary.queued is not what the results say.']],
  ['no object', 'two', 'silent'],
])('BATCH-08 of a summary that is %s', (_, summary, want) => {
  expect(judged(summaryCountsTheResults, made(batch([queued, failed], summary)))).toEqual(want);
});

test('BATCH-08 takes the number of results for a total where results are missing', () => {
  const reply = { ...batch([queued], { total: 1, queued: 1, failed: 0 }), sent: { messages: [{}, {}] } };
  expect(judged(summaryCountsTheResults, made(reply))).toEqual([]);
});

test('BATCH-08 does not count results that are neither queued nor failed', () => {
  const reply = batch([{ ...queued, status: 'sent' }], { total: 1, queued: 1, failed: 0 });
  expect(judged(summaryCountsTheResults, made(reply))).toEqual([]);
});

test.each<[unknown, Said]>([
  ['queued', []],
  ['failed', []],
  ['sent', ['A result is neither queued nor failed.']],
  [undefined, ['A result is neither queued nor failed.']],
])('BATCH-09 of the status %j', (status, want) => {
  expect(judged(itemsAreQueuedOrFailed, made(batch([{ status }])))).toEqual(want);
});

const noId = ['A queued message has no proper message_id.'];
const notNull = ['The message_id of a failed message is not null.'];

test.each<[string, Members, Said]>([
  ['queued with an id', queued, []],
  ['queued without one', { status: 'queued' }, noId],
  ['queued with a UUID', { ...queued, message_id: '2f1e6a54-0000-4000-8000-000000000000' }, noId],
  ['failed with null', failed, []],
  ['failed with an id', { ...failed, message_id: id }, notNull],
  ['failed with nothing', { status: 'failed' }, notNull],
  ['sent', { status: 'sent', message_id: 1 }, []],
])('BATCH-10 of a message that is %s', (_, item, want) => {
  expect(judged(idsBelongToQueuedItems, made(batch([item])))).toEqual(want);
});

test('BATCH-10 expects UUIDs of the first servers', () => {
  const uuid = batch([{ ...queued, message_id: '2f1e6a54-0000-4000-8000-000000000000' }]);
  expect(judged(idsBelongToQueuedItems, made(uuid), legacy)).toEqual([]);
  expect(judged(idsBelongToQueuedItems, made(batch([queued])), legacy)).toEqual(noId);
});

const incomplete = ['The error of a failed message is incomplete.'];

test.each<[string, Members, Said]>([
  ['a queued message without', queued, []],
  ['a queued message with null', { ...queued, error: null }, ['A queued message has an error.']],
  ['a failed message', failed, []],
  ['a failed message without', { status: 'failed' }, ['A failed message has no error object.']],
  ['a failed message as text', { status: 'failed', error: 'no' }, ['A failed message has no error object.']],
  ['a failed message without code', { ...failed, error: { ...error, code: '' } }, incomplete],
  ['a failed message without message', { ...failed, error: { ...error, message: undefined } }, incomplete],
  ['a failed message without retryable', { ...failed, error: { ...error, retryable: undefined } }, incomplete],
])('BATCH-11 of the error of %s', (_, item, want) => {
  expect(judged(errorsBelongToFailedItems, made(batch([item])))).toEqual(want);
});

test('BATCH-11 lets the first servers leave retryable out', () => {
  const without = batch([{ ...failed, error: { ...error, retryable: undefined } }]);
  expect(judged(errorsBelongToFailedItems, made(without), legacy)).toEqual([]);
});

test('a fault that a hundred results share is told once', () => {
  const all = Array.from({ length: 100 }, () => ({ status: 'sent' }));
  expect(judged(itemsAreQueuedOrFailed, made(batch(all)))).toHaveLength(1);
});

test.each<[string, readonly unknown[], Said]>([
  ['distinct', [queued, { ...queued, message_id: id.toUpperCase() }], []],
  ['equal', [queued, queued], ['Two messages of a batch have the same id.']],
  ['of failed messages', [queued, queued, { ...failed, message_id: '' }].slice(1), 'silent'],
  ['one', [queued, failed], 'silent'],
])('BATCH-19 of ids that are %s', (_, results, want) => {
  expect(judged(idsOfABatchAreDistinct, made(batch(results)))).toEqual(want);
});

test('BATCH-20 names members that a result does not have', () => {
  const marked = batch([{ ...queued, idempotent: true }]);
  expect(judged(itemsHaveNoFurtherMembers, made(batch([queued, failed])))).toEqual([]);
  expect(judged(itemsHaveNoFurtherMembers, made(marked))).toEqual(['A result has members of its own.']);
  expect(judged(itemsHaveNoFurtherMembers, made(marked), legacy)).toEqual([]);
});

const issue = { field: 'to.email', code: 'x', message: 'y' };

test.each<[string, Members, Said]>([
  ['nothing more', {}, []],
  ['another flag', { retryable: true }, ['In the error of a message, retryable does not go with the code.']],
  ['a fitting doc_url', { doc_url: 'https://x.example/e#validation_error' }, []],
  [
    'another doc_url',
    { doc_url: 'https://x.example/e#batch' },
    ['In the error of a message, doc_url does not lead to the code.'],
  ],
  ['param and issues', { param: 'to.email', errors: [issue] }, []],
  [
    'another param',
    { param: 'cc', errors: [issue] },
    ['In the error of a message, param is not the field of the first issue.'],
  ],
  ['an unknown code', { code: 'bad_mail', retryable: true }, []],
  ['a code of no field', { code: 'not_found' }, []],
  [
    'a param that no field is behind',
    { code: 'not_found', param: 'from' },
    ['In the error of a message, an issue is named though no field is at fault.'],
  ],
])('BATCH-21 of an error with %s', (_, more, want) => {
  expect(judged(itemErrorsObeyTheTable, made(batch([{ ...failed, error: { ...error, ...more } }])))).toEqual(want);
});

const faultAt = (...fields: string[]) =>
  made(batch(fields.map((field) => ({ ...failed, error: { ...error, param: field, errors: [{ field }] } }))));
const mixed = ['Fields in errors of messages are told in two styles.'];

test('BATCH-22 wants one style in all replies', () => {
  const [relative, absolute] = [faultAt('to.email', 'cc.1'), faultAt('messages.1.to.email')];
  expect(folded(itemPathsHaveOneStyle, [made({}), relative, relative])).toEqual(['silent', [], []]);
  expect(folded(itemPathsHaveOneStyle, [absolute, relative])).toEqual([[], mixed]);
  expect(folded(itemPathsHaveOneStyle, [faultAt('to.email', 'messages[1].to.email')])).toEqual([mixed]);
});
