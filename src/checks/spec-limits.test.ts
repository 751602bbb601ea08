import { expect, test } from 'vitest';
import { contextFor, failure, made } from '../../test/support/observation.js';
import type { ApiOperation, JsonObject, Validators } from '../contract/model.js';
import {
  bodyWith,
  documentedLimits,
  requiredMembers,
  requirementsDiffer,
  serverIsLaxer,
  serverIsStricter,
  type DocumentedLimit,
} from './spec-limits.js';

const root: JsonObject = {
  mail: {
    type: 'object',
    required: ['from', 'subject'],
    properties: {
      subject: { type: 'string', maxLength: 4 },
      from: { $ref: '#/address' },
      cc: { type: 'array', maxItems: 2 },
      html_body: { type: 'string', maxLength: 26_214_400 },
      gone: { $ref: '#/nowhere' },
      unlimited: { type: 'string' },
    },
  },
  address: { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } },
};

/** A validator that knows lengths, for lack of a real one. */
const schema: Validators['schema'] = (pointer, value) => {
  const most = { '/mail/properties/subject': 4, '/address/properties/name': 3, '/mail/properties/cc': 2 }[pointer];
  const size = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
  return most === undefined || size <= most ? { kind: 'valid' } : { kind: 'invalid', violations: [] };
};

const base = contextFor();
const context = contextFor({
  document: { ...base.document, root },
  validators: { ...base.validators, schema },
});
const operation: ApiOperation = {
  key: 'POST /emails/send',
  method: 'POST',
  path: '/emails/send',
  operationId: null,
  tags: [],
  deprecated: false,
  parameters: [],
  requestBody: { required: true, content: [{ range: 'application/json', schema: '/mail' }], pointer: '' },
  responses: [],
  security: null,
  pointer: '',
};

test('limits on lengths and counts are found, references followed, one level deep', () => {
  const found = documentedLimits(operation, context).map(({ field, most, unit }) => `${field} ${most} ${unit}`);
  expect(found).toEqual(['subject 4 characters', 'from.name 3 characters', 'cc 2 items']);
});

test('a limit that the validator does not tell apart is not probed', () => {
  const blind: Validators['schema'] = () => ({ kind: 'valid' });
  expect(documentedLimits(operation, { ...context, validators: { ...context.validators, schema: blind } })).toEqual([]);
});

test('an operation without a JSON body has no limits and requires nothing', () => {
  expect(documentedLimits({ ...operation, requestBody: null }, context)).toEqual([]);
  expect(requiredMembers({ ...operation, requestBody: null }, context)).toEqual([]);
});

test('required members are read from the schema', () => {
  expect(requiredMembers(operation, context)).toEqual(['from', 'subject']);
});

test('a body holds one value at the path of a limit', () => {
  const [subject, name] = documentedLimits(operation, context);
  expect(bodyWith(subject!, 'x')).toEqual({ subject: 'x' });
  expect(bodyWith(name!, 'x')).toEqual({ from: { name: 'x' } });
});

const limit: DocumentedLimit = {
  field: 'subject',
  most: 4,
  unit: 'characters',
  profile: null,
  within: 'xxxx',
  beyond: 'xxxxx',
};
const naming = (...fields: string[]) =>
  made({ status: 422, body: failure({ param: fields[0], errors: fields.map((field) => ({ field })) }) });

test('a complaint about a value within the limit is a stricter server', () => {
  expect(serverIsStricter(limit, naming('from', 'subject'))).not.toBeNull();
  expect(serverIsStricter(limit, naming('from'))).toBeNull();
});

test('no complaint about a value beyond the limit is a laxer server, unless only one fault is named or none', () => {
  expect(serverIsLaxer(limit, naming('from', 'to'))).not.toBeNull();
  expect(serverIsLaxer(limit, naming('from'))).toBeNull();
  expect(serverIsLaxer(limit, naming('from', 'subject'))).toBeNull();
  expect(serverIsLaxer(limit, made({ status: 422, body: failure() }))).toBeNull();
});

test('missing members that are named must be those required, unless only one is named', () => {
  const required = ['from', 'subject', 'to'];
  expect(requirementsDiffer(required, naming('from', 'subject', 'to'))).toBeNull();
  expect(requirementsDiffer(required, naming('from'))).toBeNull();
  expect(requirementsDiffer(required, naming('from', 'subject'))).not.toBeNull();
  expect(requirementsDiffer(required, naming('from', 'subject', 'to', 'html_body'))).not.toBeNull();
});

test('what the own document of the profile says is told besides', () => {
  const expected = {
    ...base.document,
    root: {
      ...root,
      mail: { properties: { subject: { maxLength: 998 }, from: { $ref: '#/address' }, cc: {} } },
      paths: {
        '/emails/send': {
          post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/mail' } } } }, responses: {} },
        },
      },
    },
  };
  const limits = documentedLimits(operation, { ...context, expected });
  expect(limits.map(({ field, profile }) => [field, profile])).toEqual([
    ['subject', 998],
    ['from.name', 3],
    ['cc', null],
  ]);
  const [subject] = limits;
  expect(subject && serverIsStricter(subject, naming('from', 'subject'))?.expected).toBe(
    "4 characters pass (the profile's own document says 998)",
  );
  expect(serverIsStricter(limit, naming('subject'))?.expected).toBe('4 characters pass');
});
