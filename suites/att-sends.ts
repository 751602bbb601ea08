import {
  describe,
  errorReply,
  first,
  namedFields,
  scenario,
  statusIs,
  that,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { agreed, attachmentId, complete, dataOf, inventedId, unusableIntent, upload, uploaded } from './attachments.js';
import { refusedForAttachment, sendWith } from './att-inline.js';
import { completeMail } from './complete-mail.js';
import { fileName, note } from './files.js';
import { blockUnlessPossible } from './send.js';

const operations = ['POST /emails/attachments', 'POST /emails/send', 'POST /emails/send/batch'];

/** Uploaded files go with mails: one by itself, and one in two mails of a batch. */
const sent = scenario({
  id: 'ATT.sent',
  title: 'uploaded files are sent',
  verifies: ['ATT-27', 'ATT-31'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 4, messages: 3 },
  run: async (t) => {
    const single = await sendWith(t, { attachment_id: await uploaded(t, note) });
    blockUnlessPossible(t, single);
    t.check('ATT-27', single, statusIs(single, 200, ...t.profile.options.sendSuccessStatus));
    const attachments = [{ attachment_id: await uploaded(t, note) }];
    const messages = ['first', 'second'].map((label) => ({ ...completeMail(t, label), attachments }));
    const batch = await t.send({ method: 'POST', path: '/emails/send/batch', as: 'sender', json: { messages } });
    blockUnlessPossible(t, batch);
    const queued = queuedOf(batch);
    t.check('ATT-27', batch, atLeast(queued, { count: 1, batch, message: 'A batch refuses an uploaded file.' }));
    if (queued === 0) t.skip('ATT-31', 'no message with the uploaded file was queued');
    else t.check('ATT-31', batch, atLeast(queued, { count: 2, batch, message: 'A file can only be sent once.' }));
  },
});

/** Messages of a batch that were queued. */
function queuedOf(batch: Observation): number {
  const results = dataOf(batch)?.['results'];
  if (!Array.isArray(results)) return 0;
  return results.filter((one: { status?: unknown } | null) => one?.status === 'queued').length;
}

interface Wanted {
  readonly count: number;
  readonly batch: Observation;
  readonly message: string;
}

function atLeast(queued: number, { count, batch, message }: Wanted): Judgement {
  return that(queued >= count, {
    message,
    expected: `${count} of 2 messages queued`,
    actual: `${queued} queued: ${describe(batch)}`,
  });
}

/** Complete mails whose one attachment leads nowhere, or is two things at once. */
const refused = scenario({
  id: 'ATT.unusable',
  title: 'mails have attachments that cannot be used',
  verifies: ['ATT-13', 'ATT-28', 'ATT-30'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 7, messages: 6 },
  run: async (t) => {
    const reference = { attachment_id: inventedId(t, 'att') };
    const unknown = await sendWith(t, reference);
    t.check('ATT-28', unknown, deadReference(unknown));
    const message = { ...completeMail(t, 'reference'), attachments: [reference] };
    const batch = await t.send({
      method: 'POST',
      path: '/emails/send/batch',
      as: 'sender',
      json: { messages: [message] },
    });
    t.check('ATT-28', batch, first(that(queuedOf(batch) === 0, unattached(batch)), allFailed(batch)));

    const own = { attachment_id: await uploaded(t, note) };
    const inline = { filename: fileName(note), content: note.bytes.toString('base64') };
    for (const attachment of [{ ...own, ...inline }, { ...own, touchstone: true }, {}]) {
      const seen = await sendWith(t, attachment);
      t.check('ATT-30', seen, refusedForAttachment(seen, t));
    }
    const program = await sendWith(t, { ...inline, filename: 'touchstone.exe' });
    t.check('ATT-13', program, refusedForAttachment(program, t));
  },
});

/** 422 validation_error at the attachment (X-04 does not reach here: the body as such is in order). */
function deadReference(seen: Observation): Judgement {
  return first(
    that(seen.status >= 300, unattached(seen)),
    errorReply(seen, { status: 422, code: 'validation_error', retryable: false }),
    pointsAt(seen),
  );
}

function unattached(seen: Observation) {
  return {
    message: 'A mail goes out although its attachment does not exist.',
    expected: '422 validation_error',
    actual: describe(seen),
  };
}

function pointsAt(seen: Observation): Judgement {
  const fields = namedFields(seen);
  return that(fields.length === 0 || fields.some((field) => /(?:^|\.)attachments\.\d/.test(field)), {
    message: 'The refusal does not point at the attachment.',
    expected: 'attachments.0 or below',
    actual: fields.slice(0, 5).join(', '),
  });
}

/** A batch of nothing but failures is refused as a whole, or answered with the failure of each message (BATCH-20). */
function allFailed(batch: Observation): Judgement {
  return batch.status === 200 ? null : first(statusIs(batch, 422), pointsAt(batch));
}

const foreign = scenario({
  id: 'ATT.foreign-reference',
  title: 'a mail refers to a file of another team',
  verifies: ['ATT-28'],
  mode: 'full',
  principals: ['sender', 'otherTeam'],
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 2, messages: 1 },
  run: async (t) => {
    const seen = await sendWith(t, { attachment_id: await uploaded(t, note, 'otherTeam') });
    t.check('ATT-28', seen, deadReference(seen));
  },
});

/** Seconds the clock is put beyond an expiry. */
const margin = 60;

/** An intent and a file, each used when its time is over. */
const expiry = scenario({
  id: 'ATT.expiry',
  title: 'an intent and a file are used after they have expired',
  verifies: ['ATT-26', 'ATT-28'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['clock'],
  exclusive: true,
  operations: [...operations, 'POST /emails/attachment-uploads', 'PUT /emails/attachment-uploads/{upload_id}'],
  price: { requests: 4, messages: 1 },
  run: async (t) => {
    const file = await upload(t, note);
    const intent = await agreed(t, note);
    if (intent === null) t.skip('ATT-26', unusableIntent);
    else if (await passBy(t, intent.seen, { instant: intent.expiresAt, about: 'ATT-26' })) {
      const late = await complete(t, intent);
      t.check('ATT-26', late, statusIs(late, 401, 404));
    }
    const id = attachmentId(file);
    const end = Date.parse(String(dataOf(file)?.['expires_at']));
    if (id === null) t.block(`a small upload was refused: ${describe(file)}`);
    if (await passBy(t, file, { instant: end, about: 'ATT-28' })) {
      const seen = await sendWith(t, { attachment_id: id });
      t.check('ATT-28', seen, deadReference(seen));
    }
  },
});

/** Puts the clock of the target beyond an instant that lay ahead when it replied; false: there is no such instant. */
async function passBy(
  t: ScenarioContext,
  replied: Observation,
  { instant, about }: { readonly instant: number; readonly about: RequirementId },
): Promise<boolean> {
  const then = Date.parse(replied.header('date') ?? '');
  if (!(instant > then)) {
    t.skip(about, 'the time of expiry cannot be told');
    return false;
  }
  await t.controls.advanceClock(Math.ceil((instant - then) / 1000) + margin);
  return true;
}

export const referenceScenarios: readonly Scenario[] = [sent, refused, foreign, expiry];
