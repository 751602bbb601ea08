import { expect, test } from 'vitest';
import { judged } from '../../test/support/judged.js';
import { contextFor, failure, made, success, type Made } from '../../test/support/observation.js';
import { findProfile } from '../requirements/profiles/index.js';
import { documentIsBare } from './env-document.js';
import {
  everyReplyIsAnEnvelope,
  failureHasThreeMembers,
  metaHoldsTheRequestId,
  okAgreesWithTheStatus,
  sendsCarryNoPagination,
  successHasThreeMembers,
} from './env-envelope.js';
import { errorCodesArePublished, errorHasItsCore, errorHasNoFurtherMembers } from './env-error.js';
import { failuresLeakNothing } from './env-leaks.js';
import { bodiesAreStrictJson } from './env-strict-json.js';

const refusedWith = (error: Readonly<Record<string, unknown>>): Made => ({ status: 422, body: failure(error) });
const document: Made = { method: 'GET', path: '/openapi.json', body: { openapi: '3.1.0' } };

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a success', { body: success() }, []],
  ['a failure', { status: 422, body: failure() }, []],
  ['the document', document, 'silent'],
  ['the document that does not list itself', { ...document, intent: { operation: null } }, 'silent'],
  [
    'a failure in place of the document',
    { ...document, status: 500, body: { error: 'x' } },
    ['The body has no boolean member ok.'],
  ],
  ['a 304', { ...document, status: 304, body: '' }, 'silent'],
  ['a HEAD', { method: 'HEAD', body: '' }, 'silent'],
  ['an OPTIONS', { method: 'OPTIONS', body: {} }, 'silent'],
  ['a page in HTML', { status: 404, body: '<h1>Not Found</h1>', type: 'text/html' }, 'silent'],
  ['an envelope under another type', { body: { ok: true }, type: 'text/plain' }, ['The body has no object meta.']],
  ['a number in plain text', { status: 404, body: '404', type: 'text/plain' }, 'silent'],
  ['a bare error', { status: 422, body: { code: 'x' } }, ['The body has no boolean member ok.']],
  ['ok as a string', { body: { ...success(), ok: 'true' } }, ['The body has no boolean member ok.']],
  ['no meta', { body: { ok: true, data: {} } }, ['The body has no object meta.']],
  ['an array', { body: [] }, ['The body is no JSON object.']],
])('ENV-01 of %s', (_, what, want) => {
  expect(judged(everyReplyIsAnEnvelope, made(what))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a success', { body: success() }, []],
  ['a stale error', { body: { ...success(), error: null } }, ['A success has other members than ok, data and meta.']],
  ['missing data', { body: { ok: true, meta: {} } }, ['A success has other members than ok, data and meta.']],
  ['a failure', { status: 422, body: failure() }, 'silent'],
  ['no envelope', { body: { message_id: 'x' } }, 'silent'],
])('ENV-02 of %s', (_, what, want) => {
  expect(judged(successHasThreeMembers, made(what))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a failure', { status: 422, body: failure() }, []],
  [
    'null data',
    { status: 422, body: { ...failure(), data: null } },
    ['A failure has other members than ok, error and meta.'],
  ],
  ['a success', { body: success() }, 'silent'],
  ['no envelope', { status: 422, body: { error: 'x' } }, 'silent'],
])('ENV-03 of %s', (_, what, want) => {
  expect(judged(failureHasThreeMembers, made(what))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a full error', refusedWith({}), []],
  ['no retryable', refusedWith({ retryable: undefined }), ['error.retryable is not true or false.']],
  ['retryable as a string', refusedWith({ retryable: 'false' }), ['error.retryable is not true or false.']],
  ['an empty message', refusedWith({ message: '' }), ['error.message is not a non-empty string.']],
  ['a code that is a number', refusedWith({ code: 422 }), ['error.code is not a non-empty string.']],
  ['an error that is a string', { status: 422, body: { ...failure(), error: 'x' } }, ['error is no object.']],
  ['no error at all', { status: 422, body: { ok: false, meta: {} } }, 'silent'],
])('ENV-04 of %s', (_, what, want) => {
  expect(judged(errorHasItsCore, made(what))).toEqual(want);
});

test('ENV-04 lets the first servers leave retryable out', () => {
  const early = contextFor({ profile: findProfile('legacy@2026-03') });
  const without = made(refusedWith({ retryable: undefined }));
  expect(judged(errorHasItsCore, without, early)).toEqual([]);
  expect(judged(errorHasItsCore, without)).toHaveLength(1);
  expect(judged(errorHasItsCore, made(refusedWith({ retryable: 'no' })), early)).toHaveLength(1);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['all members', refusedWith({ param: 'a', doc_url: 'https://example.com', errors: [] }), []],
  ['a status', refusedWith({ status: 422 }), ['error has members of its own.']],
  ['a success', { body: success() }, 'silent'],
])('ENV-05 of %s', (_, what, want) => {
  expect(judged(errorHasNoFurtherMembers, made(what))).toEqual(want);
});

test.each<[string, unknown, readonly string[]]>([
  ['an id', { request_id: 'req_1' }, []],
  ['nothing', {}, ['meta has other members than request_id.']],
  ['more', { request_id: 'req_1', took_ms: 3 }, ['meta has other members than request_id.']],
  ['a number', { request_id: 1 }, ['meta.request_id is no string with content.']],
  ['an empty id', { request_id: '' }, ['meta.request_id is no string with content.']],
])('ENV-06 of meta with %s', (_, meta, want) => {
  expect(judged(metaHoldsTheRequestId, made({ body: { ...success(), meta } }))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['200 and true', { body: success() }, []],
  ['422 and false', { status: 422, body: failure() }, []],
  ['200 and false', { status: 200, body: failure() }, ['A 2xx reply says ok: false.']],
  ['500 and true', { status: 500, body: success() }, ['A failure says ok: true.']],
  ['302', { status: 302, body: failure() }, 'silent'],
])('ENV-07 of %s', (_, what, want) => {
  expect(judged(okAgreesWithTheStatus, made(what))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a published code', refusedWith({}), []],
  ['another one', refusedWith({ code: 'bad_request' }), ['An error code is none of the published ones.']],
  [
    'a name that every object has',
    refusedWith({ code: 'constructor' }),
    ['An error code is none of the published ones.'],
  ],
  [
    'a failed message of a batch',
    {
      path: '/emails/send/batch',
      body: success({ results: [{ error: { code: 'E1' } }, { error: { code: 'E1' } }, null] }),
    },
    ['An error code is none of the published ones.'],
  ],
  ['a success', { body: success() }, 'silent'],
])('ENV-09 of %s', (_, what, want) => {
  expect(judged(errorCodesArePublished, made(what))).toEqual(want);
});

test('ENV-09 knows the codes that a vendor declares', () => {
  const { profile } = contextFor();
  const declared = { ...profile, options: { ...profile.options, extraErrorCodes: { teapot: 418 } } };
  const seen = made(refusedWith({ code: 'teapot' }));
  expect(judged(errorCodesArePublished, seen, contextFor({ profile: declared }))).toEqual([]);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['one JSON text', { body: success() }, []],
  ['text behind it', { body: '{} {}' }, ['A body that claims to be JSON is not.']],
  ['a repeated member', { body: '{"ok":true,"ok":true}' }, ['A JSON object names a member twice.']],
  ['HTML that does not claim to be JSON', { body: '<p>', type: 'text/html' }, 'silent'],
  ['a problem document', { body: '{', type: 'application/problem+json' }, ['A body that claims to be JSON is not.']],
  ['a body cut at our limit', { body: '{"a', truncated: true }, 'silent'],
  ['no body', { status: 204 }, 'silent'],
])('ENV-10 of %s', (_, what, want) => {
  expect(judged(bodiesAreStrictJson, made(what))).toEqual(want);
});

const saying = (message: string, more: Made = {}): Made => ({ status: 500, body: failure({ message }), ...more });
const key = 'smx_mbx_not_a_real_one';

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a plain failure', saying('The mail at /emails/send was refused at 10:15:20.'), []],
  ['a key in use', saying('Bad key smx_mbx_0123456789abcdef.'), ['A failure repeats a credential.']],
  [
    'the key of the request',
    saying(`Bad key ${key}.`, { asked: [['authorization', `Bearer ${key}`]] }),
    ['A failure repeats a credential.'],
  ],
  ['a short word that was sent as key', saying('Bad key.', { asked: [['Authorization', 'Bearer key']] }), []],
  ['a Node stack', saying('Oops\n    at Object.send (/srv/api/send.js:10:5)'), ['A failure shows a stack trace.']],
  [
    'a Node stack without names',
    saying('Oops\n    at file:///srv/api/send.js:10:5'),
    ['A failure shows a stack trace.'],
  ],
  ['a Python stack', saying('File "/srv/api.py", line 3, in send'), ['A failure shows a stack trace.']],
  ['a Java stack', saying('\tat com.example.Api.send(Api.java:12)'), ['A failure shows a stack trace.']],
  ['an SQL error', saying('SQLSTATE[23000]: duplicate'), ['A failure shows an SQL error.']],
  ['a file path', saying('cannot open /var/lib/queue'), ['A failure shows a file path.']],
  ['a path that the request held', saying('unknown member "/var/lib/queue"', { sent: { '/var/lib/queue': 1 } }), []],
  ['a success', { body: success({ message: '/var/lib/queue' }) }, 'silent'],
])('ENV-11 of %s', (_, what, want) => {
  expect(judged(failuresLeakNothing, made(what))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['the document', document, []],
  [
    'the document in an envelope',
    { ...document, body: success({ openapi: '3.1.0' }) },
    ['The document is not the body itself.'],
  ],
  ['another object', { ...document, body: {} }, ['The document is not the body itself.']],
  ['a page', { ...document, body: '<p>', type: 'text/html' }, 'silent'],
  ['a failure', { ...document, status: 404, body: failure() }, 'silent'],
  ['a send', { body: success() }, 'silent'],
])('ENV-12 of %s', (_, what, want) => {
  expect(judged(documentIsBare, made(what))).toEqual(want);
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['a send', { body: success() }, []],
  [
    'a send with pagination',
    { body: { ...success(), pagination: null } },
    ['A reply to a send has a member pagination.'],
  ],
  ['a list', { method: 'GET', path: '/domains', body: { ...success(), pagination: {} } }, 'silent'],
])('ENV-13 of %s', (_, what, want) => {
  expect(judged(sendsCarryNoPagination, made(what))).toEqual(want);
});
