import { expect, test } from 'vitest';
import { judged } from '../../test/support/judged.js';
import { contextFor, made, success, type Made } from '../../test/support/observation.js';
import type { Observation } from './check.js';
import { protected304IsNotStored } from './cond-protected.js';
import { connectionIsDescribed } from './conn-connection.js';

function seenAtMe(what: Made): Observation {
  return made({ method: 'GET', path: '/me', listed: 'GET /me', ...what });
}

const connection = {
  team: { id: 'team_1', name: 'A team' },
  credential: { id: 'cred_1', type: 'api_key', name: null },
  label: 'A label',
  permissions: ['email.send'],
  mailboxes: [{ id: 'mbx_1', email: 'a@example.com' }],
};

test.each<[string, object, readonly string[]]>([
  ['a connection', {}, []],
  ['one of a user', { user: {} }, ['data has further members.']],
  [
    'another kind of credential',
    { credential: { ...connection.credential, type: 'cookie' } },
    ['data.credential.type is not api_key or oauth or agent_token.'],
  ],
  ['permissions in a string', { permissions: 'email.send' }, ['data.permissions is not an array.']],
  ['a mailbox without address', { mailboxes: [{ id: 'mbx_1' }] }, ['data.mailboxes[].email is not a string.']],
  ['no team', { team: null }, ['data.team is not an object.']],
  ['a key in the label', { label: contextFor().secrets[0] }, ['GET /me shows a credential.']],
])('CONN-01 of %s', (_, more, want) => {
  expect(judged(connectionIsDescribed, seenAtMe({ body: success({ ...connection, ...more }) }))).toEqual(want);
});

test('CONN-01 of another operation', () => {
  expect(judged(connectionIsDescribed, made({ body: success({}) }))).toBe('silent');
});

test.each<[string, Made, 'silent' | readonly string[]]>([
  ['no-store', { status: 304, headers: [['Cache-Control', 'no-store']] }, []],
  [
    'a minute',
    { status: 304, headers: [['Cache-Control', 'max-age=60']] },
    ['A 304 of a protected resource may be stored.'],
  ],
  ['nothing', { status: 304 }, ['A 304 of a protected resource may be stored.']],
  ['a 200', { status: 200 }, 'silent'],
  ['a 304 for nobody', { status: 304, intent: { authenticated: false } }, 'silent'],
])('COND-15 of %s', (_, what, want) => {
  expect(judged(protected304IsNotStored, seenAtMe(what))).toEqual(want);
});
