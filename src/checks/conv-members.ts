import { uploadIntent } from '../requirements/operations.js';
import type { CheckContext, Invariant, Observation } from './check.js';
import { dataOf } from './envelope.js';
import { membersIn, membersOf, type Member } from './members.js';
import { isDocumentRequest } from './scope.js';
import { show } from './show.js';

/** Names or values found wrong are listed up to here. */
const listed = 5;

/** Replies without an envelope are ENV-01's, whatever their members are called. */
function isOurs(seen: Observation, context: CheckContext): boolean {
  return seen.envelope !== null && !isDocumentRequest(seen, context);
}

type Question = (member: Member) => boolean;

/** Members of a reply that `wrong` objects to, as `name: value`, without repetition. */
function membersThat(seen: Observation, wrong: Question): readonly string[] {
  const found = new Set<string>();
  for (const member of seen.once(ownMembers)) {
    if (found.size < listed && wrong(member)) found.add(shown(member));
  }
  return [...found];
}

function shown({ name, value }: Member): string {
  return isScalar(value) ? `${name}: ${show(value)}` : name;
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function hasMember(seen: Observation, asked: Question): boolean {
  return seen.once(ownMembers).some(asked);
}

const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** Header names in an upload intent are no members of ours; where they stand, only `data` has a member of that name. */
function ownMembers(seen: Observation): readonly Member[] {
  if (seen.operation?.key !== uploadIntent || dataOf(seen) === null) return membersOf(seen);
  return membersIn({ ...seen.object, data: { ...dataOf(seen), headers: null } });
}

/** CONV-01 */
export const repliesAreSnakeCase: Invariant = {
  kind: 'invariant',
  requirement: 'CONV-01',
  applies: isOurs,
  judge: (seen) => {
    const wrong = membersThat(seen, ({ name }) => !snakeCase.test(name));
    if (wrong.length === 0) return [];
    return [
      { message: 'A reply has a member that is not snake_case.', expected: 'snake_case', actual: wrong.join('; ') },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no envelope was seen' },
};

const isTimestamp: Question = ({ name, value }) =>
  (name === 'timestamp' || name.endsWith('_at')) && value !== null && typeof value !== 'object';
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** CONV-03 */
export const timestampsAreUtc: Invariant = {
  kind: 'invariant',
  requirement: 'CONV-03',
  applies: (seen, context) => isOurs(seen, context) && hasMember(seen, isTimestamp),
  judge: (seen) => {
    const wrong = membersThat(seen, (member) => isTimestamp(member) && !isUtc(member.value));
    if (wrong.length === 0) return [];
    return [
      {
        message: 'A timestamp is not RFC 3339 in UTC.',
        expected: 'a date-time such as 2026-06-11T09:30:00Z',
        actual: wrong.join('; '),
      },
    ];
  },
  unseen: { outcome: 'not-applicable', reason: 'no reply of this API held a timestamp' },
};

function isUtc(value: unknown): boolean {
  return typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value));
}

/** `request_id` has rules of its own (ENV-06, HDR-04). */
const isIdentifier: Question = ({ name, value }) =>
  (name === 'id' || name.endsWith('_id')) && name !== 'request_id' && value !== null;

/** CONV-04 */
export const identifiersAreOpaque: Invariant = {
  kind: 'invariant',
  requirement: 'CONV-04',
  applies: (seen, context) => isOurs(seen, context) && hasMember(seen, isIdentifier),
  judge: (seen) => {
    const wrong = membersThat(seen, (member) => isIdentifier(member) && isNumeric(member.value));
    if (wrong.length === 0) return [];
    return [{ message: 'An identifier is a number.', expected: 'an opaque string', actual: wrong.join('; ') }];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply held an identifier' },
};

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}
