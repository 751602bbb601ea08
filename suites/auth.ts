import {
  errorReply,
  indistinguishable,
  judgedTheBody,
  keyAccepted,
  scenario,
  senderRefused,
  statusIs,
  that,
  tolerated,
  unauthenticated,
  type Caller,
  type Observation,
  type PrincipalName,
  type RefusedSender,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
  type Violation,
} from '../src/kit.js';
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
  t.check(
    'AUTH-07',
    [broken, wellFormed],
    [broken, wellFormed].flatMap((seen) => bodyIsNotJudged(seen) ?? []),
  );
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
  const replies: Observation[] = [];
  for (const path of sendPaths) replies.push(await t.send(refusable(path, principal)));
  const faults = replies.flatMap((seen) => keyAccepted(seen) ?? []);
  if (t.credential(principal).startsWith('smx_mbx_')) t.check('AUTH-11', replies, faults);
  else t.skip('AUTH-11', 'the key has another prefix than smx_mbx_');
  return faults.length === 0;
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

/** Whether a root key is refused; where a server looks at the body first, only a complete mail can tell. */
const rootKey = scenario({
  id: 'AUTH.root-key',
  title: 'a send is called with a root key',
  verifies: ['AUTH-12'],
  mode: 'smoke',
  principals: ['root'],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 0 },
  wanted: ({ options }) => !options.rootKeyCanSend || 'the target declares that root keys can send',
  run: async (t) => {
    const seen = await t.send(refusable('/emails/send', 'root'));
    if (judgedTheBody(seen)) t.skip('AUTH-12', 'the body is judged before the key; only a complete mail can tell');
    else t.check('AUTH-12', seen, rootRefused(seen));
  },
});

const rootMail = scenario({
  id: 'AUTH.root-mail',
  title: 'a complete mail is sent with a root key',
  verifies: ['AUTH-12'],
  mode: 'full',
  principals: ['root'],
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 1 },
  wanted: rootKey.wanted,
  run: async (t) => {
    const seen = await sendMail(t, 'root', completeMail(t, 'root'));
    t.check('AUTH-12', seen, rootRefused(seen));
  },
});

function rootRefused(seen: Observation): Violation | null {
  return errorReply(seen, { status: [403, 401], code: ['insufficient_permissions', 'authentication_required'] });
}

/** The state of a mailbox may be looked at with the key or with the sender: both orders are fine. */
const suspendedKey = scenario({
  id: 'AUTH.suspended',
  title: 'sends are called with the key of a suspended mailbox',
  verifies: ['AUTH-16'],
  mode: 'smoke',
  principals: ['suspended'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      const seen = await t.send(refusable(path, 'suspended'));
      if (judgedTheBody(seen))
        t.skip('AUTH-16', 'the body is judged before the mailbox; only a complete mail can tell');
      else t.check('AUTH-16', seen, statusIs(seen, ...t.profile.options.suspendedStatus));
    }
  },
});

const suspendedMail = scenario({
  id: 'AUTH.suspended-mail',
  title: 'a complete mail is sent with the key of a suspended mailbox',
  verifies: ['AUTH-16'],
  mode: 'full',
  principals: ['suspended'],
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const seen = await sendMail(t, 'suspended', completeMail(t, 'suspended'));
    const accepted = seen.status >= 200 && seen.status < 300;
    // A refusal may be about the sender as well, so only an accepted mail tells something here.
    if (!accepted) t.skip('AUTH-16', 'the refusal of the mail may be about its sender');
    else t.check('AUTH-16', seen, statusIs(seen, ...t.profile.options.suspendedStatus));
  },
});

/** A colleague's address is not one's own. */
const siblingSender = scenario({
  id: 'AUTH.sibling-sender',
  title: 'a mail is sent from another mailbox of the team',
  verifies: ['AUTH-15'],
  mode: 'full',
  fixtures: ['siblingFrom', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 1 },
  run: async (t) => {
    const seen = await sendMail(t, 'sender', completeMail(t, 'sibling', t.fixtures.siblingFrom));
    const { senderRefusal } = t.profile.options;
    const want = { status: 403, code: 'insufficient_permissions', tolerated: senderRefusal };
    t.check('AUTH-15', seen, senderRefused(seen, want));
  },
});

/** What another team owns and what nobody owns: both are not there. */
const foreignSender = scenario({
  id: 'AUTH.foreign-sender',
  title: 'mails are sent from an address of another team and from one that nobody has',
  verifies: ['AUTH-17', 'AUTH-18'],
  mode: 'full',
  fixtures: ['foreignFrom', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    const unknownFrom = `nobody@${t.unique('domain')}.example`;
    const foreign = await refusedSender(t, t.fixtures.foreignFrom ?? unknownFrom);
    const unknown = await refusedSender(t, unknownFrom);
    const refused = [foreign, unknown].every(({ seen }) => seen.status >= 400 && seen.status < 500);
    if (refused) t.check('AUTH-18', [unknown.seen, foreign.seen], indistinguishable(foreign, unknown));
    else t.skip('AUTH-18', 'the mails are not refused');
  },
});

async function refusedSender(t: ScenarioContext, address: string): Promise<RefusedSender> {
  const seen = await sendMail(t, 'sender', completeMail(t, `from ${address}`, address));
  const { senderRefusal } = t.profile.options;
  t.check('AUTH-17', seen, senderRefused(seen, { status: 404, code: 'not_found', tolerated: senderRefusal }));
  return { seen, address };
}

/** The one thing a team creates on this surface that another could reach: the reply kept under an idempotency key. */
const otherTeam = scenario({
  id: 'AUTH.other-team',
  title: 'another team repeats a keyed send byte by byte',
  verifies: ['AUTH-19'],
  mode: 'full',
  principals: ['sender', 'otherTeam'],
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    const mail = completeMail(t, 'team');
    const keyed = { method: 'POST', path: '/emails/send', json: mail, idempotencyKey: t.unique('key') };
    const own = await t.send({ ...keyed, as: 'sender' });
    const messageId = messageIdOf(own);
    if (messageId === null) {
      t.skip('AUTH-19', 'the first send was not accepted, or its reply names no message');
      return;
    }
    const others = await t.send({ ...keyed, as: 'otherTeam', replayOf: own });
    t.check('AUTH-19', [own, others], nothingLeaks(others, messageId));
  },
});

function nothingLeaks(seen: Observation, messageId: string): Violation | null {
  const replayed = messageIdOf(seen) === messageId;
  const conflicts = seen.error?.['code'] === 'idempotency_conflict';
  return that(!replayed && !conflicts, {
    message: replayed ? 'The reply of one team is replayed to another.' : 'A team learns which keys another one uses.',
    expected: 'a refusal of the sender, or a message of its own',
    actual: replayed ? 'the message id of the other team' : '409 idempotency_conflict',
  });
}

function messageIdOf({ object }: Observation): string | null {
  const data: unknown = object?.['data'];
  if (typeof data !== 'object' || data === null || !('message_id' in data)) return null;
  return typeof data.message_id === 'string' ? data.message_id : null;
}

function sendMail(t: ScenarioContext, as: Caller, mail: object): Promise<Observation> {
  return t.send({ method: 'POST', path: '/emails/send', as, json: mail });
}

export const authSuite: readonly Scenario[] = [
  credentials,
  misplacedKey,
  secondKey,
  keyNoLongerInForce('revoked', 'AUTH-04'),
  keyNoLongerInForce('expired', 'AUTH-05'),
  rootKey,
  rootMail,
  suspendedKey,
  suspendedMail,
  siblingSender,
  foreignSender,
  otherTeam,
];
