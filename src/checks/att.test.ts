import { expect, test } from 'vitest';
import { judged } from '../../test/support/judged.js';
import { failure, made, success, type Made } from '../../test/support/observation.js';
import { attachmentExpiresLater, attachmentHasFiveMembers, attachmentIdHasItsForm } from './att-attachment.js';
import { intentListsHeaders, intentTellsHowToUpload, uploadUrlIsShortLived } from './att-intent.js';
import type { Invariant, Observation } from './check.js';
import { repliesAreSnakeCase } from './conv-members.js';

type Said = 'silent' | readonly string[];

const date = 'Thu, 11 Jun 2026 09:00:00 GMT';
const soon = '2026-06-11T09:15:00.000Z';

function seenAt(listed: string, what: Made): Observation {
  return made({ headers: [['Date', date]], status: 201, listed, ...what });
}

function says(check: Invariant, key: string, what: Made): Said {
  return judged(check, seenAt(key, what));
}

const upload = 'POST /emails/attachments';
const complete = 'PUT /emails/attachment-uploads/{upload_id}';
const attachment = {
  attachment_id: 'att_0123456789abcdefghijklmn',
  filename: 'a.txt',
  content_type: 'text/plain',
  size_bytes: 1,
  expires_at: soon,
};

const otherMembers = ['The data of an upload has other members than those of an attachment.'];

test.each<[string, { readonly key: string; readonly data: unknown }, Said]>([
  ['an attachment', { key: upload, data: attachment }, []],
  ['a delegated one', { key: complete, data: attachment }, []],
  ['one with a URL', { key: upload, data: { ...attachment, url: 'x' } }, otherMembers],
  ['one without expiry', { key: upload, data: { ...attachment, expires_at: undefined } }, otherMembers],
  ['a list', { key: upload, data: [] }, otherMembers],
  ['its metadata', { key: 'GET /emails/attachments/{attachment_id}', data: {} }, 'silent'],
])('ATT-01 of %s', (_, { key, data }, want) => {
  expect(says(attachmentHasFiveMembers, key, { body: success(data) })).toEqual(want);
});

test('ATT-01 of a refusal', () => {
  expect(says(attachmentHasFiveMembers, upload, { status: 422, body: failure() })).toBe('silent');
});

test.each<[unknown, Said]>([
  [attachment.attachment_id, []],
  ['att_0123456789ABCDEFGHIJKLMN', ['An attachment_id has another form.']],
  ['2f1e6a54-0000-4000-8000-000000000000', ['An attachment_id has another form.']],
  [4711, ['An attachment_id has another form.']],
])('ATT-02 of %j', (attachment_id, want) => {
  expect(says(attachmentIdHasItsForm, upload, { body: success({ ...attachment, attachment_id }) })).toEqual(want);
});

const notAhead = ['expires_at of an attachment is no instant after the reply.'];

test.each<[unknown, Said]>([
  [soon, []],
  ['2026-06-11T11:15:00+02:00', []],
  ['2026-06-11T09:00:00Z', notAhead],
  ['2026-06-11T08:59:59Z', notAhead],
  [1_781_170_200, notAhead],
  ['tomorrow', notAhead],
  [null, notAhead],
])('ATT-04 of %j', (expires_at, want) => {
  expect(says(attachmentExpiresLater, upload, { body: success({ ...attachment, expires_at }) })).toEqual(want);
});

test('what is replayed may have expired', () => {
  const body = success({ ...attachment, expires_at: '2026-06-10T00:00:00Z' });
  expect(says(attachmentExpiresLater, upload, { body, intent: { replayOf: 'TEST.made/0' } })).toBe('silent');
});

const token = 'smx_upload_abc/def';
const headers = { 'Content-Type': 'text/plain', 'Content-Length': '49', 'X-Sendmux-Upload-Token': token };
const intent = {
  upload_id: 'upl_0123456789abcdefghijklmn',
  upload_url: 'https://api.example.com/api/v1/emails/attachment-uploads/upl_0123456789abcdefghijklmn',
  method: 'PUT',
  expires_at: soon,
  max_size_bytes: 18_874_368,
  headers,
};
const announce = 'POST /emails/attachment-uploads';
const saysOfIntent = (check: Invariant, more: object) =>
  says(check, announce, { sent: { size_bytes: 49 }, body: success({ ...intent, ...more }) });

test.each<[string, object, Said]>([
  ['an intent', {}, []],
  ['another id', { upload_id: 'upl_1' }, ['upload_id of an upload intent is not as it should be.']],
  ['a path', { upload_url: '/emails' }, ['upload_url of an upload intent is not as it should be.']],
  ['a scheme of its own', { upload_url: 's3://bucket' }, ['upload_url of an upload intent is not as it should be.']],
  ['POST', { method: 'POST' }, ['method of an upload intent is not as it should be.']],
  ['a past expiry', { expires_at: '2020-01-01T00:00:00Z' }, ['expires_at of an upload intent is not as it should be.']],
  ['half a byte', { max_size_bytes: 0.5 }, ['max_size_bytes of an upload intent is not as it should be.']],
  ['a list of headers', { headers: [] }, ['headers of an upload intent is not as it should be.']],
  ['a number in a header', { headers: { a: 1 } }, ['headers of an upload intent is not as it should be.']],
])('ATT-15 of %s', (_, more, want) => {
  expect(saysOfIntent(intentTellsHowToUpload, more)).toEqual(want);
});

test.each<[string, object, Said]>([
  ['all headers', {}, []],
  ['names in another case', { headers: lowerCased(headers) }, []],
  [
    'no token',
    { headers: { ...headers, 'X-Sendmux-Upload-Token': '' } },
    ['An upload intent lacks X-Sendmux-Upload-Token among its headers.'],
  ],
  [
    'another length',
    { headers: { ...headers, 'Content-Length': '50' } },
    ['Content-Length of an upload intent is not the announced size.'],
  ],
  ['a list', { headers: [] }, 'silent'],
])('ATT-16 of %s', (_, more, want) => {
  expect(saysOfIntent(intentListsHeaders, more)).toEqual(want);
});

function lowerCased(lines: Readonly<Record<string, string>>): object {
  return Object.fromEntries(Object.entries(lines).map(([name, value]) => [name.toLowerCase(), value]));
}

test.each<[string, object, Said]>([
  ['a quarter of an hour', {}, []],
  ['an hour', { expires_at: '2026-06-11T10:00:00.999Z' }, []],
  ['a day', { expires_at: '2026-06-12T09:00:00Z' }, ['An upload URL lives for more than an hour.']],
  [
    'the token in the URL',
    { upload_url: `https://api.example.com/u?token=${encodeURIComponent(token)}` },
    ['An upload URL holds the token.'],
  ],
])('ATT-33 of %s', (_, more, want) => {
  expect(saysOfIntent(uploadUrlIsShortLived, more)).toEqual(want);
});

test('CONV-01 lets the header map of an intent be, and nothing else', () => {
  expect(saysOfIntent(repliesAreSnakeCase, {})).toEqual([]);
  expect(saysOfIntent(repliesAreSnakeCase, { uploadUrl: 'x' })).toEqual([
    'A reply has a member that is not snake_case.',
  ]);
});
