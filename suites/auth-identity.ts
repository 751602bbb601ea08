import {
  errorReply,
  indistinguishable,
  judgedTheBody,
  scenario,
  senderRefused,
  statusIs,
  that,
  type Caller,
  type Observation,
  type RefusedSender,
  type Scenario,
  type ScenarioContext,
  type Violation,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { refusable, sendPaths } from './refusable.js';

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

/** Whose key it is, and as whom it may send. */
export const identityScenarios: readonly Scenario[] = [
  rootKey,
  rootMail,
  suspendedKey,
  suspendedMail,
  siblingSender,
  foreignSender,
  otherTeam,
];
