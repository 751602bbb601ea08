import {
  describe,
  first,
  invalidBody,
  isConflict,
  isSuccess,
  keyIsFree,
  keyIsKnown,
  messageIds,
  namedFields,
  scenario,
  statusIs,
  that,
  type Call,
  type Judgement,
  type Observation,
  type Profile,
  type ProfileOptions,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { blockUnlessPossible } from './send.js';
import { undeliverable } from './undeliverable.js';

const operations = ['POST /emails/send'];

/** A complete mail under a key. */
export function keyedMail(t: ScenarioContext, label: string, idempotencyKey: string) {
  return { method: 'POST', path: '/emails/send', as: 'sender', json: completeMail(t, label), idempotencyKey } as const;
}

/** Sends a keyed mail that nothing stands against. */
async function sendFirst(t: ScenarioContext, call: Call): Promise<Observation> {
  const seen = await t.send(call);
  blockUnlessPossible(t, seen);
  return seen;
}

/** The first use of an unusual key is accepted and the second recognised. */
async function judgeHonoured(
  t: ScenarioContext,
  id: RequirementId,
  { call, seen }: { readonly call: Call; readonly seen: Observation },
): Promise<void> {
  const refused = that(isSuccess(seen), {
    message: 'A mail under an unusual key is not accepted.',
    expected: 'the mail is accepted',
    actual: describe(seen),
  });
  if (refused) t.check(id, seen, refused);
  else if (messageIds(seen).length === 0) t.skip(id, 'the reply to a mail names no message');
  else {
    const again = await t.send({ ...call, replayOf: seen });
    t.check(id, [seen, again], keyIsKnown(seen, again));
  }
}

const lengths = scenario({
  id: 'IDEM.key-lengths',
  title: 'keys of 1, 255 and 256 characters',
  verifies: ['IDEM-12', 'IDEM-13'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 13, messages: 5 },
  run: async (t) => {
    await useShortKey(t);
    await useLongKeys(t);
    await useOversizeKeys(t);
  },
});

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const shortKeysTried = 6;

/** There are few keys of one character, and earlier runs used some: one that is taken is passed over. */
async function useShortKey(t: ScenarioContext): Promise<void> {
  const start = Number.parseInt(t.unique('short').slice(-6), 16);
  for (let tried = 0; tried < shortKeysTried; tried += 1) {
    const call = keyedMail(t, 'short', alphabet.charAt((start + tried * 7) % alphabet.length));
    const seen = await sendFirst(t, call);
    if (isConflict(seen)) continue;
    await judgeHonoured(t, 'IDEM-12', { call, seen });
    return;
  }
  t.skip('IDEM-12', 'all keys of one character that were tried are in use from earlier runs');
}

function longKeys(t: ScenarioContext, length: number): readonly [string, string] {
  const stem = t.unique(`key of ${length}`).padEnd(length - 1, '-');
  return [`${stem}1`, `${stem}2`];
}

/** Two keys that differ in their last character only are two keys. */
async function useLongKeys(t: ScenarioContext): Promise<void> {
  const [one, other] = longKeys(t, 255);
  const call = keyedMail(t, 'long', one);
  const seen = await sendFirst(t, call);
  await judgeHonoured(t, 'IDEM-12', { call, seen });
  const neighbour = await sendFirst(t, keyedMail(t, 'neighbour', other));
  t.check('IDEM-12', [seen, neighbour], keyIsFree(seen, neighbour));
}

async function useOversizeKeys(t: ScenarioContext): Promise<void> {
  const [one, other] = longKeys(t, 256);
  const seen = await sendFirst(t, keyedMail(t, 'oversize', one));
  const neighbour = await sendFirst(t, keyedMail(t, 'oversize neighbour', other));
  const policy = asDeclared(seen, t.profile.options.idempotencyOversize);
  t.check('IDEM-13', [seen, neighbour], first(policy, keyIsFree(seen, neighbour)));
}

function asDeclared(seen: Observation, policy: ProfileOptions['idempotencyOversize']): Judgement {
  if (policy === 'any') return null;
  const isRefused = seen.status >= 400;
  return that(isRefused === (policy === 'reject'), {
    message: 'A key that is too long is not treated as the profile says.',
    expected: policy,
    actual: describe(seen),
    raised: true,
  });
}

const blankKeys = scenario({
  id: 'IDEM.blank-keys',
  title: 'an empty key, then a blank one',
  verifies: ['IDEM-14'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    const empty = await sendFirst(t, keyedMail(t, 'empty', ''));
    // It may be mistaken for a replay: that is IDEM-14's to tell, not that of unique request ids.
    const blank = await sendFirst(t, { ...keyedMail(t, 'blank', '  '), replayOf: empty });
    t.check('IDEM-14', [empty, blank], keyIsFree(empty, blank));
  },
});

/** All of printable ASCII but letters and digits. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const forms = scenario({
  id: 'IDEM.key-forms',
  title: 'a key full of punctuation, then used for a batch',
  verifies: ['IDEM-15', 'IDEM-18'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 4, messages: 2 },
  run: async (t) => {
    const opaque = keyedMail(t, 'opaque', `order ${punctuation} ${t.unique('opaque')}`);
    const seen = await sendFirst(t, opaque);
    const accepted = isSuccess(seen);
    if (!accepted && t.profile.options.idempotencyKeyCharset === 'token') {
      t.skip('IDEM-15', 'the profile says that keys are letters, digits, - and _ only');
    } else await judgeHonoured(t, 'IDEM-15', { call: opaque, seen });

    const plain = accepted ? opaque : keyedMail(t, 'plain', t.unique('plain'));
    const single = accepted ? seen : await sendFirst(t, plain);
    await useForBatch(t, plain, single);
  },
});

async function useForBatch(t: ScenarioContext, call: ReturnType<typeof keyedMail>, single: Observation): Promise<void> {
  if (messageIds(single).length === 0) {
    t.skip('IDEM-18', 'no mail was accepted under the key');
    return;
  }
  const json = { messages: [{ ...call.json, subject: `${call.json.subject} in a batch` }] };
  const batch = await sendFirst(t, { ...call, path: '/emails/send/batch', json, replayOf: single });
  if (isConflict(batch) && t.profile.options.idempotencyScope === 'team') {
    t.skip('IDEM-18', 'the profile says that operations share keys');
    return;
  }
  t.check('IDEM-18', [single, batch], first(keyIsFree(single, batch), statusIs(batch, 200)));
}

const inBody = ({ options }: Profile) => !options.idempotencyKeyInBody || 'the profile takes the key in the body';

/** The refusal must be about the member, for what carries it could not be delivered anyway. */
const namedMember = scenario({
  id: 'IDEM.named-member',
  title: 'the key stands in the body of what cannot be delivered',
  verifies: ['IDEM-21'],
  mode: 'safe',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 0 },
  wanted: inBody,
  run: async (t) => {
    const key = t.unique('key');
    for (const call of [
      { path: '/emails/send', json: { ...undeliverable, idempotency_key: key } },
      { path: '/emails/send/batch', json: { messages: [undeliverable], idempotency_key: key } },
    ]) {
      const seen = await t.send({ method: 'POST', as: 'sender', idempotencyKey: key, ...call });
      if (namedFields(seen).includes('idempotency_key')) t.check('IDEM-21', seen, invalidBody(seen, t.profile));
      else t.skip('IDEM-21', 'the refusal does not say whether it is about the member');
    }
  },
});

const bodyMember = scenario({
  id: 'IDEM.body-member',
  title: 'the key stands in the body of a complete mail',
  verifies: ['IDEM-21'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 3, messages: 0 },
  wanted: inBody,
  run: async (t) => {
    const key = t.unique('key');
    const { idempotencyKey, ...unkeyed } = keyedMail(t, 'member', key);
    const json = { ...unkeyed.json, idempotency_key: key };
    const batch = { messages: [unkeyed.json], idempotency_key: key };
    for (const call of [
      { ...unkeyed, json },
      { ...unkeyed, json, idempotencyKey },
      { ...unkeyed, path: '/emails/send/batch', json: batch, idempotencyKey: `${key}b` },
    ]) {
      const seen = await t.send(call);
      blockUnlessPossible(t, seen);
      t.check('IDEM-21', seen, invalidBody(seen, t.profile));
      // A server that takes no notice sends a mail each time: once is enough.
      if (seen.status < 300) return;
    }
  },
});

const onGet = scenario({
  id: 'IDEM.on-get',
  title: 'the document with an idempotency key',
  verifies: ['IDEM-28'],
  mode: 'safe',
  operations: ['GET /openapi.json'],
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const document: Call = { method: 'GET', path: '/openapi.json' };
    const plain = await t.send(document);
    const idempotencyKey = t.unique('get');
    const keyed = await t.send({ ...document, idempotencyKey });
    const other = await t.send({ ...document, path: '/openapi.json?again=1', idempotencyKey });
    for (const seen of [keyed, other]) {
      t.check('IDEM-28', [plain, seen], statusIs(seen, plain.status));
    }
  },
});

export const keyScenarios: readonly Scenario[] = [lengths, blankKeys, forms, namedMember, bodyMember, onGet];
