import { forbidden, judgedTheBody, keyAccepted, scenario, type Scenario } from '../src/kit.js';
import { refusable, sendPaths } from './refusable.js';

const operations = ['POST /emails/send', 'POST /emails/send/batch'];

/** Whoever runs an agent can have a token at once; mail it may send only with the consent of an owner. */
const unapproved = scenario({
  id: 'AUTH.agent',
  title: 'sends are called with the token of an agent nobody has approved',
  verifies: ['AUTH-13'],
  mode: 'smoke',
  principals: ['agent'],
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      const seen = await t.send(refusable(path, 'agent'));
      if (judgedTheBody(seen)) t.check('AUTH-13', seen, keyGoesTooFar(String(seen.status)));
      else t.check('AUTH-13', seen, forbidden(seen));
    }
  },
});

function keyGoesTooFar(actual: string) {
  return { message: 'The token of an agent nobody has approved may send.', expected: '403', actual };
}

const approved = scenario({
  id: 'AUTH.approved-agent',
  title: 'sends are called with the token of an approved agent',
  verifies: ['AUTH-13'],
  mode: 'smoke',
  principals: ['approvedAgent'],
  operations,
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      const seen = await t.send(refusable(path, 'approvedAgent'));
      t.check('AUTH-13', seen, keyAccepted(seen));
    }
  },
});

export const agentScenarios: readonly Scenario[] = [unapproved, approved];
