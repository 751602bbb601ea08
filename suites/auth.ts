import {
  judgedTheBody,
  keyAccepted,
  scenario,
  statusIs,
  that,
  tolerated,
  unauthenticated,
  type Observation,
  type PrincipalName,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
  type Violation,
} from '../src/kit.js';
import { agentScenarios } from './auth-agents.js';
import { identityScenarios } from './auth-identity.js';
import { completeMail } from './complete-mail.js';
import { refusable, sendPaths, type SendPath } from './refusable.js';

const bodyFirst = 'the body is judged before the credential, so its refusal says nothing about the credential';

/** Requirements about bad credentials: all are told by comparison with a request that has none. */
const aboutBadCredentials: readonly RequirementId[] = ['AUTH-02', 'AUTH-03', 'AUTH-10'];

/** Everything that may stand in Authorization, and a key where it does not belong. No request here can be accepted. */
const credentials = scenario({
  id: 'AUTH.credentials',
  title: 'sends are called with good, bad and misplaced credentials',
  verifies: ['AUTH-01', 'AUTH-07', 'AUTH-09', 'AUTH-11', ...aboutBadCredentials],
  mode: 'smoke',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 12, messages: 0 },
  run: async (t) => {
    await presentGoodKey(t);
    if (await comeAnonymously(t)) await presentBadCredentials(t);
    else for (const id of aboutBadCredentials) t.skip(id, bodyFirst);
  },
});

/** True when an anonymous request is refused for want of a credential, so that bad ones can be told from good ones. */
async function comeAnonymously(t: ScenarioContext): Promise<boolean> {
  const broken = await t.send({
    method: 'POST',
    path: '/emails/send',
    as: 'anonymous',
    headers: [['Content-Type', 'application/json']],
    bytes: '{"subject": ',
  });
  const wellFormed = await t.send(refusable('/emails/send/batch', 'anonymous'));
  for (const seen of [broken, wellFormed]) t.check('AUTH-07', seen, bodyIsNotJudged(seen));
  const told = [broken, wellFormed].filter((seen) => !judgedTheBody(seen));
  for (const seen of told) t.check('AUTH-01', seen, unauthenticated(seen));
  if (told.length === 0) t.skip('AUTH-01', bodyFirst);
  return !judgedTheBody(wellFormed);
}

function bodyIsNotJudged(seen: Observation): Violation | null {
  return that(!judgedTheBody(seen), {
    message: 'The body of an anonymous request is judged.',
    expected: '401',
    actual: String(seen.status),
  });
}

/** Anything less than a complete mail may be refused for its body: only this shows whether anyone is asked for a key. */
const anonymousMail = scenario({
  id: 'AUTH.anonymous-mail',
  title: 'a complete mail is sent without credential',
  verifies: ['AUTH-01'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const seen = await t.send({
      method: 'POST',
      path: '/emails/send',
      as: 'anonymous',
      json: completeMail(t, 'anonymous'),
    });
    t.check('AUTH-01', seen, unauthenticated(seen));
  },
});

async function presentGoodKey(t: ScenarioContext): Promise<void> {
  const accepted = await acceptedOnBothSends(t, 'sender');
  const key = t.credential('sender');
  if (accepted) {
    const seen = await t.send(refusable('/emails/send', { authorization: `bEARER ${key}` }));
    t.check('AUTH-09', seen, keyAccepted(seen));
    return;
  }
  t.skip('AUTH-09', 'the key is refused however the scheme is spelled');
}

async function acceptedOnBothSends(t: ScenarioContext, principal: PrincipalName): Promise<boolean> {
  const ofKnownKind = t.credential(principal).startsWith('smx_mbx_');
  if (!ofKnownKind) t.skip('AUTH-11', 'the key has another prefix than smx_mbx_');
  let accepted = true;
  for (const path of sendPaths) {
    const seen = await t.send(refusable(path, principal));
    const fault = keyAccepted(seen);
    if (ofKnownKind) t.check('AUTH-11', seen, fault);
    accepted &&= fault === null;
  }
  return accepted;
}

async function presentBadCredentials(t: ScenarioContext): Promise<void> {
  const key = t.credential('sender');
  const present = (authorization: string, path: SendPath = '/emails/send') =>
    t.send(refusable(path, { authorization }));
  const unknown = await present(`Bearer smx_mbx_${t.unique('sending key')}`);
  t.check('AUTH-02', unknown, unauthenticated(unknown));
  const unknownRoot = await present(`Bearer smx_root_${t.unique('root key')}`, '/emails/send/batch');
  // A server may refuse root keys for their prefix, unknown ones included (X-18).
  const prefixRefused = unknownRoot.status === 403;
  t.check(
    'AUTH-02',
    unknownRoot,
    prefixRefused ? tolerated(unauthenticated(unknownRoot)) : unauthenticated(unknownRoot),
  );
  // User and password are both the key: whichever a server takes for it, it must take neither.
  const basic = `Basic ${Buffer.from(`${key}:${key}`).toString('base64')}`;
  for (const authorization of [basic, key, 'Bearer', `Bearer ${key} ${key}`]) {
    const seen = await present(authorization);
    t.check('AUTH-03', seen, statusIs(seen, 401));
  }
  const misplaced = await t.send({
    ...refusable('/emails/send', 'anonymous'),
    headers: [
      ['X-API-Key', key],
      ['Cookie', `api_key=${key}; access_token=${key}`],
    ],
  });
  t.check('AUTH-10', misplaced, keyIsNotSeen(misplaced));
}

/** A query ends in the logs of a server, so a key is put there only where that harms nobody. */
const misplacedKey = scenario({
  id: 'AUTH.key-in-query-and-body',
  title: 'a key is sent in the query and in the body',
  verifies: ['AUTH-10'],
  mode: 'full',
  operations: ['POST /emails/send'],
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const key = t.credential('sender');
    const query = `?api_key=${encodeURIComponent(key)}&access_token=${encodeURIComponent(key)}`;
    const anonymous = refusable('/emails/send', 'anonymous');
    if (await judgesBodiesOfStrangers(t, '/emails/send')) {
      t.skip('AUTH-10', bodyFirst);
      return;
    }
    const inQuery = await t.send({ ...anonymous, path: `/emails/send${query}` });
    t.check('AUTH-10', inQuery, keyIsNotSeen(inQuery));
    const inBody = await t.send({
      ...anonymous,
      json: { api_key: key, access_token: key, authorization: `Bearer ${key}` },
    });
    t.check('AUTH-10', inBody, keyIsNotSeen(inBody));
  },
});

function keyIsNotSeen(seen: Observation): Violation | null {
  return that(!judgedTheBody(seen), {
    message: 'A key outside of Authorization is accepted.',
    expected: '401',
    actual: String(seen.status),
  });
}

async function judgesBodiesOfStrangers(t: ScenarioContext, path: SendPath): Promise<boolean> {
  return judgedTheBody(await t.send(refusable(path, 'anonymous')));
}

/** AUTH-11 holds for every key that may send, not only for the one the run uses. */
const secondKey = scenario({
  id: 'AUTH.second-key',
  title: 'sends are called with a second key of the team',
  verifies: ['AUTH-11'],
  mode: 'smoke',
  principals: ['secondSender'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    await acceptedOnBothSends(t, 'secondSender');
  },
});

/** A key that was good once must be as good as none. */
function keyNoLongerInForce(principal: PrincipalName, id: RequirementId): Scenario {
  return scenario({
    id: `AUTH.${principal}`,
    title: `sends are called with a key that is ${principal}`,
    verifies: [id],
    mode: 'smoke',
    principals: [principal],
    operations: ['POST /emails/send', 'POST /emails/send/batch'],
    price: { requests: 4, messages: 0 },
    run: async (t) => {
      for (const path of sendPaths) {
        const seen = await t.send(refusable(path, principal));
        if (judgedTheBody(seen) && (await judgesBodiesOfStrangers(t, path))) t.skip(id, bodyFirst);
        else t.check(id, seen, statusIs(seen, 401));
      }
    },
  });
}

export const authSuite: readonly Scenario[] = [
  credentials,
  anonymousMail,
  misplacedKey,
  secondKey,
  keyNoLongerInForce('revoked', 'AUTH-04'),
  keyNoLongerInForce('expired', 'AUTH-05'),
  ...identityScenarios,
  ...agentScenarios,
];
