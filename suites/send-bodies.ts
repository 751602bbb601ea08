import {
  errorReply,
  scenario,
  statusIs,
  that,
  tolerated,
  type Judgement,
  type Observation,
  type Profile,
  type Scenario,
} from '../src/kit.js';
import { sendPaths } from './refusable.js';

/** Texts that are no JSON, each broken in another way. */
const brokenTexts: readonly (readonly [text: string, called: string])[] = [
  ['{"subject": "cut off', 'a cut object'],
  ['{"subject": "A comma too many",}', 'a comma too many'],
  ['{"subject": NaN}', 'NaN'],
];

/** What may be called a missing body as well as a broken one. */
const absentTexts: readonly (readonly [text: string, called: string])[] = [
  ['', 'an empty body'],
  ['\uFEFF', 'a byte order mark alone'],
];

const asJson = [['Content-Type', 'application/json']] as const;

const noObjects = scenario({
  id: 'SEND.no-objects',
  title: 'bodies that are no JSON, and JSON that is no object',
  verifies: ['SEND-23', 'SEND-24'],
  mode: 'safe',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 18, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      const ask = (bytes: string) => t.send({ method: 'POST', path, as: 'sender', headers: asJson, bytes });
      for (const [text, called] of brokenTexts) {
        const seen = await ask(text);
        t.check('SEND-23', seen, about(called, isCalledBroken(seen)));
      }
      for (const [text, called] of absentTexts) {
        const seen = await ask(text);
        t.check('SEND-23', seen, about(called, isCalledBrokenOrMissing(seen, t.profile)));
      }
      for (const text of ['[]', '"a text"', '1', 'null']) {
        const seen = await ask(text);
        t.check('SEND-24', seen, about(`the JSON text ${text}`, statusIs(seen, 400, 422)));
      }
    }
  },
});

function isCalledBroken(seen: Observation): Judgement {
  return errorReply(seen, { status: 400, code: 'invalid_parameter' });
}

function isCalledBrokenOrMissing(seen: Observation, { options }: Profile): Judgement {
  const strict = isCalledBroken(seen);
  const lenient = errorReply(seen, { status: [400, 422], code: ['missing_parameter', 'validation_error'] });
  return lenient === null && options.validationStatus === 'lenient' ? tolerated(strict) : strict;
}

/** Names the body that was sent, so that its finding can be read without the exchange. */
function about(called: string, judgement: Judgement): Judgement {
  return judgement && { ...judgement, expected: `${judgement.expected} for ${called}` };
}

const otherMethods = scenario({
  id: 'SEND.other-methods',
  title: 'both send paths are called with other methods',
  verifies: ['SEND-28'],
  mode: 'safe',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 6, messages: 0 },
  run: async (t) => {
    for (const path of sendPaths) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const seen = await t.send({ method, path, as: 'sender', ...(method === 'PUT' ? { json: {} } : {}) });
        t.check('SEND-28', seen, statusIs(seen, 404, 405));
        if (seen.status === 405) t.check('SEND-28', seen, namesPost(seen));
      }
    }
  },
});

/** RFC 9110 section 15.5.6: a 405 lists what the resource does support. */
function namesPost(seen: Observation): Judgement {
  const allow = seen.headerLines('Allow').join(',');
  return that(
    allow.split(',').some((method) => method.trim().toUpperCase() === 'POST'),
    {
      message: 'A 405 has no Allow that lists POST.',
      expected: 'Allow: POST',
      actual: allow === '' ? 'no such header' : allow,
    },
  );
}

export const bodyScenarios: readonly Scenario[] = [noObjects, otherMethods];
