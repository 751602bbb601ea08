import {
  namedFields,
  serverFailed,
  scenario,
  that,
  type Call,
  type ExpectedError,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { checkCode } from './err-code.js';
import { errFaultScenarios } from './err-faults.js';
import { batchGarbage, garbage } from './garbage.js';
import { refusable, sendPaths, type SendPath } from './refusable.js';

const operations = ['POST /emails/send', 'POST /emails/send/batch'];

const post = (path: string, json: unknown): Call => ({ method: 'POST', path, as: 'sender', json });

/** A body that is no JSON; nobody else sends these bytes, so they tell nothing to a server that remembers them. */
function cutJson(t: ScenarioContext, path: SendPath): Call {
  const bytes = `{"subject": "${t.unique('cut')}`;
  return { method: 'POST', path, as: 'sender', headers: [['Content-Type', 'application/json']], bytes };
}

/** A kind of bad request and the code it must get, wherever it is sent. */
type Provocation = readonly [id: RequirementId, call: Call, want: ExpectedError];

function provocations(t: ScenarioContext): readonly Provocation[] {
  const onBoth = sendPaths.flatMap((path): readonly Provocation[] => [
    ['ERR-01', refusable(path, 'anonymous'), { status: 401, code: 'authentication_required' }],
    ['ERR-03', cutJson(t, path), { status: 400, code: 'invalid_parameter' }],
    ['ERR-10', post(path, 'no object'), badBody],
  ]);
  return [...onBoth, ['ERR-05', post(`/${t.unique('nowhere')}`, {}), { status: 404, code: 'not_found' }]];
}

/** Which of the two statuses it is belongs to others; each code keeps to its own. */
const badBody: ExpectedError = {
  status: [400, 422],
  code: ['validation_error', 'invalid_parameter', 'missing_parameter'],
};

/** Each kind of bad request, on both endpoints and twice: one code for one cause, whoever answers and whenever. */
const answers = scenario({
  id: 'ERR.answers',
  title: 'bad requests of every cheap kind, twice',
  verifies: ['ERR-01', 'ERR-03', 'ERR-05', 'ERR-10', 'ERR-31'],
  mode: 'safe',
  operations,
  price: { requests: 14, messages: 0 },
  run: async (t) => {
    for (const [id, call, want] of provocations(t)) {
      const seen = await t.send(call);
      checkCode(t, seen, { id, want });
      const again = await t.send(call);
      t.check('ERR-31', [seen, again], answeredAlike(seen, again));
    }
  },
});

/** The window may run out between the two; that is no whim. */
function answeredAlike(one: Observation, other: Observation): Judgement {
  const codes = [one, other].map(({ error }) => String(error?.['code']));
  const same = one.status === other.status && codes[0] === codes[1];
  return that(same || other.status === 429, {
    message: 'The same invalid request is answered differently.',
    expected: `${one.status} ${codes[0] ?? ''}`,
    actual: `${other.status} ${codes[1] ?? ''}`,
  });
}

const forbidden = scenario({
  id: 'ERR.forbidden',
  title: 'a key that may not send, on both endpoints',
  verifies: ['ERR-02'],
  mode: 'safe',
  principals: ['unprivileged'],
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      const seen = await t.send(refusable(path, 'unprivileged'));
      checkCode(t, seen, { id: 'ERR-02', want: { status: 403, code: 'insufficient_permissions' } });
    }
  },
});

/** Five members at fault, so that a list cut short shows. */
const faulty = {
  from: { email: 'sender@example.com' },
  to: { email: 'nobody' },
  cc: [0, 1, 2, 3].map((at) => ({ email: at === 3 ? 'nobody' : `reader-${at}@example.com` })),
  reply_to: { email: 'nobody' },
  subject: 's'.repeat(999),
};
const faults = ['to.email', 'cc.3.email', 'reply_to.email', 'subject', 'html_body'];

const manyFaults = scenario({
  id: 'ERR.many-faults',
  title: 'a mail with five faults, three times and in a batch',
  verifies: ['ERR-24', 'ERR-27', 'ERR-29'],
  mode: 'safe',
  operations,
  price: { requests: 4, messages: 0 },
  run: async (t) => {
    const call = post('/emails/send', faulty);
    const replies = [await t.send(call), await t.send(call), await t.send(call)] as const;
    const [seen] = replies;
    t.check('ERR-24', seen, allReported(seen));
    t.check('ERR-29', replies, sameFields(replies));
    if (namedFields(seen).length === 0) t.skip('ERR-27', 'the refusal names no field');
    else t.check('ERR-27', seen, wholePaths(seen));
    const inBatch = await t.send(post('/emails/send/batch', { messages: [faulty] }));
    // A batch that is accepted tells of its messages one by one; whether it may be is BATCH-14's.
    if (inBatch.error !== null) t.check('ERR-24', inBatch, allReported(inBatch));
  },
});

/** Their names are for others to judge (ERR-25, ERR-27). */
function allReported(seen: Observation): Judgement {
  const issues = seen.error?.['errors'];
  const reported = Array.isArray(issues) ? issues.length : 0;
  return that(seen.error === null || reported >= faults.length, {
    message: 'Not all invalid fields are reported.',
    expected: `${faults.length} issues: ${faults.join(', ')}`,
    actual: `${reported}: ${namedFields(seen).slice(0, 10).join(', ')}`,
  });
}

function wholePaths(seen: Observation): Judgement {
  return that(!namedFields(seen).includes('email'), {
    message: 'A nested field is called by its last name only.',
    expected: 'cc.3.email',
    actual: 'email',
  });
}

function sameFields(replies: readonly Observation[]): Judgement {
  const lists = replies.map((seen) => namedFields(seen).join(', '));
  const other = lists.find((list) => list !== lists[0]);
  return that(other === undefined || replies.some(({ status }) => status === 429), {
    message: 'The issues of one body change from reply to reply.',
    expected: lists[0] ?? '',
    actual: other ?? '',
  });
}

const oneFault = scenario({
  id: 'ERR.one-fault',
  title: 'mails with exactly one fault',
  verifies: ['ERR-28'],
  mode: 'safe',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const mail = completeMail(t, 'one fault');
    const withoutBody = { ...mail, html_body: undefined };
    const nobody = { ...mail, to: { email: 'nobody' } };
    for (const [call, field] of [
      [post('/emails/send', nobody), 'to.email'],
      [post('/emails/send', withoutBody), 'html_body'],
      [post('/emails/send/batch', { messages: [nobody] }), 'messages.0.to.email'],
    ] as const) {
      const seen = await t.send(call);
      if (seen.error === null || seen.status === 429) t.skip('ERR-28', 'the mail was not refused for its fault');
      else t.check('ERR-28', seen, namesTheFault(seen, field));
    }
  },
});

/** A path in another notation, or cut to its last name, is ERR-27's; within a batch it may be relative (X-23). */
function namesTheFault(seen: Observation, field: string): Judgement {
  const [named = null] = namedFields(seen);
  const path = named?.replaceAll('[', '.').replaceAll('/', '.').replaceAll(']', '').replace(/^\.+/, '') ?? null;
  const relative = field.replace(/^messages\.0\./, '');
  const accepted = [field, relative, relative.slice(relative.lastIndexOf('.') + 1)];
  return that(path !== null && accepted.includes(path), {
    message: 'param does not name the only fault.',
    expected: `param: ${field}`,
    actual: named === null ? 'no field named' : `param: ${named}`,
  });
}

const garbageRefused = scenario({
  id: 'ERR.garbage',
  title: 'bodies that make no sense',
  verifies: ['ERR-32'],
  mode: 'full',
  operations,
  price: { requests: garbage.length + batchGarbage.length, messages: 0 },
  run: async (t) => {
    for (const { body } of garbage) await throwAt(t, '/emails/send', body);
    for (const { body } of batchGarbage) await throwAt(t, '/emails/send/batch', body);
  },
});

async function throwAt(t: ScenarioContext, path: SendPath, bytes: string | Uint8Array): Promise<void> {
  const seen = await t.attempt({
    method: 'POST',
    path,
    as: 'sender',
    headers: [['Content-Type', 'application/json']],
    bytes,
  });
  // A server may close the connection on such a sender.
  if (seen === null) t.skip('ERR-32', 'the connection was closed without an answer');
  else t.check('ERR-32', seen, seen.status >= 500 ? serverFailed(seen) : null);
}

export const errSuite: readonly Scenario[] = [
  answers,
  forbidden,
  manyFaults,
  oneFault,
  garbageRefused,
  ...errFaultScenarios,
];
