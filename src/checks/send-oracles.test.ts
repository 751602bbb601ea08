import { expect, test } from 'vitest';
import { judgedCase, triedCase, type MadeCase } from '../../test/support/tried-mail.js';
import { mailOracles } from './mail-oracles.js';
import { sendOracles } from './send-oracles.js';

const told = (status: number, code: string) => ({ status, body: { ok: false, error: { code } } });
const brokenJson = { edits: [{ at: '/body', keyword: 'json' }] };
const noObject = { edits: [{ at: '/body', keyword: 'type' }] };
const controlled = { body: { subject: 'a\u0000' } };

test.each<readonly [string, MadeCase, readonly string[] | 'silent']>([
  ['SEND-01 of a mail answered 200', { reply: { status: 200 } }, []],
  ['SEND-01 of a mail answered 202', { reply: { status: 202 } }, ['The status is not 200.']],
  ['SEND-01 of a mail that is refused', { reply: { status: 403 } }, 'silent'],
  ['SEND-23 of broken JSON that is called so', { ...brokenJson, reply: told(400, 'invalid_parameter') }, []],
  [
    'SEND-23 of broken JSON that is called an invalid mail',
    { ...brokenJson, reply: told(422, 'validation_error') },
    ['The status is not 400.'],
  ],
  ['SEND-24 of an array that is refused', { ...noObject, reply: told(422, 'validation_error') }, []],
  [
    'SEND-24 of an array that is not found',
    { ...noObject, reply: told(404, 'not_found') },
    ['The status is not 400 or 422.'],
  ],
  ['SEND-24 of an array that nobody may send', { ...noObject, reply: told(403, 'insufficient_permissions') }, []],
  ['SEND-31 of a control character that is refused', { ...controlled, reply: { status: 422 } }, []],
  [
    'SEND-31 of one that breaks the server',
    { ...controlled, reply: { status: 500 } },
    ['The server fails over a control character.'],
  ],
  ['SEND-31 of a plain subject', { body: { subject: 'a' }, reply: { status: 500 } }, 'silent'],
])('%s', (name, what, want) => {
  const oracle = sendOracles.find(({ requirement }) => name.startsWith(requirement));
  expect(judgedCase(oracle, triedCase(what))).toEqual(want);
});

const onEdge = (at: string, status: number) => {
  const tried = triedCase({ edits: [{ at, keyword: 'maxLength' }], verdict: 'valid', reply: { status } });
  return { ...tried, case: { ...tried.case, family: 'boundary' as const } };
};
const ofSubjects = mailOracles.find(({ requirement }) => requirement === 'SEND-10');

test('what lies on an edge that a requirement names is not refused', () => {
  expect(judgedCase(ofSubjects, onEdge('/body/subject', 422))).toEqual([
    'A mail on the edge of what is allowed is refused.',
  ]);
  expect(judgedCase(ofSubjects, onEdge('/body/subject', 200))).toEqual([]);
  expect(judgedCase(ofSubjects, onEdge('/body/html_body', 422))).toBe('silent');
});
