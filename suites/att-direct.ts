import {
  all,
  first,
  noBody,
  readEntityTag,
  sameHeader,
  scenario,
  statusIs,
  that,
  type Judgement,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { attachmentId, dataOf, inventedId, metadata, upload, uploaded } from './attachments.js';
import { fileName, note, page, pixel, type SmallFile } from './files.js';
import { followLocation, sameData } from './location.js';

const operations = ['POST /emails/attachments', 'GET /emails/attachments/{attachment_id}'];

const aboutReading: readonly RequirementId[] = ['ATT-05', 'ATT-06', 'COND-11', 'COND-13', 'COND-14'];

/** One small file is uploaded and read in every way its metadata can be. */
const direct = scenario({
  id: 'ATT.direct',
  title: 'small files are uploaded and their metadata read',
  verifies: ['ATT-01', 'ATT-03', ...aboutReading],
  mode: 'safe',
  operations,
  price: { requests: 9, messages: 0 },
  run: async (t) => {
    const created = await upload(t, note);
    t.check('ATT-01', created, statusIs(created, 201));
    mirrors(t, created, { file: note, type: note.type });
    await uploadInOtherWays(t);
    const id = attachmentId(created);
    if (id === null) {
      for (const one of aboutReading) t.skip(one, 'a small upload gave no attachment_id');
      return;
    }
    const read = await metadata(t, id);
    t.check('ATT-06', [created, read], first(statusIs(read, 200), sameData(created, read)));
    const located = await followLocation(t, created);
    await askAgain(t, read, located ?? (await metadata(t, id)));
  },
});

/** With a type of its own, and with one that the query states over that of the header. */
async function uploadInOtherWays(t: ScenarioContext): Promise<void> {
  mirrors(t, await upload(t, pixel), { file: pixel, type: pixel.type });
  const override = 'application/x-touchstone';
  mirrors(t, await upload(t, page, { override }), { file: page, type: override });
}

function mirrors(t: ScenarioContext, seen: Observation, { file, type }: { file: SmallFile; type: string }): void {
  const data = dataOf(seen);
  const want = { filename: fileName(file), content_type: type, size_bytes: file.bytes.length };
  if (data === null) {
    t.check('ATT-01', seen, statusIs(seen, 201));
    t.skip('ATT-03', 'an upload was not accepted');
    return;
  }
  const judgements = Object.entries(want).map(([name, value]) =>
    that(!(name in data) || data[name] === value, {
      message: `${name} is not that of the upload.`,
      expected: JSON.stringify(value),
      actual: String(data[name]),
    }),
  );
  t.check('ATT-03', seen, all(...judgements));
}

/** The metadata under its tag: with the key that may read it, and without. */
async function askAgain(t: ScenarioContext, read: Observation, again: Observation): Promise<void> {
  const tag = readEntityTag(read.header('etag'));
  const condition = tag?.text ?? '*';
  const path = read.exchange.request.url;
  const ask = { method: 'GET', path, headers: [['If-None-Match', condition]] as const };
  if (tag === null) {
    // The documents promise the tag in prose only.
    t.check('COND-13', read, hasTag(read));
    t.skip('COND-11', 'the metadata has no entity tag');
  } else {
    t.check('COND-11', [read, again], sameHeader(read, again, 'ETag'));
    const { observation: seen, bytesAfterHeaders } = await t.sendRaw({ ...ask, as: 'sender' });
    t.check('COND-13', [read, seen], all(isWeak(tag.text), statusIs(seen, 304), isEmpty(seen, bytesAfterHeaders)));
  }
  const stranger = { authorization: `Bearer smx_mbx_${t.unique('stranger')}` };
  for (const as of ['anonymous', stranger] as const) {
    const seen = await t.send({ ...ask, as });
    t.check('COND-14', seen, statusIs(seen, 401));
  }
}

function hasTag(seen: Observation): Judgement {
  return that(seen.header('etag') !== null, {
    message: 'The metadata of an attachment has no ETag.',
    expected: 'an ETag',
    actual: 'no such header',
  });
}

function isWeak(tag: string): Judgement {
  return that(tag.startsWith('W/'), {
    message: 'The ETag of an attachment is not weak.',
    expected: 'W/"…"',
    actual: tag,
  });
}

function isEmpty(seen: Observation, bytes: number): Judgement {
  if (seen.status !== 304) return null;
  return first(
    that(bytes === 0, { message: 'A 304 has a body.', expected: '0 bytes', actual: `${bytes} bytes` }),
    noBody(seen),
  );
}

/** Ids nobody was given: one of the right form, one of none, and one that leads out of the collection. */
const unknown = scenario({
  id: 'ATT.unknown',
  title: 'attachments that do not exist are asked for',
  verifies: ['ATT-07'],
  mode: 'smoke',
  operations: operations.slice(1),
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const wellFormed = await metadata(t, inventedId(t, 'att'));
    t.check('ATT-07', wellFormed, notFound(wellFormed, [404]));
    for (const segment of ['abc', '..%2fattachments']) {
      const seen = await t.send({ method: 'GET', path: `/emails/attachments/${segment}`, as: 'sender' });
      t.check('ATT-07', seen, notFound(seen, [404, 400]));
    }
  },
});

/** Refused as absent; a malformed id may be refused as malformed instead. */
function notFound(seen: Observation, statuses: readonly number[]): Judgement {
  const code = seen.error?.['code'];
  return first(
    statusIs(seen, ...statuses),
    that(seen.status === 400 || typeof code !== 'string' || code === 'not_found', {
      message: 'An unknown attachment is not refused as not_found.',
      expected: 'not_found',
      actual: String(code),
    }),
  );
}

const otherTeam = scenario({
  id: 'ATT.other-team',
  title: 'an attachment is asked for with a key of another team',
  verifies: ['ATT-08'],
  mode: 'safe',
  principals: ['sender', 'otherTeam'],
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    const seen = await metadata(t, await uploaded(t, note), 'otherTeam');
    t.check('ATT-08', seen, notFound(seen, [404]));
  },
});

export const directScenarios: readonly Scenario[] = [direct, unknown, otherTeam];
