import {
  all,
  first,
  invalidBody,
  namedFields,
  refused,
  sameAnswer,
  scenario,
  that,
  type Call,
  type Judgement,
  type Observation,
  type Scenario,
} from '../src/kit.js';
import { undeliverable } from './undeliverable.js';

/** Both operations, each with a body that they must refuse for one and the same fault. */
const undeliverables = [
  { path: '/emails/send', body: undeliverable },
  { path: '/emails/send/batch', body: { messages: [undeliverable] } },
];

const post = (path: string, json: unknown): Call => ({ method: 'POST', path, as: 'sender', json });

const spelling = scenario({
  id: 'CONV.camel-case',
  title: 'a member in camelCase',
  verifies: ['CONV-02'],
  mode: 'smoke',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    const { html_body: htmlBody, ...rest } = undeliverable;
    const camel = { ...rest, htmlBody };
    for (const call of [post('/emails/send', camel), post('/emails/send/batch', { messages: [camel] })]) {
      const seen = await t.send(call);
      t.check('CONV-02', seen, first(invalidBody(seen, t.profile), objectsToSpelling(seen)));
    }
  },
});

/** The body has another fault as well, so the refusal must name this one: as missing, as unknown, or both. */
function objectsToSpelling(seen: Observation): Judgement {
  if (seen.error === null) return null;
  return that(
    namedFields(seen).some((field) => /html_?body/i.test(field)),
    {
      message: 'A member in camelCase is taken for its snake_case spelling.',
      expected: 'html_body missing or htmlBody unknown',
      actual: namedFields(seen).join(', ') || 'no field named',
    },
  );
}

const mediaTypes = scenario({
  id: 'CONV.media-types',
  title: 'one JSON text under several media types',
  verifies: ['CONV-06', 'CONV-07'],
  mode: 'safe',
  operations: ['POST /emails/send', 'POST /emails/send/batch'],
  price: { requests: 12, messages: 0 },
  run: async (t) => {
    for (const { path, body } of undeliverables) {
      const asType = (type: string | null) => t.send(typed(path, body, type));
      const asJson = await asType('application/json');
      const withCharset = await asType('application/json; charset=utf-8');
      t.check('CONV-07', [asJson, withCharset], sameAnswer(asJson, withCharset));
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', null]) {
        const seen = await asType(type);
        t.check('CONV-06', [asJson, seen], all(refused(seen), readAsJson(asJson, seen)));
      }
    }
  },
});

function typed(path: string, body: unknown, type: string | null): Call {
  const bytes = JSON.stringify(body);
  return { method: 'POST', path, as: 'sender', bytes, headers: type === null ? [] : [['Content-Type', type]] };
}

/** The server found the fault inside the body, so it must have read it as JSON. */
function readAsJson(asJson: Observation, seen: Observation): Judgement {
  const same = namedFields(asJson).length > 0 && sameAnswer(asJson, seen) === null;
  return that(!same, {
    message: 'A body is read as JSON although its Content-Type says otherwise.',
    expected: 'a refusal of the media type',
    actual: `the faults of the JSON in it: ${namedFields(seen).join(', ')}`,
  });
}

/** Anonymous, and with nothing to deliver: whoever answers learns nothing and does nothing. */
const harmless = (path: string): Call => ({ method: 'POST', path, as: 'anonymous', json: {} });

const basePath = scenario({
  id: 'CONV.base-path',
  title: 'the send path without the base path',
  verifies: ['CONV-09'],
  mode: 'smoke',
  principals: [],
  operations: ['POST /emails/send'],
  price: { requests: 2, messages: 0 },
  run: async (t) => {
    const { origin, pathname } = new URL(t.target);
    if (pathname === '/') {
      t.skip('CONV-09', 'the base URL has no path');
      return;
    }
    const seen = await t.attempt(harmless(`${origin}/emails/send`));
    if (seen === null) {
      t.skip('CONV-09', 'nothing answers outside the base path');
      return;
    }
    // Some servers refuse strangers at every path alike: that tells nothing of a route.
    const nowhere = await t.attempt(harmless(`${origin}/${t.unique('nowhere')}`));
    const alike = nowhere !== null && sameAnswer(nowhere, seen) === null;
    t.check('CONV-09', seen, alike ? null : notServed(seen, 'The API also answers without its base path.'));
  },
});

const plainHttp = scenario({
  id: 'CONV.plain-http',
  title: 'the send path over plain HTTP',
  verifies: ['CONV-12'],
  mode: 'safe',
  principals: [],
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 0 },
  run: async (t) => {
    const { protocol, hostname, pathname } = new URL(t.target);
    if (!isPublicName(hostname)) {
      t.notApplicable('CONV-12', 'the target is no public host');
      return;
    }
    const plain = protocol === 'http:' ? t.target : `http://${hostname}${pathname.replace(/\/$/, '')}`;
    const seen = await t.attempt(harmless(`${plain}/emails/send`));
    if (seen === null) {
      t.skip('CONV-12', 'nothing answers over plain HTTP');
      return;
    }
    t.check('CONV-12', seen, notServed(seen, 'The API answers over plain HTTP.'));
  },
});

/** A name under a public suffix, as far as one can tell without asking anybody. */
function isPublicName(hostname: string): boolean {
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return hostname.includes('.') && !isAddress && !/\.(?:localhost|local|internal|test|example|invalid)$/.test(hostname);
}

/** Another service may live there, and so may the envelope of a 404: only an answer to the request itself counts. */
function notServed({ object, status }: Observation, message: string): Judgement {
  const answered = typeof object?.['ok'] === 'boolean' && ![404, 405, 410, 421, 426].includes(status);
  return that(!answered, { message, expected: 'no such route', actual: `an envelope with status ${status}` });
}

export const convSuite: readonly Scenario[] = [spelling, mediaTypes, basePath, plainHttp];
