import { connection } from '../requirements/operations.js';
import { successesOf } from './about.js';
import type { CheckContext, Invariant, Observation, Violation } from './check.js';
import { dataOf, successOf } from './envelope.js';
import { asObject } from './observe.js';
import { show } from './show.js';

/** Says what is wrong with a value at a path, if anything. */
type Shape = (value: unknown, path: string) => readonly Violation[];

const text: Shape = (value, path) => (typeof value === 'string' ? [] : [misshapen(path, 'a string', value)]);
const textOrNull: Shape = (value, path) =>
  value === null || typeof value === 'string' ? [] : [misshapen(path, 'a string or null', value)];

function oneOfTexts(...allowed: readonly string[]): Shape {
  return (value, path) => (allowed.some((one) => one === value) ? [] : [misshapen(path, allowed.join(' or '), value)]);
}

function listOf(item: Shape): Shape {
  return (value, path) =>
    Array.isArray(value) ? value.flatMap((one) => item(one, `${path}[]`)) : [misshapen(path, 'an array', value)];
}

/** An object of exactly these members. */
function closed(members: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    const object = asObject(value);
    if (object === null) return [misshapen(path, 'an object', value)];
    const own = Object.keys(members);
    const further = Object.keys(object).filter((name) => !own.includes(name));
    const surplus = { message: `${path} has further members.`, expected: own.join(', '), actual: further.join(', ') };
    return [
      ...own.flatMap((name) => members[name]?.(object[name], `${path}.${name}`) ?? []),
      ...(further.length > 0 ? [surplus] : []),
    ];
  };
}

function misshapen(path: string, expected: string, value: unknown): Violation {
  return { message: `${path} is not ${expected}.`, expected, actual: show(value) };
}

const connectionShape = closed({
  team: closed({ id: text, name: text }),
  credential: closed({ id: text, type: oneOfTexts('api_key', 'oauth', 'agent_token'), name: textOrNull }),
  label: text,
  permissions: listOf(text),
  mailboxes: listOf(closed({ id: text, email: text })),
});

/** CONN-01. A success without an object in `data` is ENV-02's. */
export const connectionIsDescribed: Invariant = {
  kind: 'invariant',
  requirement: 'CONN-01',
  about: successesOf(connection),
  applies: (seen) => 'data' in (successOf(seen) ?? {}),
  judge: (seen, context) => [...connectionShape(successOf(seen)?.['data'], 'data'), ...echoes(seen, context)],
  unseen: { outcome: 'not-tested', reason: 'GET /me was not answered in this run' },
};

function echoes(seen: Observation, { secrets }: CheckContext): readonly Violation[] {
  const reply = JSON.stringify(dataOf(seen));
  if (!secrets.some((secret) => secret !== '' && reply.includes(secret))) return [];
  return [{ message: 'GET /me shows a credential.', expected: 'no secret in the reply', actual: 'a key in use' }];
}
