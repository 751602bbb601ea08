import {
  errorReply,
  first,
  invalidBody,
  judgedTheBody,
  scenario,
  statusIs,
  that,
  tolerated,
  unauthenticated,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { createHash } from 'node:crypto';
import {
  agreed,
  announce,
  announcement,
  attachmentId,
  complete,
  completionHeaders,
  intentIn,
  inventedId,
  metadata,
  unusableIntent,
  type DelegatedUpload,
  type Intent,
} from './attachments.js';
import { note } from './files.js';
import { followLocation, sameData } from './location.js';
import { refusable, sendPaths } from './refusable.js';

const operations = [
  'POST /emails/attachment-uploads',
  'PUT /emails/attachment-uploads/{upload_id}',
  'GET /emails/attachments/{attachment_id}',
];

/** As long as the note, and not the note. */
const otherBytes = Buffer.from(note.bytes).reverse();

const sha256 = createHash('sha256').update(note.bytes).digest('hex');

const afterwards: readonly RequirementId[] = ['ATT-05', 'ATT-24', 'ATT-25'];

/** One file, uploaded by someone who has no key, then once more and with another content. */
const happy = scenario({
  id: 'ATT.delegated',
  title: 'a file is uploaded by someone without a key',
  verifies: ['ATT-15', 'ATT-18', 'PERM-07', ...afterwards],
  mode: 'safe',
  operations,
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    const asked = await announce(t, announcement(note));
    t.check('ATT-15', asked, statusIs(asked, 201));
    const intent = intentIn(t, asked, note);
    if (intent === null) {
      for (const one of ['ATT-18', 'PERM-07', ...afterwards] as const) t.skip(one, unusableIntent);
      return;
    }
    const created = await complete(t, intent);
    t.check('ATT-18', created, statusIs(created, 201));
    t.check('PERM-07', created, keyIsNotAskedFor(created));
    const id = attachmentId(created);
    if (id === null) {
      for (const one of afterwards) t.skip(one, 'the upload was not completed');
      return;
    }
    const located = await followLocation(t, created);
    const repeated = await complete(t, intent);
    t.check('ATT-25', [created, repeated], sameAttachment(created, repeated));
    const replaced = await complete(t, intent, { bytes: otherBytes });
    t.check('ATT-24', [created, replaced], isConflict(replaced));
    const kept = await metadata(t, id);
    const before = located ?? created;
    t.check('ATT-24', [before, kept], first(statusIs(kept, 200), sameData(before, kept)));
  },
});

function keyIsNotAskedFor(seen: Observation): Judgement {
  return that(seen.status !== 401 && seen.status !== 403, {
    message: 'A delegated upload with its token is refused for want of a key.',
    expected: '201',
    actual: String(seen.status),
  });
}

function sameAttachment(created: Observation, repeated: Observation): Judgement {
  const [want, got] = [attachmentId(created), attachmentId(repeated)];
  return that(want === got, {
    message: 'Repeating a completed upload does not give its attachment.',
    expected: String(want),
    actual: got ?? String(repeated.status),
  });
}

function isConflict(seen: Observation): Judgement {
  return errorReply(seen, { status: 409, code: ['conflict', 'idempotency_conflict'] });
}

/** One way to get a delegated upload wrong. */
interface WrongUpload {
  readonly how: (t: ScenarioContext, others: { readonly token: string }) => DelegatedUpload;
  readonly judge: (t: ScenarioContext, seen: Observation) => void;
}

const withoutToken = (t: ScenarioContext, seen: Observation) => {
  t.check('ATT-19', seen, unauthenticated(seen));
  t.check('PERM-07', seen, isRefused(seen));
};

const wrongUploads: readonly WrongUpload[] = [
  { how: () => ({ token: null }), judge: withoutToken },
  { how: (t) => ({ token: t.unique('upload token') }), judge: withoutToken },
  { how: () => ({ token: null, as: 'sender' }), judge: withoutToken },
  {
    how: (_, { token }) => ({ token }),
    judge: (t, seen) => t.check('ATT-20', seen, refusedAs(seen, { strict: [401], lenient: [404] })),
  },
  {
    how: () => ({ type: 'application/octet-stream' }),
    judge: (t, seen) => t.check('ATT-23', seen, statusIs(seen, 400)),
  },
  { how: () => ({ bytes: note.bytes.subarray(1) }), judge: wrongSize },
  { how: () => ({ bytes: Buffer.concat([note.bytes, Buffer.from('.')]) }), judge: wrongSize },
  {
    how: () => ({ bytes: otherBytes }),
    judge: (t, seen) => {
      if (seen.status === 401) t.skip('ATT-22', 'the credential is refused before the bytes are looked at');
      else t.check('ATT-22', seen, refusedAs(seen, { strict: [422], lenient: [400, 409] }));
    },
  },
];

function wrongSize(t: ScenarioContext, seen: Observation): void {
  t.check('ATT-21', seen, refusedAs(seen, { strict: [413], lenient: [400] }));
}

function isRefused(seen: Observation): Judgement {
  return that(seen.status >= 400, {
    message: 'A delegated upload without its token is accepted.',
    expected: '401',
    actual: String(seen.status),
  });
}

/** Refused with the status the documents name, or, as a warning, with one that says as much. */
function refusedAs(
  seen: Observation,
  { strict, lenient }: { readonly strict: readonly number[]; readonly lenient: readonly number[] },
): Judgement {
  const judgement = statusIs(seen, ...strict);
  return lenient.includes(seen.status) ? tolerated(judgement) : judgement;
}

/** Everything that may be wrong with a PUT, one by one. An intent that let one of them pass is spent: the next gets another. */
const wrong = scenario({
  id: 'ATT.delegated-wrong',
  title: 'delegated uploads have wrong tokens, types, lengths and bytes',
  verifies: ['ATT-19', 'ATT-20', 'ATT-21', 'ATT-22', 'ATT-23', 'PERM-07'],
  mode: 'safe',
  operations,
  price: { requests: 1 + 2 * wrongUploads.length, messages: 0 },
  run: async (t) => {
    const other = await agreed(t, note);
    let intent: Intent | null = null;
    for (const { how, judge } of wrongUploads) {
      intent ??= await agreed(t, note, { sha256 });
      if (other === null || intent === null) {
        for (const id of wrong.verifies) t.skip(id, unusableIntent);
        return;
      }
      const { token } = other;
      const seen = await complete(t, intent, how(t, { token }));
      judge(t, seen);
      if (seen.status < 300) intent = null;
    }
  },
});

/** What may be wrong with an announcement. */
const misshapen: readonly object[] = [
  { filename: undefined },
  { filename: '' },
  { filename: `${'a'.repeat(252)}.txt` },
  { size_bytes: undefined },
  { size_bytes: 0 },
  { size_bytes: -1 },
  { size_bytes: 1.5 },
  { size_bytes: '49' },
  { sha256: sha256.toUpperCase() },
  { sha256: sha256.slice(1) },
  { touchstone: true },
];

const announcements = scenario({
  id: 'ATT.announcements',
  title: 'upload intents are asked for with faults',
  verifies: ['ATT-17'],
  mode: 'safe',
  operations: operations.slice(0, 1),
  price: { requests: misshapen.length + 1, messages: 0 },
  run: async (t) => {
    for (const fault of misshapen) {
      const seen = await announce(t, { ...announcement(note), ...fault });
      t.check('ATT-17', seen, invalidBody(seen, t.profile));
    }
    const tooLarge = await announce(t, { ...announcement(note), size_bytes: t.profile.values.uploadMaxBytes + 1 });
    t.check('ATT-17', tooLarge, errorReply(tooLarge, { status: 413, code: 'payload_too_large', retryable: false }));
  },
});

/** An upload nobody agreed on, and the token of one that somebody did where it has no business. */
const tokens = scenario({
  id: 'ATT.tokens',
  title: 'an upload nobody agreed on, and a token used as a key',
  verifies: ['ATT-26', 'AUTH-20'],
  mode: 'safe',
  operations,
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    const intent = await agreed(t, note);
    if (intent === null) {
      for (const id of tokens.verifies) t.skip(id, unusableIntent);
      return;
    }
    const nowhere = { ...intent, path: `/emails/attachment-uploads/${inventedId(t, 'upl')}` };
    const seen = await complete(t, nowhere);
    t.check('ATT-26', seen, errorReply(seen, { status: 404, code: 'not_found' }));
    for (const path of sendPaths) {
      const sent = await t.send(refusable(path, { authorization: `Bearer ${intent.token}` }));
      if (judgedTheBody(sent)) await judgeBodyFirst(t, sent);
      else t.check('AUTH-20', sent, unauthenticated(sent));
    }
  },
});

/** The token went as far as the body: that is its own doing only where nobody else gets there. */
async function judgeBodyFirst(t: ScenarioContext, sent: Observation): Promise<void> {
  const anonymous = await t.send(refusable('/emails/send', 'anonymous'));
  if (judgedTheBody(anonymous)) t.skip('AUTH-20', 'the body is judged before the credential');
  else t.check('AUTH-20', sent, unauthenticated(sent));
}

/** Seconds in which the head alone should have been answered. */
const patience = 5;

/** A large body is announced, and never comes: who reads it first has nothing to say. */
const withheld = scenario({
  id: 'ATT.withheld',
  title: 'a delegated upload with an invented token withholds its body',
  verifies: ['ATT-32'],
  mode: 'safe',
  operations,
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const intent = await agreed(t, note);
    if (intent === null) {
      t.skip('ATT-32', unusableIntent);
      return;
    }
    const wrongToken = { token: t.unique('upload token') };
    const whole = await complete(t, intent, wrongToken);
    if (whole.status < 400) {
      t.skip('ATT-32', 'an invented token is accepted');
      return;
    }
    const headers = [...completionHeaders(intent, wrongToken), ['Content-Length', String(note.bytes.length)]] as const;
    const call = { method: 'PUT', path: intent.path, as: 'anonymous', headers } as const;
    const reply = await t.attemptRaw(call, { seconds: patience });
    t.check('ATT-32', reply?.observation ?? whole, answeredEarly(reply !== null));
  },
});

function answeredEarly(answered: boolean): Judgement {
  return that(answered, {
    message: 'A bad token is only refused once the body is there.',
    expected: 'a refusal of the head',
    actual: `no answer within ${patience} seconds`,
  });
}

export const delegatedScenarios: readonly Scenario[] = [happy, wrong, announcements, tokens, withheld];
