import {
  describe,
  first,
  isConflict,
  isSuccess,
  keyIsFree,
  messageIds,
  namesSameMail,
  sameAnswer,
  scenario,
  that,
  type Caller,
  type Judgement,
  type Observation,
  type PrincipalName,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { keyedMail } from './idem-keys.js';
import { blockUnlessPossible } from './send.js';
import { undeliverable } from './undeliverable.js';

const fixtures = ['from', 'sinks'] as const;
const operations = ['POST /emails/send'];

const secondKey = scenario({
  id: 'IDEM.second-key',
  title: 'a second API key of the team repeats a mail',
  verifies: ['IDEM-17'],
  mode: 'full',
  principals: ['sender', 'secondSender'],
  fixtures,
  operations,
  price: { requests: 2, messages: 1 },
  run: async (t) => {
    const call = keyedMail(t, 'second key', t.unique('key'));
    const seen = await t.send(call);
    blockUnlessPossible(t, seen);
    const again = await t.send({ ...call, as: 'secondSender', replayOf: seen });
    if (messageIds(seen).length === 0) t.skip('IDEM-17', 'the mail was not accepted');
    else if ([401, 403, 404].includes(again.status)) t.skip('IDEM-17', 'the second key may not send from this address');
    else t.check('IDEM-17', [seen, again], namesSameMail(seen, again));
  },
});

const otherTeam = scenario({
  id: 'IDEM.other-team',
  title: 'two teams send mails of their own under the same key',
  verifies: ['IDEM-16'],
  mode: 'full',
  principals: ['sender', 'otherTeam'],
  fixtures: [...fixtures, 'foreignFrom'],
  operations,
  price: { requests: 2, messages: 2 },
  run: async (t) => {
    const call = keyedMail(t, 'team', t.unique('key'));
    const own = await t.send(call);
    blockUnlessPossible(t, own);
    const json = { ...call.json, from: { email: t.fixtures.foreignFrom } };
    const theirs = await t.send({ ...call, as: 'otherTeam', json, replayOf: own });
    const told = isConflict(theirs) || messageIds(theirs).length > 0;
    if (told && messageIds(own).length > 0) t.check('IDEM-16', [own, theirs], keyIsFree(own, theirs));
    else t.skip('IDEM-16', 'one of the teams could not send');
  },
});

/** Somebody who is refused uses a key, and then its owner does. */
function strangerFirst(
  name: string,
  title: string,
  who: { caller: (t: ScenarioContext) => Caller; needs: PrincipalName[] },
) {
  return scenario({
    id: `IDEM.${name}`,
    title,
    verifies: ['IDEM-25'],
    mode: 'full',
    principals: ['sender', ...who.needs],
    fixtures,
    operations,
    price: { requests: 2, messages: 1 },
    run: async (t) => {
      const call = keyedMail(t, name, t.unique('key'));
      const stranger = await t.send({ ...call, as: who.caller(t) });
      if (stranger.status !== 401 && stranger.status !== 403) {
        t.skip('IDEM-25', 'the stranger was not refused for the credential');
        return;
      }
      // A reply that was kept for the stranger comes with its request id: that is IDEM-25's to tell.
      const owner = await t.send({ ...call, replayOf: stranger });
      t.check('IDEM-25', [stranger, owner], isUnclaimed(owner, stranger));
    },
  });
}

function isUnclaimed(owner: Observation, stranger: Observation): Judgement {
  return that(!isConflict(owner) && owner.status !== stranger.status, {
    message: 'A key is taken by a request that was refused for its credential.',
    expected: 'the mail is accepted',
    actual: describe(owner),
  });
}

const badCredential = strangerFirst('bad-credential', 'a key is used with a bad API key, then with a good one', {
  caller: (t) => ({ authorization: `Bearer smx_mbx_${t.unique('stranger')}` }),
  needs: [],
});

const unprivileged = strangerFirst('unprivileged', 'a key is used without the permission, then with it', {
  caller: () => 'unprivileged',
  needs: ['unprivileged'],
});

const afterRefusal = scenario({
  id: 'IDEM.after-refusal',
  title: 'an invalid body twice, then a valid one under the same key',
  verifies: ['IDEM-10'],
  mode: 'full',
  fixtures,
  operations,
  price: { requests: 3, messages: 1 },
  run: async (t) => {
    const corrected = keyedMail(t, 'corrected', t.unique('key'));
    const invalid = { ...corrected, json: undeliverable };
    const refused = await t.send(invalid);
    if (isSuccess(refused) || refused.status >= 500) {
      t.skip('IDEM-10', 'the invalid body was not refused');
      return;
    }
    blockUnlessPossible(t, refused);
    const again = await t.send({ ...invalid, replayOf: refused });
    const jammed = refusedAgain(refused, again);
    t.check('IDEM-10', [refused, again], jammed);
    if (jammed) return;
    const seen = await t.send({ ...corrected, replayOf: refused });
    t.check('IDEM-10', [refused, seen], followsPolicy(t, refused, seen));
  },
});

function refusedAgain(refused: Observation, again: Observation): Judgement {
  const jammed = that(!isConflict(again), {
    message: 'A refused request is refused again as if it still ran.',
    expected: describe(refused),
    actual: describe(again),
  });
  return jammed ?? sameAnswer(refused, again);
}

/** Released, the key takes the corrected body; kept, it refuses it. */
function followsPolicy({ profile }: ScenarioContext, refused: Observation, seen: Observation): Judgement {
  const policy = profile.options.idempotencyAfter4xx;
  const released = isSuccess(seen);
  const kept = isConflict(seen) || sameAnswer(refused, seen) === null;
  return first(
    that(released || kept, {
      message: 'A corrected body under the key of a refused request fails otherwise.',
      expected: 'acceptance, a conflict or the same refusal',
      actual: describe(seen),
    }),
    that(policy === 'any' || released === (policy === 'release'), {
      message: 'The key of a refused request is not treated as the profile says.',
      expected: policy,
      actual: describe(seen),
      raised: true,
    }),
  );
}

export const scopeScenarios: readonly Scenario[] = [secondKey, otherTeam, badCredential, unprivileged, afterRefusal];
