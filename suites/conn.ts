import {
  all,
  first,
  headerMatches,
  keyAccepted,
  readEntityTag,
  sameHeader,
  scenario,
  statusIs,
  that,
  unauthenticated,
  type Call,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { refusable, sendPaths } from './refusable.js';

const me: Call = { method: 'GET', path: '/me', as: 'sender' };
const operations = ['GET /me'];

/** What it says is read on every exchange; here it is asked for in every way. */
const connection = scenario({
  id: 'CONN.me',
  title: 'the connection is asked for, again, and without a key',
  verifies: ['CONN-01', 'CONN-02', 'CONN-04', 'COND-11', 'COND-14'],
  mode: 'smoke',
  operations,
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    const seen = await t.send(me);
    t.check('CONN-04', seen, all(statusIs(seen, 200), ...rateHeaders(seen)));
    if (seen.status !== 200) {
      for (const id of ['CONN-01', 'CONN-02', 'COND-11', 'COND-14'] as const) t.skip(id, 'GET /me is refused');
      return;
    }
    t.check('CONN-01', seen, null);
    const again = await t.send(me);
    await askForTag(t, seen, again);
    await askWithoutKey(t, seen);
  },
});

function rateHeaders(seen: Observation): readonly Judgement[] {
  const form = { pattern: /^\d+$/, called: 'a whole number' };
  return ['Limit', 'Remaining', 'Reset'].map((name) => headerMatches(seen, `X-RateLimit-${name}`, form));
}

async function askForTag(t: ScenarioContext, seen: Observation, again: Observation): Promise<void> {
  t.check('CONN-02', seen, all(hasWeakTag(seen), isUncacheable(seen)));
  const tag = readEntityTag(seen.header('etag'));
  if (tag === null) {
    t.skip('COND-11', 'GET /me has no entity tag');
    return;
  }
  t.check('COND-11', [seen, again], sameHeader(seen, again, 'ETag'));
  const matched = await t.sendRaw(conditional(tag.text));
  const bytes = { message: 'The 304 of GET /me has a body.', expected: '0 bytes', actual: 'more' };
  t.check(
    'CONN-02',
    matched.observation,
    first(statusIs(matched.observation, 304), that(matched.bytesAfterHeaders === 0, bytes)),
  );
  const stale = await t.send(conditional('W/"touchstone-was-here"'));
  t.check('CONN-02', stale, statusIs(stale, 200));
}

function hasWeakTag(seen: Observation): Judgement {
  return headerMatches(seen, 'ETag', { pattern: /^W\/"[^"]*"$/, called: 'a weak entity tag' });
}

function isUncacheable(seen: Observation): Judgement {
  return headerMatches(seen, 'Cache-Control', { pattern: /(?:^|[\s,])no-store(?:$|[\s,])/i, called: 'no-store' });
}

/** Under the tag that would give 304: nobody without a key may learn that it still holds. */
async function askWithoutKey(t: ScenarioContext, known: Observation): Promise<void> {
  const call = conditional(known.header('etag') ?? '*');
  const anonymous = await t.send({ ...call, as: 'anonymous' });
  t.check('COND-14', anonymous, statusIs(anonymous, 401));
  const stranger = await t.send({ ...call, as: { authorization: `Bearer smx_mbx_${t.unique('stranger')}` } });
  t.check('COND-14', stranger, statusIs(stranger, 401));
  t.check('CONN-04', stranger, statusIs(stranger, 401));
  t.check('CONN-02', [anonymous, stranger], all(statusIs(anonymous, 401), statusIs(stranger, 401)));
}

function conditional(ifNoneMatch: string): Call {
  return { ...me, headers: [['If-None-Match', ifNoneMatch]] };
}

/** The states that keep a team from sending keep it from nothing else. */
const broke = scenario({
  id: 'CONN.unable',
  title: 'the connection is asked for without credits and without accounts',
  verifies: ['CONN-03'],
  mode: 'full',
  controls: ['fault'],
  exclusive: true,
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const fault of ['no-credits', 'no-providers'] as const) {
      await t.controls.fault(fault);
      const seen = await t.send(me);
      t.check('CONN-03', seen, statusIs(seen, 200));
      await t.controls.clearFaults();
    }
  },
});

/** Access tokens look like nothing in particular: only a look-up can tell a good one. */
const oauth = scenario({
  id: 'CONN.oauth',
  title: 'sends are called with OAuth access tokens',
  verifies: ['CONN-05'],
  mode: 'smoke',
  principals: ['oauth'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      const seen = await t.send(refusable(path, 'oauth'));
      t.check('CONN-05', seen, keyAccepted(seen));
    }
    const unknown = await t.send(refusable('/emails/send', { authorization: `Bearer ${t.unique('access token')}` }));
    t.check('CONN-05', unknown, unauthenticated(unknown));
  },
});

export const connSuite: readonly Scenario[] = [connection, broke, oauth];
