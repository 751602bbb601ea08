import { expect, test } from 'vitest';
import { contextFor, failure, success } from '../../test/support/observation.js';
import { judgedCase, triedCase, type MadeCase } from '../../test/support/tried-mail.js';
import type { Edit } from '../generate/schema-source.js';
import { findProfile } from '../requirements/profiles/index.js';
import { batchOracles } from './batch-oracles.js';
import { faultOfEdit } from './mail-faults.js';
import { mailOracles } from './mail-oracles.js';

const refusal = (...fields: readonly string[]) => ({
  status: 422,
  body: failure({ param: fields[0], errors: fields.map((field) => ({ field, code: 'invalid', message: 'Wrong.' })) }),
});
const accepted = { body: success() };

const idIn = (name: string) => name.slice(0, name.indexOf(' '));
const of = (id: string) => mailOracles.find(({ requirement }) => requirement === id);
const ofBatch = (id: string) => batchOracles.find(({ requirement }) => requirement === id);

test.each<[string, Partial<Edit>, string]>([
  ['a subject left out', { at: '/body/subject', keyword: 'required' }, 'SEND-06'],
  ['an address without @', { at: '/body/cc/3/email', keyword: 'format' }, 'SEND-07'],
  ['a return path without @', { at: '/body/return_path', keyword: 'format' }, 'SEND-07'],
  ['an address that is too long', { at: '/body/to/email', keyword: 'maxLength' }, 'SEND-08'],
  ['a name with a line break', { at: '/body/from/name', keyword: 'pattern' }, 'SEND-09'],
  ['an empty subject', { at: '/body/subject', keyword: 'minLength' }, 'SEND-10'],
  ['an empty body', { at: '/body/html_body', keyword: 'minLength' }, 'SEND-11'],
  ['a list of recipients', { at: '/body/to', keyword: 'type', after: [] }, 'SEND-13'],
  ['too many copies', { at: '/body/cc', keyword: 'maxItems', after: [] }, 'SEND-14'],
  ['a text for reply_to', { at: '/body/reply_to', keyword: 'type', after: 'x' }, 'SEND-16'],
  ['a header of another form', { at: '/body/custom_headers/Bcc', keyword: 'propertyNames' }, 'SEND-17'],
  ['a header with a line break', { at: '/body/custom_headers/X-A', keyword: 'pattern' }, 'SEND-18'],
  ['an unknown member', { at: '/body/tags', keyword: 'additionalProperties' }, 'SEND-19'],
  ['an unknown member below', { at: '/body/cc/0/type', keyword: 'additionalProperties' }, 'SEND-20'],
  ['null', { at: '/body/cc', keyword: 'type', after: null }, 'SEND-21'],
  ['a number for a text', { at: '/body/subject', keyword: 'type', after: 1 }, 'SEND-22'],
  ['null for a required member', { at: '/body/subject', keyword: 'type', after: null }, 'SEND-22'],
  ['no object at all', { at: '/body', keyword: 'type', after: [] }, 'SEND-24'],
  ['too many files', { at: '/body/attachments', keyword: 'maxItems', after: [] }, 'SEND-25'],
  ['a file without content', { at: '/body/attachments/0/content', keyword: 'required' }, 'ATT-29'],
  ['a file of two kinds', { at: '/body/attachments/0', keyword: 'anyOf', after: {} }, 'ATT-30'],
  ['a fault nobody thought of', { at: '/body/subject', keyword: 'not' }, 'ERR-28'],
])('%s is a fault of %s', (_, edit, requirement) => {
  const whole: Edit = { at: '', keyword: '', schema: '', before: undefined, after: undefined, ...edit };
  expect(faultOfEdit(whole, '/body')?.requirement).toBe(requirement);
  expect(faultOfEdit(whole, '/body/messages/1')).toBeNull();
});

const longSubject: MadeCase = { edits: [{ at: '/body/subject', keyword: 'maxLength' }] };

test.each<[name: string, MadeCase, 'silent' | readonly string[]]>([
  ['SEND-10 of a refusal', { ...longSubject, reply: refusal('subject') }, []],
  ['SEND-10 of a success', { ...longSubject, reply: accepted }, ['A faulty mail is accepted.']],
  ['SEND-10 of a fall', { ...longSubject, reply: { status: 500 } }, ['A faulty mail makes the server fail.']],
  ['SEND-10 of a refusal for something else', { ...longSubject, reply: { status: 402 } }, []],
  ['SEND-10 of what a server may read otherwise', { ...longSubject, verdict: 'undecided' }, 'silent'],
  ['SEND-09 of a fault of another', { ...longSubject, reply: accepted }, 'silent'],
  ['ERR-28 of a refusal that names the member', { ...longSubject, reply: refusal('subject') }, []],
  [
    'ERR-28 of a refusal that names another',
    { ...longSubject, reply: refusal('to.email') },
    ['A refusal does not name the member at fault.'],
  ],
  [
    'SPEC-09 of a refused mail without a fault',
    { reply: refusal('subject') },
    ['A mail within all documented limits is refused.'],
  ],
  ['SPEC-09 of a mail that nobody would pay for', { reply: { status: 402 } }, []],
])('%s', (name, what, want) => {
  expect(judgedCase(of(idIn(name)), triedCase(what))).toEqual(want);
});

test('SPEC-09 leaves out mails to more people than all lists together may have', () => {
  const cc = Array.from({ length: 49 }, () => ({}));
  const crowd = triedCase({ body: { cc, bcc: cc }, reply: refusal('cc') });
  const context = contextFor({ profile: findProfile('sending@2026-10') });
  expect(judgedCase(of('SPEC-09'), crowd, context)).toBe('silent');
});

test('ERR-24 wants every fault of a mail named', () => {
  const edits = [
    { at: '/body/subject', keyword: 'minLength' },
    { at: '/body/to/email', keyword: 'format' },
  ];
  expect(judgedCase(of('ERR-24'), triedCase({ edits, reply: refusal('subject', 'to.email') }))).toEqual([]);
  expect(judgedCase(of('ERR-24'), triedCase({ edits, reply: refusal('subject') }))).toEqual([
    'A refusal leaves out some of the faults of a mail.',
  ]);
  expect(judgedCase(of('ERR-24'), triedCase({ edits: edits.slice(0, 1), reply: refusal() }))).toBe('silent');
});

const results = (...statuses: readonly string[]) => ({
  body: success({ results: statuses.map((status, index) => ({ index, status })), summary: {} }),
});
const batchCase = (faulty: readonly number[], reply: MadeCase['reply']): MadeCase => ({
  path: '/emails/send/batch',
  body: { messages: [{}, {}, {}] },
  edits: faulty.map((at) => ({ at: `/body/messages/${at}/subject`, keyword: 'required' })),
  ...(reply ? { reply } : {}),
});

test.each<[name: string, MadeCase, 'silent' | readonly string[]]>([
  ['BATCH-12 of one that fails alone', batchCase([1], results('queued', 'failed', 'queued')), []],
  [
    'BATCH-12 of one that is refused as a whole',
    batchCase([1], refusal('messages.1.subject')),
    ['The status is not 200.'],
  ],
  [
    'BATCH-12 of one that drops a good message',
    batchCase([1], results('failed', 'failed', 'queued')),
    ['In a batch with faulty messages the others are not all queued.'],
  ],
  ['BATCH-12 of one without a fault', batchCase([], results('queued', 'queued', 'queued')), 'silent'],
  [
    'BATCH-13 of one that blames the wrong message',
    batchCase([1], results('failed', 'queued', 'queued')),
    ['The index of a failed result is not that of the faulty message.'],
  ],
  ['BATCH-13 of one that blames the right message', batchCase([2], results('queued', 'queued', 'failed')), []],
  [
    'BATCH-14 of nothing but faults, accepted',
    batchCase([0, 1, 2], results('failed', 'failed', 'failed')),
    ['The status is not 422.'],
  ],
  ['BATCH-14 of nothing but faults, refused', batchCase([0, 1, 2], refusal('messages.0.subject')), []],
  ['BATCH-01 of no fault, refused', batchCase([], refusal('messages.0.subject')), ['The status is not 200.']],
  ['BATCH-01 of no fault, accepted', batchCase([], results('queued', 'queued', 'queued')), []],
])('%s', (name, what, want) => {
  expect(judgedCase(ofBatch(idIn(name)), triedCase(what))).toEqual(want);
});

test('a batch with a fault in its frame is refused as a whole', () => {
  const what = { path: '/emails/send/batch', body: {}, edits: [{ at: '/body/messages', keyword: 'required' }] };
  const taken = triedCase({ ...what, reply: results() });
  expect(judgedCase(ofBatch('BATCH-04'), taken)).toEqual(['A batch with a fault in its frame is accepted.']);
  expect(judgedCase(ofBatch('BATCH-04'), triedCase({ ...what, reply: refusal('messages') }))).toEqual([]);
  expect(judgedCase(ofBatch('BATCH-02'), taken)).toBe('silent');
});
