import { expect, test } from 'vitest';
import type { Made } from '../../test/support/observation.js';
import { add, context, doubtful, list, replace, reply, tried, wrong } from '../../test/support/things.js';
import { broken, oracleFor, ruling, violationsOf, type MadeCase, type Ruling } from '../../test/support/tried.js';
import type { RequirementId } from '../requirements/index.js';
import type { Tried } from './oracle.js';

const json: MadeCase = { mediaType: 'application/json' };

test.each<[string, Tried, Ruling]>([
  ['an accepted one', tried(list, { status: 200 }), 'kept'],
  ['one refused without the document saying so', tried(list, { status: 400 }), 'fails'],
  ['one refused as documented', tried(replace, { status: 422 }), 'kept'],
  ['one whose documented type is refused', tried(replace, { status: 415 }, json), 'fails'],
  ['one refused for another reason', tried(list, { status: 409 }), 'silent'],
  ['one that is not there', tried(replace, { status: 404 }), 'silent'],
  ['an invalid one', tried(list, { status: 400 }, wrong), 'silent'],
  ['a doubtful one', tried(list, { status: 400 }, doubtful), 'silent'],
])('GEN-06 of %s', (_, one, want) => {
  expect(ruling('GEN-06', one, context)).toBe(want);
});

interface Whole {
  readonly present?: boolean;
  readonly beside?: Made;
}

function whole(key: string, replies: readonly Made[], { present = true, beside }: Whole = {}): Tried {
  const operation = context.model.operations.get(key);
  if (operation === undefined) throw new Error(`the document lists no ${key}`);
  const plain = replies.map((what) => reply(key, what));
  return { kind: 'operation', operation, plain, present, beside: beside ? reply(null, beside) : null };
}

const complaint: Made = { status: 422, body: { title: 'name is required' } };
const regret: Made = { status: 422, body: { title: 'No more things today' } };

test.each<[string, readonly Made[], Ruling]>([
  ['all refused for their form', [complaint, complaint, complaint], 'fails'],
  ['all refused for another reason', [regret, regret, regret], 'kept'],
  ['one accepted', [complaint, complaint, { status: 201 }], 'kept'],
  ['too few to tell', [complaint, complaint], 'silent'],
])('GEN-06 of an operation with %s', (_, replies, want) => {
  expect(ruling('GEN-06', whole(add, replies), context)).toBe(want);
});

test.each<[string, Tried, Ruling]>([
  ['a refusal', tried(add, { status: 422 }, wrong), 'kept'],
  ['an acceptance', tried(add, { status: 201 }, wrong), 'fails'],
  ['an acceptance in parts', tried(add, { status: 207 }, wrong), 'silent'],
  ['a redirect', tried(add, { status: 303 }, wrong), 'silent'],
  ['a 404', tried(add, { status: 404 }, wrong), 'silent'],
  ['a 401', tried(add, { status: 401 }, wrong), 'silent'],
  ['a 500', tried(add, { status: 500 }, wrong), 'silent'],
  ['an accepted format', tried(add, { status: 201 }, broken('/body/start', 'format')), 'warns'],
  ['an accepted stranger', tried(add, { status: 201 }, broken('/body/x', 'additionalProperties')), 'warns'],
  [
    'an acceptance of what is valid on the wire',
    tried(add, { status: 201 }, { ...wrong, verdict: { kind: 'valid' } }),
    'silent',
  ],
  ['an acceptance of what is doubtful', tried(add, { status: 201 }, { ...wrong, ...doubtful }), 'silent'],
])('GEN-07 of %s', (_, one, want) => {
  expect(ruling('GEN-07', one, context)).toBe(want);
});

test('GEN-07 has one message for one cause: positions and made-up names are left out', () => {
  const said = (at: string, keyword: string) =>
    violationsOf('GEN-07', tried(add, { status: 201 }, broken(at, keyword)), context)[0]?.message;
  expect(said('/body/parts/3/name', 'type')).toBe('A request is accepted although /body/parts/*/name breaks type.');
  expect(said('/body/zq81', 'additionalProperties')).toBe(
    'A request is accepted although /body/* breaks additionalProperties.',
  );
});

test('GEN-07 names what the wire form breaks first when several things were broken', () => {
  const made: MadeCase = {
    ...wrong,
    edits: [...(wrong.edits ?? []), ...(broken('/query/limit', 'type').edits ?? [])],
    verdict: { kind: 'invalid', faults: [{ at: '/query/limit', keyword: 'type', schema: '/s', message: '' }] },
  };
  const [said] = violationsOf('GEN-07', tried(add, { status: 201 }, made), context);
  expect(said?.message).toBe('A request is accepted although /query/limit breaks type.');
});

const deep = broken('/body/mainAddress/0/post_code', 'pattern');

test.each<[string, Tried, Ruling]>([
  ['its name', tried(replace, { status: 422, body: { title: 'post_code is no code' } }, deep), 'kept'],
  ['its name in another spelling', tried(replace, { status: 422, body: { title: 'PostCode' } }, deep), 'kept'],
  ['what it is in', tried(replace, { status: 422, body: { title: 'main-address is wrong' } }, deep), 'kept'],
  ['nothing', tried(replace, { status: 422, body: { title: 'Bad Request' } }, deep), 'fails'],
  ['nothing, in HTML', tried(replace, { status: 400, body: '<p>Bad Request', type: 'text/html' }, deep), 'fails'],
  ['nothing, without a body', tried(replace, { status: 422 }, deep), 'silent'],
  ['nothing, as the document says', tried(add, { status: 422, body: { title: 'Bad Request' } }, deep), 'silent'],
  [
    'nothing, of the whole body',
    tried(replace, { status: 422, body: { title: 'Bad Request' } }, broken('/body', 'type')),
    'silent',
  ],
  ['nothing, by another status', tried(replace, { status: 409, body: { title: 'Conflict' } }, deep), 'silent'],
])('GEN-08 of a refusal that names %s', (_, one, want) => {
  expect(ruling('GEN-08', one, context)).toBe(want);
});

/** What of these counts when the cases of their operation are through, and for what: by message. */
function weighed(id: RequirementId, tries: readonly Tried[]) {
  const oracle = oracleFor(id);
  const held = tries.flatMap((one) => oracle.judge(one, context) ?? []);
  const worth = oracle.weigh?.(held) ?? [];
  return held.flatMap(({ message }, at) => {
    const also = worth[at];
    return also ? [[message, ...also].join(' | ')] : [];
  });
}

test('GEN-07 is told once of a server that takes anything for a body', () => {
  const accepted = (at: string, keyword: string) => tried(add, { status: 201 }, broken(at, keyword));
  const members = [
    accepted('/body/name', 'maxLength'),
    accepted('/query/limit', 'type'),
    accepted('/body', 'required'),
  ];
  const all = members.map((one) => violationsOf('GEN-07', one, context)[0]?.message);
  expect(weighed('GEN-07', members)).toEqual(all);
  const anything = accepted('/body', 'type');
  expect(weighed('GEN-07', [anything, ...members])).toEqual([
    'A request is accepted although /body breaks type.',
    'A request is accepted although /query/limit breaks type.',
    'A request is accepted although /body breaks required.',
  ]);
});

test('GEN-07 is told once of a keyword that is broken in many places', () => {
  const accepted = (at: string, keyword = 'type') => tried(add, { status: 201 }, broken(at, keyword));
  expect(weighed('GEN-07', [accepted('/body/a'), accepted('/body/b')])).toHaveLength(2);
  expect(
    weighed('GEN-07', [accepted('/body/a'), accepted('/body/b', 'enum'), accepted('/body/c'), accepted('/body/d')]),
  ).toEqual([
    'A request is accepted although /body/a breaks type. | /body/c | /body/d',
    'A request is accepted although /body/b breaks enum.',
  ]);
});

test('GEN-06 gives the request rather than the rule', () => {
  const one = tried(list, { status: 400 });
  const all = whole(
    list,
    [400, 400, 400].map((status) => ({ status, body: { title: 'limit is invalid' } })),
  );
  expect(weighed('GEN-06', [all])).toEqual(['Every valid request is refused for its form.']);
  expect(weighed('GEN-06', [one, all])).toEqual(['A valid request is refused with 400.']);
});

test.each<[string, Made, boolean]>([
  ['word for word', { status: 400, body: { title: 'No schema "a" (17)' } }, false],
  ['but for what is quoted and counted', { status: 400, body: { title: 'No schema "b" (4)' } }, false],
  ['in other words', { status: 400, body: { title: 'No table "a" (17)' } }, true],
  ['by another status', { status: 404, body: { title: 'No schema "a" (17)' } }, true],
])(
  'GEN-08 takes a refusal that the same request gets unbroken, %s, for one about something else',
  (_, unbroken, want) => {
    const refused = reply(replace, { status: 400, body: { title: 'No schema "a" (17)' } });
    expect(oracleFor('GEN-08').standsBeside?.(refused, reply(replace, unbroken))).toBe(want);
  },
);

const answering = (key: string, statuses: readonly number[], how: Whole = { present: false }) =>
  whole(
    key,
    statuses.map((status) => ({ status })),
    how,
  );
const unknown: Made = { status: 404, body: { title: 'Cannot GET /things' } };

test.each<[string, Tried, Ruling]>([
  ['405 to all', answering(list, [405, 405]), 'fails'],
  ['501 to all', answering(replace, [501, 501]), 'fails'],
  ['404 to all, as to any path', answering(list, [404, 404], { present: false, beside: { status: 404 } }), 'fails'],
  [
    '404 to all, and something else to another path',
    answering(list, [404], { present: false, beside: unknown }),
    'kept',
  ],
  [
    '404 with the words for any path',
    whole(list, [unknown], { present: false, beside: { status: 404, body: { title: 'Cannot GET /nowhere' } } }),
    'fails',
  ],
  ['404 to all, with nothing to compare it with', answering(list, [404]), 'kept'],
  ['404 to all below a parameter', answering(replace, [404, 404]), 'silent'],
  [
    '405 and 404 to all below a parameter',
    answering(replace, [404, 405], { present: false, beside: { status: 404 } }),
    'fails',
  ],
  [
    '400 to a request that is not valid',
    answering(list, [404, 404], { present: true, beside: { status: 404 } }),
    'kept',
  ],
])('GEN-22 of an operation that answers %s', (_, one, want) => {
  expect(ruling('GEN-22', one, context)).toBe(want);
});
