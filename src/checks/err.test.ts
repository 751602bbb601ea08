import { expect, test } from 'vitest';
import { folded, judged } from '../../test/support/judged.js';
import { contextFor, failure, made, success, type Made } from '../../test/support/observation.js';
import type { Invariant } from './check.js';
import { codesHaveOneStatus, codesKeepTheirRows, retryableFollowsTheStatus } from './err-codes.js';
import { requestsCauseNoInternalError } from './err-garbage.js';
import {
  fieldsAreDotPaths,
  issuesBelongToBadRequests,
  issuesComeOnce,
  issuesHaveThreeMembers,
  paramIsTheFirstField,
} from './err-issues.js';
import {
  docUrlLeadsToTheCode,
  failuresLinkToTheErrorPage,
  messageIsForPeople,
  paramNamesAField,
} from './err-members.js';

type Verdict = 'silent' | readonly string[];
type Members = Readonly<Record<string, unknown>>;

const failing = (status: number, error: Members, more: Made = {}): Made => ({ status, body: failure(error), ...more });
const row = (id: string): Invariant => {
  const check = codesKeepTheirRows.find(({ requirement }) => requirement === id);
  if (!check) throw new Error(`there is no check of ${id}`);
  return check;
};

test.each<[string, Made, Verdict]>([
  ['ERR-01 of its row', failing(401, { code: 'authentication_required' }), []],
  ['ERR-01 of another code', failing(401, { code: 'unauthorized' }), 'silent'],
  [
    'ERR-08 of another status of the table',
    failing(403, { code: 'insufficient_credits' }),
    ['insufficient_credits comes with another status than its own.'],
  ],
  [
    'ERR-10 of the status of broken JSON',
    failing(400, { code: 'validation_error' }),
    ['validation_error comes with another status than its own.'],
  ],
  [
    'ERR-11 of a flag that invites to retry',
    failing(409, { code: 'idempotency_conflict', retryable: true }),
    ['idempotency_conflict is said to be worth a retry.'],
  ],
  [
    'ERR-07 of a flag that forbids it',
    failing(500, { code: 'internal_error', retryable: false }),
    ['internal_error is said to be final.'],
  ],
  ['ERR-05 of a wrong method', failing(405, { code: 'not_found', retryable: true }), []],
  ['ERR-03 of a wrong media type', failing(415, { code: 'invalid_parameter' }), []],
  ['ERR-14 of no flag', failing(503, { code: 'service_unavailable', retryable: undefined }), []],
  [
    'ERR-15 of no Retry-After',
    failing(429, { code: 'daily_limit_exceeded', retryable: true }),
    ['A daily limit does not say when it ends.'],
  ],
  [
    'ERR-15 of Retry-After',
    failing(429, { code: 'daily_limit_exceeded', retryable: true }, { headers: [['Retry-After', '3600']] }),
    [],
  ],
  ['ERR-06 of no Retry-After', failing(429, { code: 'rate_limit_exceeded', retryable: true }), []],
])('%s', (title, what, want) => {
  expect(judged(row(title.slice(0, 6)), made(what))).toEqual(want);
});

const severalStatuses = ['A code comes with more than one status.'];

test('ERR-18 holds a code of the vocabulary without a row of its own to its status', () => {
  const seen = [failing(409, { code: 'conflict' }), failing(400, { code: 'conflict' })].map(made);
  expect(folded(codesHaveOneStatus, seen)).toEqual([[], severalStatuses]);
});

test('ERR-18 holds any other code to the status it came with first', () => {
  const seen = [404, 404, 400].map((status) => made(failing(status, { code: 'gone_fishing' })));
  expect(folded(codesHaveOneStatus, seen)).toEqual([[], [], severalStatuses]);
});

test('ERR-18 leaves codes with a row of their own, and statuses of HTTP, to others', () => {
  const seen = [
    failing(400, { code: 'validation_error' }),
    failing(405, { code: 'conflict' }),
    failing(409, { code: 7 }),
    { body: success() },
  ].map(made);
  expect(folded(codesHaveOneStatus, seen)).toEqual([[], [], 'silent', 'silent']);
});

test('ERR-18 knows the status of a code that a vendor declares', () => {
  const { profile } = contextFor();
  const declared = { ...profile, options: { ...profile.options, extraErrorCodes: { teapot: 418 } } };
  const step = (status: number) =>
    codesHaveOneStatus.step(new Map(), made(failing(status, { code: 'teapot' })), contextFor({ profile: declared }));
  expect(step(418).violations).toEqual([]);
  expect(step(400).violations).toHaveLength(1);
});

test.each<[string, Made, Verdict]>([
  ['a wrong method', failing(405, { code: 'not_found' }), []],
  [
    'a wrong method worth a retry',
    failing(405, { code: 'not_found', retryable: true }),
    ['A 405 is said to be worth a retry.'],
  ],
  [
    'an unknown code worth a retry',
    failing(409, { code: 'busy', retryable: true }),
    ['A 409 is said to be worth a retry.'],
  ],
  ['an unknown code of a 5xx that is final', failing(500, { code: 'oops' }), ['A 500 is said to be final.']],
  ['an unknown method that is final', failing(501, { code: 'oops' }), []],
  ['a code with a row of its own', failing(409, { code: 'idempotency_conflict', retryable: true }), []],
  ['no flag', failing(409, { code: 'busy', retryable: 'no' }), 'silent'],
])('ERR-19 of %s', (_, what, want) => {
  expect(judged(retryableFollowsTheStatus, made(what))).toEqual(want);
});

test.each<[string, unknown, Verdict]>([
  ['the section of the code', 'https://docs.example/errors#validation_error', []],
  ['plain http', 'http://docs.example/#validation_error', []],
  ['another section', 'https://docs.example/errors#errors', ['The fragment of doc_url is not the code.']],
  ['no section', 'https://docs.example/errors', ['doc_url has no fragment.']],
  ['a path', '/errors#validation_error', ['doc_url is no absolute web address.']],
  ['another scheme', 'javascript:1#validation_error', ['doc_url is no absolute web address.']],
  ['a number', 1, ['doc_url is no absolute web address.']],
  ['null', null, 'silent'],
])('ERR-20 of a link to %s', (_, link, want) => {
  expect(judged(docUrlLeadsToTheCode, made(failing(422, { doc_url: link })))).toEqual(want);
});

const linked = (link: unknown) => made(failing(422, { doc_url: link }));
const elsewhere = ['doc_url leads elsewhere than to the error page of the API.'];

test('ERR-21 wants a link on every failure, to one host', () => {
  const seen = [
    linked(undefined),
    linked('https://docs.example/a#x'),
    linked('https://docs.example/b#y'),
    linked('https://old.example/a#x'),
    linked('nonsense'),
    made({ body: success() }),
  ];
  expect(folded(failuresLinkToTheErrorPage, seen)).toEqual([
    ['A failure has no doc_url.'],
    [],
    [],
    elsewhere,
    [],
    'silent',
  ]);
});

test('ERR-21 holds links to the pattern of the profile', () => {
  const { profile } = contextFor();
  const options = { ...profile.options, docUrlPattern: '^https://docs\\.example/errors#' };
  const context = contextFor({ profile: { ...profile, options } });
  const step = (link: string) => failuresLinkToTheErrorPage.step(null, linked(link), context).violations;
  expect(step('https://docs.example/errors#x')).toEqual([]);
  expect(step('https://docs.example/api#x')).toHaveLength(1);
});

const outOfPlace = (status: number) => [`A ${status} that concerns no field has param.`];
const mail = { from: { email: 'a@example.com' } };

test.each<[string, Made, Verdict]>([
  ['422', failing(422, { param: 'to.email' }), []],
  ['401', failing(401, { code: 'authentication_required', param: 'Authorization' }), outOfPlace(401)],
  ['402', failing(402, { code: 'insufficient_credits', param: '' }), outOfPlace(402)],
  ['429', failing(429, { code: 'rate_limit_exceeded', param: 'x' }), outOfPlace(429)],
  ['503', failing(503, { code: 'service_unavailable', param: 'x' }), outOfPlace(503)],
  ['a conflict of keys', failing(409, { code: 'idempotency_conflict', param: 'x' }), outOfPlace(409)],
  ['a conflict of a resource', failing(409, { code: 'conflict', param: 'name' }), []],
  ['a foreign sender', failing(404, { code: 'not_found', param: 'from.email' }, { sent: mail }), []],
  [
    'a foreign sender in a batch',
    failing(
      404,
      { code: 'not_found', param: 'from.email' },
      { path: '/emails/send/batch', sent: { messages: [mail] } },
    ),
    [],
  ],
  ['a member that was not sent', failing(404, { code: 'not_found', param: 'path' }, { sent: mail }), outOfPlace(404)],
  [
    'an unknown path',
    failing(404, { code: 'not_found', param: 'from' }, { path: '/nope', sent: mail }),
    outOfPlace(404),
  ],
  [
    'a key without permission',
    failing(
      403,
      { code: 'insufficient_permissions', param: 'from' },
      { sent: mail, intent: { principal: 'unprivileged' } },
    ),
    outOfPlace(403),
  ],
  ['a restricted team', failing(403, { code: 'billing_restricted', param: 'from' }, { sent: mail }), outOfPlace(403)],
  ['a body that is no JSON', failing(403, { param: 'from' }, { sent: '{' }), outOfPlace(403)],
  ['a null', failing(401, { param: null }), []],
  ['a success', { body: success() }, 'silent'],
])('ERR-22 of param on %s', (_, what, want) => {
  expect(judged(paramNamesAField, made(what))).toEqual(want);
});

test('ERR-22 tolerates param on the codes that the profile names', () => {
  const { profile } = contextFor();
  const options = { ...profile.options, allowParamOn: ['insufficient_credits'] };
  const seen = made(failing(402, { code: 'insufficient_credits', param: 'to.email' }));
  expect(judged(paramNamesAField, seen, contextFor({ profile: { ...profile, options } }))).toEqual([]);
});

const issue = (field: unknown, more: Members = {}): Members => ({
  field,
  code: 'too_long',
  message: 'Too long.',
  ...more,
});
const listing = (errors: unknown, more: Members = {}, made: Made = {}): Made => failing(422, { errors, ...more }, made);
const inBatch = (error: Members): Made => ({
  path: '/emails/send/batch',
  body: success({ results: [{ error }, null] }),
});

test.each<[string, Made, Verdict]>([
  ['the first field', listing([issue('to.email'), issue('cc')], { param: 'to.email' }), []],
  ['the last field', listing([issue('to.email'), issue('cc')], { param: 'cc' }), ['param is not the first field.']],
  ['nothing', listing([issue('to.email')]), ['A failure with issues has no param.']],
  ['an issue without field', listing([issue(undefined)]), []],
  ['no issues', listing([], { param: 'cc' }), 'silent'],
  ['a message of a batch', inBatch({ errors: [issue('to')] }), 'silent'],
])('ERR-23 of param naming %s', (_, what, want) => {
  expect(judged(paramIsTheFirstField, made(what))).toEqual(want);
});

const otherMembers = ['An issue has other members than field, code and message.'];

test.each<[string, Made, Verdict]>([
  ['three texts', listing([issue('to.email')]), []],
  ['a fourth member', listing([issue('to'), issue('cc', { value: 1 })]), otherMembers],
  ['path instead of field', listing([{ path: 'to', code: 'x', message: 'y' }]), otherMembers],
  ['an array as field', listing([issue(['to'])]), otherMembers],
  ['an empty message', listing([issue('to', { message: '' })]), otherMembers],
  ['null for an issue', listing([null]), otherMembers],
  ['an object for the list', listing({}), ['errors is no list.']],
  ['null for the list', listing(null), 'silent'],
  ['a message of a batch', inBatch({ errors: ['to'] }), otherMembers],
])('ERR-25 of %s', (_, what, want) => {
  expect(judged(issuesHaveThreeMembers, made(what))).toEqual(want);
});

test.each<[string, Made, Verdict]>([
  ['422', listing([issue('to')]), []],
  ['400', failing(400, { errors: [issue('to')] }), []],
  ['415', failing(415, { errors: [issue('Content-Type')] }), []],
  ['401', failing(401, { errors: [] }), ['A 401 has errors.']],
  ['500 with null', failing(500, { errors: null }), []],
])('ERR-26 of errors on %s', (_, what, want) => {
  expect(judged(issuesBelongToBadRequests, made(what))).toEqual(want);
});

const noDotPath = ['A field is no dot path.'];

test.each<[string, Made, Verdict]>([
  ['cc.3.email', listing([issue('to'), issue('cc.3.email')]), []],
  ['cc[3].email', listing([issue('to'), issue('cc[3].email')]), noDotPath],
  ['/cc/3/email', listing([issue('/cc/3/email')]), noDotPath],
  ['a strange name that was sent', listing([issue('a b')], {}, { sent: { messages: [{ 'a b': 1 }] } }), 'silent'],
  ['a plain name that was sent', listing([issue('a b')], {}, { sent: { a: 1 } }), noDotPath],
  ['nothing', listing([issue('')]), []],
])('ERR-27 of a field like %s', (_, what, want) => {
  expect(judged(fieldsAreDotPaths, made(what))).toEqual(want);
});

test.each<[string, Made, Verdict]>([
  ['two issues of one field', listing([issue('to'), issue('to', { code: 'wrong' })]), []],
  ['one issue twice', listing([issue('to'), issue('cc'), issue('to')]), ['An issue is reported twice.']],
  ['a success', { body: success() }, 'silent'],
])('ERR-29 of %s', (_, what, want) => {
  expect(judged(issuesComeOnce, made(what))).toEqual(want);
});

const nothingSaid = ['The message of an error says nothing to a person.'];

test.each<[string, unknown, Verdict]>([
  ['a sentence', 'The code validation_error means that a field is wrong.', []],
  ['the code', 'validation_error', nothingSaid],
  ['blanks', '  ', nothingSaid],
  ['an object', 'Failed: [object Object]', nothingSaid],
  ['undefined', 'undefined', nothingSaid],
  ['no text', '', 'silent'],
])('ERR-30 of a message that is %s', (_, message, want) => {
  expect(judged(messageIsForPeople, made(failing(422, { message })))).toEqual(want);
  expect(judged(messageIsForPeople, made(inBatch({ code: 'validation_error', message })))).toEqual(want);
});

test.each<[string, Made, Verdict]>([
  ['a refusal', failing(422, {}), []],
  ['an internal error', { status: 500, body: 'oops' }, ['A request makes the server fail.']],
  ['a fault that was switched on', { status: 500, intent: { faulted: true } }, 'silent'],
  ['an outage', { status: 503 }, 'silent'],
  ['a success', { body: success() }, 'silent'],
])('ERR-32 of %s', (_, what, want) => {
  expect(judged(requestsCauseNoInternalError, made(what))).toEqual(want);
});
