import type { JsonMembers } from '../parts.js';
import type { Defect } from './defect.js';
import { editDocument } from './edit-document.js';
import { decode, encode, rewriteBody, withHeader } from './rewrite.js';

/** Serves the document with one member set, or left out (undefined). */
function saying(path: readonly string[], value: unknown): Defect['apply'] {
  return (parts) => editDocument(parts, path, value);
}

const send = ['paths', '/emails/send', 'post'];

/** Each forbids what the other requires, so no value matches both. */
const impossible = {
  allOf: [
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
    { type: 'object', properties: { b: { type: 'string' } }, required: ['b'], additionalProperties: false },
  ],
};

function reversed(object: JsonMembers): JsonMembers {
  return Object.fromEntries(Object.entries(object).reverse());
}

export const specDefects: readonly Defect[] = [
  {
    id: 'SPEC-01:yaml',
    requirement: 'SPEC-01',
    companions: ['HDR-07', 'SPEC-08'],
    title: 'the document is served as YAML',
    apply: (parts) => ({
      ...parts,
      finish: (reply, visit) => {
        if (visit.operation?.kind !== 'document' || reply.body === null) return parts.finish(reply, visit);
        const body = Buffer.concat([Buffer.from('# JSON is YAML, too\n'), reply.body]);
        return parts.finish(
          { ...reply, body, headers: withHeader(reply.headers, 'Content-Type', 'application/yaml') },
          visit,
        );
      },
    }),
  },
  {
    id: 'SPEC-02:another-version',
    requirement: 'SPEC-02',
    companions: ['SPEC-08'],
    title: 'the document is OpenAPI 3.2',
    apply: saying(['openapi'], '3.2.0'),
  },
  {
    id: 'SPEC-03:dangling-reference',
    requirement: 'SPEC-03',
    companions: [],
    title: 'the document refers to a schema that is not there',
    apply: saying(['components', 'schemas', 'Orphan'], { $ref: '#/components/schemas/Nowhere' }),
  },
  {
    id: 'SPEC-04:operation-missing',
    requirement: 'SPEC-04',
    companions: [],
    title: 'the document does not list itself',
    apply: saying(['paths', '/openapi.json'], undefined),
  },
  {
    id: 'SPEC-05:developer-machine',
    requirement: 'SPEC-05',
    companions: [],
    title: 'the document names the server of a developer',
    apply: saying(['servers'], [{ url: 'http://localhost:3000' }]),
  },
  {
    id: 'SPEC-05:operation-id-twice',
    requirement: 'SPEC-05',
    companions: [],
    title: 'two operations have the same operationId',
    apply: saying(['paths', '/emails/send/batch', 'post', 'operationId'], 'sendEmail'),
  },
  {
    id: 'SPEC-06:no-security',
    requirement: 'SPEC-06',
    companions: [],
    title: 'the single send is declared open to everyone',
    apply: saying([...send, 'security'], []),
  },
  {
    id: 'SPEC-07:no-idempotency-key',
    requirement: 'SPEC-07',
    companions: [],
    title: 'the single send does not declare Idempotency-Key',
    apply: saying([...send, 'parameters'], undefined),
  },
  {
    id: 'SPEC-07:body-optional',
    requirement: 'SPEC-07',
    companions: [],
    title: 'the body of the single send is declared optional',
    apply: saying([...send, 'requestBody', 'required'], false),
  },
  {
    id: 'SPEC-08:drift',
    requirement: 'SPEC-08',
    companions: [],
    title: 'the document promises other request ids than replies have',
    apply: saying(['components', 'schemas', 'Meta', 'properties', 'request_id', 'pattern'], '^id_'),
  },
  {
    id: 'SPEC-09:document-stricter',
    requirement: 'SPEC-09',
    companions: [],
    title: 'the document allows shorter subjects than the server',
    apply: saying(['components', 'schemas', 'EmailSendRequest', 'properties', 'subject', 'maxLength'], 500),
  },
  {
    id: 'SPEC-11:closed-all-of',
    requirement: 'SPEC-11',
    companions: [],
    title: 'the document joins two closed objects with allOf',
    apply: saying(['components', 'schemas', 'Impossible'], impossible),
  },
  {
    id: 'SPEC-12:order-changes',
    requirement: 'SPEC-12',
    companions: [],
    title: 'the members of the document come in another order with every fetch',
    apply: (parts) => {
      let fetches = 0;
      return rewriteBody(parts, ({ body }, { operation }) => {
        if (body === null || operation?.kind !== 'document') return body;
        fetches += 1;
        return fetches % 2 === 0 ? encode(reversed(decode(body))) : body;
      });
    },
  },
];
