import {
  agree,
  all,
  first,
  headerIs,
  readEntityTag,
  sameBody,
  sameHeader,
  scenario,
  statusIs,
  tagUnderCoding,
  that,
  turnStrength,
  unequalDocuments,
  type Call,
  type EntityTag,
  type Observation,
  type RawReply,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
  type Violation,
} from '../src/kit.js';

const document = { method: 'GET', path: '/openapi.json' };
const stale = 'W/"touchstone-was-here"';

/** Requirements about what happens on a match: nothing can be said of them where nothing matches. */
const aboutMatches: readonly RequirementId[] = [
  'HDR-16',
  'COND-03',
  'COND-04',
  'COND-06',
  'COND-07',
  'COND-08',
  'COND-18',
];

/** The document is fetched, then asked for again under every form of If-None-Match that clients send. */
const documentCaching = scenario({
  id: 'COND.document',
  title: 'the document is fetched and asked for again',
  verifies: ['COND-02', 'COND-05', 'COND-09', 'COND-10', 'COND-16', 'SPEC-12', ...aboutMatches],
  mode: 'smoke',
  principals: [],
  operations: ['GET /openapi.json'],
  price: { requests: 14, messages: 0 },
  run: async (t) => {
    const plain = await fetchAsSeveralClients(t);
    if (!plain) return;
    const tag = readEntityTag(plain.header('etag'));
    if (!tag) {
      skipAll(t, ['COND-02', 'COND-05', 'COND-09', ...aboutMatches], 'the document has no entity tag');
      return;
    }
    await askWithoutMatch(t, plain);
    const matched = await askWithCurrentTag(t, tag);
    if (matched) await askInOtherForms(t, tag, matched);
  },
});

/** Over a shared connection, over one of its own, with codings allowed, and for the head alone. Null: these differ. */
async function fetchAsSeveralClients(t: ScenarioContext): Promise<Observation | null> {
  const first = await t.send(document);
  const { observation: fresh } = await t.sendRaw(document);
  // One difference may be a release of the document in between: a third fetch shows whether it lasts.
  const again = agree([first, fresh]) ? [] : [await t.send(document)];
  const plain = again[0] ?? first;
  const coded = await t.send({ ...document, headers: [['Accept-Encoding', 'gzip, br']] });
  const fetches = [first, fresh, ...again, coded];
  const open = fetches.every(({ status }) => status === 200);
  const reason = open ? 'the document or its tag changes from fetch to fetch' : 'the document is not open to everyone';
  if (open) t.check('SPEC-12', fetches, unequalDocuments(fetches));
  else t.skip('SPEC-12', reason);
  if (!open || !agree([fresh, plain])) {
    // A tag that moves on its own is reported all the same: COND-10 also watches every fetch of the run.
    const others = documentCaching.verifies.filter((id) => id !== 'SPEC-12');
    skipAll(t, others, reason);
    return null;
  }
  t.check('COND-10', fetches, tagUnderCoding(plain, coded));
  const head = await t.sendRaw({ ...document, method: 'HEAD' });
  t.check('COND-16', [plain, head.observation], mirrors(plain, head));
  return plain;
}

function mirrors(plain: Observation, { observation: head, bytesAfterHeaders }: RawReply): readonly Violation[] {
  // HEAD need not be offered (COND-16 is a MAY).
  if ([404, 405, 501].includes(head.status)) return [];
  const sized = plain.header('content-length') !== null && head.header('content-length') !== null;
  return all(
    statusIs(head, plain.status),
    ...['ETag', 'Cache-Control', 'Content-Type'].map((name) => sameHeader(plain, head, name)),
    sized ? sameHeader(plain, head, 'Content-Length') : null,
    nothingAfterHeaders(bytesAfterHeaders, 'HEAD'),
  );
}

/** A tag nobody issued, and values that are no tags at all. */
async function askWithoutMatch(t: ScenarioContext, plain: Observation): Promise<void> {
  const seen = await t.send(conditional(stale));
  t.check('COND-05', [plain, seen], first(statusIs(seen, 200), sameHeader(plain, seen, 'ETag'), sameBody(plain, seen)));
  if (seen.status === 304) {
    t.skip('COND-09', 'every If-None-Match is taken for a match');
    return;
  }
  for (const junk of ['', 'x'.repeat(8000)]) {
    const reply = await t.attempt(conditional(junk));
    // Some servers cut the connection when headers grow; that is their right (RFC 9110 section 5.4).
    if (reply) t.check('COND-09', reply, doesNoHarm(reply));
    else t.skip('COND-09', 'the connection was closed');
  }
}

function doesNoHarm(seen: Observation): Violation | null {
  return that(seen.status !== 304 && seen.status < 500, {
    message: seen.status === 304 ? 'A malformed If-None-Match counts as a match.' : 'A malformed If-None-Match fails.',
    expected: '200 or a refusal',
    actual: String(seen.status),
  });
}

/** Null when the tag does not match: then there is nothing more to learn. */
async function askWithCurrentTag(t: ScenarioContext, tag: EntityTag): Promise<RawReply | null> {
  const reply = await t.sendRaw(conditional(tag.text));
  const seen = reply.observation;
  t.check('COND-02', seen, statusIs(seen, 304));
  if (seen.status !== 304) {
    skipAll(t, aboutMatches, 'the current tag does not give 304');
    return null;
  }
  const empty = nothingAfterHeaders(reply.bytesAfterHeaders, '304');
  t.check('COND-03', seen, empty);
  t.check('HDR-16', seen, empty);
  t.check('COND-04', seen, headerIs(seen, 'ETag', tag.text));
  return reply;
}

async function askInOtherForms(t: ScenarioContext, tag: EntityTag, matched: RawReply): Promise<void> {
  // A body after a 304 would be read as the next reply on a shared connection.
  const poisoned = matched.bytesAfterHeaders > 0;
  const ask = async (call: Call) => (poisoned ? (await t.sendRaw(call)).observation : t.send(call));
  const gives304 = async (id: RequirementId, call: Call) => {
    const seen = await ask(call);
    t.check(id, seen, statusIs(seen, 304));
  };
  await gives304('COND-06', conditional(`${tag.text},${stale}`));
  await gives304('COND-06', conditional(`${stale} ,\t  ${tag.text}\t,"other"`));
  await gives304('COND-07', conditional('*'));
  await gives304('COND-08', conditional(turnStrength(tag)));
  const stranger = { authorization: `Bearer smx_mbx_${t.unique('stranger')}` };
  await gives304('COND-18', { ...conditional(tag.text), as: stranger });
}

/** If-None-Match has no meaning for a POST: a send is never "not modified". */
const conditionalSend = scenario({
  id: 'COND.send',
  title: 'If-None-Match is sent with a send',
  verifies: ['COND-12'],
  mode: 'smoke',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const path of ['/emails/send', '/emails/send/batch']) {
      const seen = await t.send({ method: 'POST', path, as: 'sender', json: {}, headers: [['If-None-Match', '*']] });
      t.check(
        'COND-12',
        seen,
        that(seen.status !== 304, { message: 'A send is answered 304.', expected: 'a refusal', actual: '304' }),
      );
    }
  },
});

function conditional(ifNoneMatch: string): Call {
  return { ...document, headers: [['If-None-Match', ifNoneMatch]] };
}

function nothingAfterHeaders(bytes: number, of: string): Violation | null {
  return that(bytes === 0, {
    message: `Bytes follow the header section of a ${of} reply.`,
    expected: '0 bytes',
    actual: `${bytes} bytes`,
  });
}

function skipAll(t: ScenarioContext, ids: readonly RequirementId[], reason: string): void {
  for (const id of ids) t.skip(id, reason);
}

export const condSuite: readonly Scenario[] = [documentCaching, conditionalSend];
