import {
  complainsAbout,
  faultRefused,
  faultsTold,
  invalidBody,
  judgeFaultAlone,
  scenario,
  withFaultAlone,
  type BodyFault,
  type FaultyBody,
  type Observation,
  type RequirementId,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { bodyAtTheLimits, coreBodies, furtherBodies } from './send-faults.js';

const operations = ['POST /emails/send'];

const shown: readonly RequirementId[] = [
  'SEND-06',
  'SEND-07',
  'SEND-08',
  'SEND-09',
  'SEND-10',
  'SEND-11',
  'SEND-13',
  'SEND-14',
  'SEND-16',
  'SEND-17',
  'SEND-18',
  'SEND-19',
  'SEND-20',
  'SEND-21',
  'SEND-22',
  'SEND-25',
  'SEND-26',
];

const shownFurther: readonly RequirementId[] = [
  'SEND-07',
  'SEND-08',
  'SEND-09',
  'SEND-10',
  'SEND-14',
  'SEND-15',
  'SEND-16',
  'SEND-20',
  'SEND-21',
  'SEND-22',
  'SEND-26',
];

/** Each body has many faults, and a refusal that names them all serves many requirements at once. */
const manyFaults = scenario({
  id: 'SEND.many-faults',
  title: 'mails with many faults at once',
  verifies: shown,
  mode: 'smoke',
  operations,
  price: { requests: 3, messages: 0 },
  run: async (t) => {
    const bodies = coreBodies(t.profile);
    for (const body of bodies) await sendTogether(t, body);
    skipRest(t, shown, bodies);
  },
});

const moreFaults = scenario({
  id: 'SEND.more-faults',
  title: 'further mails with many faults at once',
  verifies: shownFurther,
  mode: 'safe',
  operations,
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    const bodies = furtherBodies(t.profile);
    for (const body of bodies) await sendTogether(t, body);
    skipRest(t, shownFurther, bodies);
  },
});

/** Sends a body with several faults and books those that its refusal names; returns the others. */
async function sendTogether(t: ScenarioContext, faulty: FaultyBody): Promise<readonly BodyFault[]> {
  const seen = await post(t, faulty.body);
  const told = faultsTold(seen, faulty);
  for (const fault of faulty.faults) {
    const failure = faultRefused(seen, fault);
    // Accepted with all its faults, so with each; but which of them broke the server is not told.
    if (told.has(fault)) t.check(fault.requirement, seen, null);
    else if (failure !== null && seen.status < 300) t.check(fault.requirement, seen, failure);
    else t.skip(fault.requirement, `${fault.called} was not named among other faults; only a mail of its own can tell`);
  }
  if (told.size > 0 && faulty.faults.some(({ requirement }) => requirement === 'SEND-06')) {
    t.check('SEND-06', seen, invalidBody(seen, t.profile));
  }
  return faulty.faults.filter((fault) => !told.has(fault));
}

function skipRest(t: ScenarioContext, ids: readonly RequirementId[], bodies: readonly FaultyBody[]): void {
  const covered = new Set(bodies.flatMap(({ faults }) => faults.map(({ requirement }) => requirement)));
  for (const id of ids) if (!covered.has(id)) t.skip(id, 'the profile has no such rule');
}

/**
 * Where a refusal does not name a fault, a mail that has no other tells. On a server that names all faults this costs
 * nothing; once a requirement is violated, its other faults are not tried, so no more mails go out than it has.
 */
const faultsAlone = scenario({
  id: 'SEND.faults-alone',
  title: 'faults that no refusal named, each in a mail of its own',
  verifies: [...new Set([...shown, ...shownFurther])],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations,
  price: { requests: 95, messages: 18 },
  run: async (t) => {
    const bodies = [...coreBodies(t.profile), ...furtherBodies(t.profile)];
    const violated = new Set<RequirementId>();
    for (const body of bodies) {
      for (const fault of await sendTogether(t, body)) {
        if (violated.has(fault.requirement)) continue;
        if (await isRefusedAlone(t, body, fault)) continue;
        violated.add(fault.requirement);
      }
    }
    skipRest(t, [...shown, ...shownFurther], bodies);
  },
});

async function isRefusedAlone(t: ScenarioContext, body: FaultyBody, fault: BodyFault): Promise<boolean> {
  const good = completeMail(t, `${fault.requirement} ${String(fault.field)} ${fault.called}`);
  const seen = await post(t, withFaultAlone(body, fault, good));
  const judgement = judgeFaultAlone(seen, fault, t.profile);
  if (judgement === 'unclear') {
    t.skip(fault.requirement, `a mail with ${fault.called} was refused for another reason: ${seen.status}`);
    return true;
  }
  t.check(fault.requirement, seen, judgement);
  return judgement === null;
}

const atTheLimits: readonly RequirementId[] = [
  'SEND-08',
  'SEND-09',
  'SEND-10',
  'SEND-12',
  'SEND-14',
  'SEND-15',
  'SEND-18',
  'SEND-25',
];

/** Nothing here is wrong but that sender and body are missing: a refusal must not complain about anything else. */
const limits = scenario({
  id: 'SEND.limits',
  title: 'a mail with everything at its limit, but no sender',
  verifies: atTheLimits,
  mode: 'safe',
  operations,
  price: { requests: 1, messages: 0 },
  run: async (t) => {
    const { body, boundaries } = bodyAtTheLimits(t.profile);
    const seen = await post(t, body);
    // One complaint alone tells nothing of the places it does not name.
    const tellsAll = ['from', 'html_body'].every((field) => complainsAbout(seen, field));
    for (const { requirement, field } of boundaries) {
      if (complainsAbout(seen, field)) t.check(requirement, seen, tooStrict(field));
      else if (tellsAll) t.check(requirement, seen, null);
    }
    const covered = boundaries.map(({ requirement }) => requirement);
    for (const id of atTheLimits) {
      if (!covered.includes(id)) t.skip(id, 'the profile has no such rule');
      else if (!tellsAll) t.skip(id, 'the refusal does not name all that is missing');
    }
  },
});

function tooStrict(field: string) {
  return {
    message: `A ${field} at its limit is refused.`,
    expected: 'complaints about from and html_body only',
    actual: `a complaint about ${field}`,
  };
}

function post(t: ScenarioContext, json: object): Promise<Observation> {
  return t.send({ method: 'POST', path: '/emails/send', as: 'sender', json });
}

export const refusalScenarios: readonly Scenario[] = [manyFaults, moreFaults, faultsAlone, limits];
