import {
  sameAnswer,
  scenario,
  statusIs,
  that,
  type Call,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';

/** Refused before anything happens, whatever else is said of it. */
const emptySend: Call = { method: 'POST', path: '/emails/send', as: 'sender', json: {} };

const clientRequestId = scenario({
  id: 'HDR.client-request-id',
  title: 'a client brings its own request id, twice',
  verifies: ['HDR-06'],
  mode: 'safe',
  operations: ['POST /emails/send'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    const brought = `req_${t.unique('brought').replace(/[^a-z0-9]/g, '')}`;
    const call: Call = { ...emptySend, headers: [['X-Request-Id', brought]] };
    const once = await t.send(call);
    const again = await t.send(call);
    t.check('HDR-06', once, adoptedInBothPlacesOrNone(once, brought));
    t.check('HDR-06', [once, again], adoptedOnceAtMost([once, again], brought));
  },
});

function placesOf(seen: Observation, id: string): readonly boolean[] {
  const meta = seen.object?.['meta'];
  const inBody = typeof meta === 'object' && meta !== null && 'request_id' in meta && meta.request_id === id;
  return [seen.header('X-Request-Id') === id, inBody];
}

function adoptedInBothPlacesOrNone(seen: Observation, brought: string): Judgement {
  const [inHeader, inBody] = placesOf(seen, brought);
  return that(inHeader === inBody, {
    message: 'The request id of the client stands in one of header and meta only.',
    expected: 'the same id in both',
    actual: inHeader === true ? 'adopted in the header only' : 'adopted in meta only',
  });
}

function adoptedOnceAtMost(replies: readonly Observation[], brought: string): Judgement {
  const adopted = replies.filter((seen) => placesOf(seen, brought).every((there) => there));
  return that(adopted.length <= 1, {
    message: 'Two requests got the same request id because the client asked for it.',
    expected: 'unique ids',
    actual: 'the id of the client, twice',
  });
}

const headerNames = scenario({
  id: 'HDR.header-names',
  title: 'header names in lower and upper case',
  verifies: ['HDR-17'],
  mode: 'safe',
  operations: ['POST /emails/send', 'GET /openapi.json'],
  price: { requests: 7, messages: 0 },
  run: async (t) => {
    const usual = await t.send(emptySend);
    for (const spell of [lower, upper]) {
      const headers = [
        [spell('Authorization'), `Bearer ${t.credential('sender')}`],
        [spell('Content-Type'), 'application/json'],
      ] as const;
      const seen = await t.send({ ...emptySend, as: 'anonymous', headers });
      t.check('HDR-17', [usual, seen], sameAnswer(usual, seen));
    }
    await askConditionally(t);
  },
});

const lower = (name: string) => name.toLowerCase();
const upper = (name: string) => name.toUpperCase();

/** Over bare sockets: should a body follow the 304, it would be read as the next reply of a shared connection. */
async function askConditionally(t: ScenarioContext): Promise<void> {
  const document: Call = { method: 'GET', path: '/openapi.json' };
  const tag = (await t.send(document)).header('ETag');
  // Without a tag there is nothing to ask with; the rest of the scenario has spoken to the requirement already.
  if (tag === null) return;
  const ask = async (name: string) => (await t.sendRaw({ ...document, headers: [[name, tag]] })).observation;
  const usual = await ask('If-None-Match');
  for (const spell of [lower, upper]) {
    const seen = await ask(spell('If-None-Match'));
    t.check('HDR-17', [usual, seen], sameAnswer(usual, seen));
  }
}

const outage = scenario({
  id: 'HDR.outage',
  title: 'both ways to send during an outage',
  verifies: ['HDR-12', 'HDR-13'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  controls: ['fault'],
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 2 },
  exclusive: true,
  run: async (t) => {
    await t.controls.fault('service-unavailable');
    const mail = completeMail(t, 'outage');
    const single = await t.send({ method: 'POST', path: '/emails/send', as: 'sender', json: mail });
    const batch = await t.send({
      method: 'POST',
      path: '/emails/send/batch',
      as: 'sender',
      json: { messages: [mail] },
    });
    await t.controls.clearFaults();
    for (const seen of [single, batch]) judgeOutage(t, seen);
  },
});

/** Every reply with Retry-After and every 503 is watched; here it is made sure that there was one. */
function judgeOutage(t: ScenarioContext, seen: Observation): void {
  if (statusIs(seen, 503) !== null || seen.error?.['retryable'] !== true) {
    const reason = 'the outage did not lead to a retryable 503';
    t.skip('HDR-12', reason);
    t.skip('HDR-13', reason);
    return;
  }
  t.check('HDR-13', seen, null);
  if (seen.header('Retry-After') === null) t.skip('HDR-12', 'no reply carried Retry-After');
  else t.check('HDR-12', seen, null);
}

export const hdrSuite: readonly Scenario[] = [clientRequestId, headerNames, outage];
