import {
  asObject,
  describe,
  first,
  isConflict,
  isSuccess,
  refusedAsConflict,
  replays,
  scenario,
  that,
  type Call,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';

const file = {
  name: 'note.txt',
  otherName: 'other-note.txt',
  type: 'text/plain',
  otherType: 'text/plain; charset=utf-8',
} as const;

const direct = scenario({
  id: 'IDEM.uploads',
  title: 'a file is uploaded again, then with other bytes, another name and another type',
  verifies: ['IDEM-26', 'IDEM-31'],
  mode: 'full',
  operations: ['POST /emails/attachments'],
  price: { requests: 5, messages: 0 },
  run: async (t) => {
    const call = upload(t.unique('key'), { bytes: 'A test of the API.\n' });
    const seen = await created(t, call);
    const ask = (again: Call) => t.send({ ...again, replayOf: seen });

    const again = await ask(call);
    t.check('IDEM-26', [seen, again], sameMembers(t, seen, again));
    const other = await ask({ ...call, bytes: 'Another test of the API.\n' });
    t.check('IDEM-26', [seen, other], refusedAsOther(other));

    for (const more of [{ name: file.otherName }, { type: file.otherType }]) {
      const renamed = await ask(upload(call.idempotencyKey, { bytes: call.bytes, ...more }));
      t.check('IDEM-31', [seen, renamed], showsNoOldFile(seen, renamed));
    }
  },
});

function upload(
  idempotencyKey: string,
  { bytes, name = file.name, type = file.type }: { bytes: string; name?: string; type?: string },
) {
  const path = `/emails/attachments?filename=${encodeURIComponent(name)}`;
  return { method: 'POST', path, as: 'sender', bytes, headers: [['Content-Type', type]], idempotencyKey } as const;
}

async function created(t: ScenarioContext, call: Call): Promise<Observation> {
  const seen = await t.send(call);
  return isSuccess(seen) ? seen : t.block(`an upload was refused: ${describe(seen)}`);
}

/** Which members of the data of a replay are others. The values stay unsaid: a token may be among them. */
function sameMembers(t: ScenarioContext, seen: Observation, again: Observation): Judgement {
  const unlike = replays(seen, again, t.profile.options);
  if (unlike === null || seen.status !== again.status) return unlike;
  const [one, other] = [dataOf(seen), dataOf(again)];
  const names = Object.keys({ ...one, ...other }).filter(
    (name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
  return { ...unlike, expected: 'the same members', actual: `others: ${names.join(', ')}` };
}

function dataOf(seen: Observation): Readonly<Record<string, unknown>> {
  return asObject(seen.object?.['data']) ?? {};
}

function refusedAsOther(seen: Observation): Judgement {
  return first(
    that(!isSuccess(seen), {
      message: 'Other bytes under a used key are accepted.',
      expected: '409 idempotency_conflict',
      actual: describe(seen),
    }),
    refusedAsConflict(seen),
  );
}

/** A conflict, any other refusal, or an attachment of its own. */
function showsNoOldFile(seen: Observation, renamed: Observation): Judgement {
  if (isConflict(renamed) || !isSuccess(renamed)) return null;
  return that(dataOf(renamed)['attachment_id'] !== dataOf(seen)['attachment_id'], {
    message: 'The same bytes with another name or type get the first attachment.',
    expected: '409, or a new attachment',
    actual: 'the attachment_id of the first upload',
  });
}

const intents = scenario({
  id: 'IDEM.intents',
  title: 'an upload intent is asked for again',
  verifies: ['IDEM-27'],
  mode: 'full',
  operations: ['POST /emails/attachment-uploads'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    const call: Call = {
      method: 'POST',
      path: '/emails/attachment-uploads',
      as: 'sender',
      json: { filename: file.name, size_bytes: 19, content_type: file.type },
      idempotencyKey: t.unique('key'),
    };
    const seen = await created(t, call);
    const again = await t.send({ ...call, replayOf: seen });
    t.check('IDEM-27', [seen, again], sameMembers(t, seen, again));
  },
});

export const uploadScenarios: readonly Scenario[] = [direct, intents];
