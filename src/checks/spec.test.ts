import { expect, test } from 'vitest';
import { contextFor, failure, made, model, target, type Made } from '../../test/support/observation.js';
import type { ApiOperation, DocumentProblem, ResponseVerdict } from '../contract/model.js';
import type { CheckContext } from './check.js';
import {
  declaresSecurity,
  declaresSends,
  isOpenApi31,
  isSatisfiable,
  isValid,
  judgeDocument,
  listsOperations,
  namesServer,
} from './spec-document.js';
import { repliesAreAsDocumented } from './spec-reply.js';

const { document, validators } = contextFor();

function answering(verdict: ResponseVerdict): CheckContext {
  return contextFor({ validators: { ...validators, response: () => verdict } });
}

const undocumented = (status: number): ResponseVerdict => ({
  kind: 'undocumented-status',
  status,
  documented: ['200', '422'],
});
const untyped: ResponseVerdict = { kind: 'undocumented-media-type', mediaType: 'x', documented: ['application/json'] };
const invalid: ResponseVerdict = {
  kind: 'invalid',
  violations: [{ at: '/data/results/3/status', keyword: 'enum', schema: '/s', message: 'must be one of' }],
};
const text: Made = { type: 'text/html', body: '<p>' };
const json: Made = { body: failure(), status: 422 };

interface Judged {
  readonly reply: Made;
  readonly verdict: ResponseVerdict;
}

test.each<[string, Judged, 'silent' | 'kept' | 'warns' | 'fails']>([
  ['a valid reply', { reply: json, verdict: { kind: 'valid' } }, 'kept'],
  ['an undecided one', { reply: json, verdict: { kind: 'undecided', reason: 'r' } }, 'kept'],
  ['an invalid one', { reply: json, verdict: invalid }, 'fails'],
  ['an undeclared status', { reply: { ...json, status: 402 }, verdict: undocumented(402) }, 'fails'],
  ['an undeclared 404', { reply: { ...json, status: 404 }, verdict: undocumented(404) }, 'warns'],
  ['an undeclared 500', { reply: { ...json, status: 500 }, verdict: undocumented(500) }, 'warns'],
  ['an undeclared 400 to a body', { reply: { ...json, status: 400, sent: {} }, verdict: undocumented(400) }, 'fails'],
  ['an undeclared 400 to headers', { reply: { ...json, status: 400 }, verdict: undocumented(400) }, 'warns'],
  ['another media type', { reply: text, verdict: untyped }, 'fails'],
  ['no body where one is declared', { reply: { body: undefined }, verdict: untyped }, 'fails'],
  ['a 304', { reply: { status: 304 }, verdict: untyped }, 'kept'],
  ['broken JSON of the right type', { reply: { body: '{' }, verdict: invalid }, 'kept'],
  ['a 429', { reply: { ...json, status: 429 }, verdict: invalid }, 'silent'],
  ['a 503', { reply: { ...json, status: 503 }, verdict: undocumented(503) }, 'silent'],
  [
    'a 500 that was asked for',
    { reply: { ...json, status: 500, intent: { faulted: true } }, verdict: invalid },
    'silent',
  ],
  ['headers that are too large', { reply: { status: 431 }, verdict: undocumented(431) }, 'silent'],
  ['an unknown path', { reply: { ...json, path: '/nowhere', status: 404 }, verdict: invalid }, 'silent'],
])('SPEC-08 of %s', (_, { reply, verdict }, want) => {
  const seen = made(reply);
  const context = answering(verdict);
  if (!repliesAreAsDocumented.applies(seen, context)) {
    expect('silent').toBe(want);
    return;
  }
  const violations = repliesAreAsDocumented.judge(seen, context);
  const worst = violations.some(({ tolerated }) => !tolerated) ? 'fails' : 'warns';
  expect(violations.length === 0 ? 'kept' : worst).toBe(want);
});

test('a fault at several positions of a list has one message', () => {
  const [violation] = repliesAreAsDocumented.judge(made(json), answering(invalid));
  expect(violation?.message).toBe('The body of a 422 breaks its schema at /data/results/*/status (enum).');
});

test.each([
  ['3.1.0', true],
  ['3.1.1', true],
  ['3.0.3', false],
  ['3.2.0', false],
  ['3.1', false],
])('SPEC-02 takes %s: %s', (version, want) => {
  expect(isOpenApi31(contextFor({ document: { ...document, version } })).length === 0).toBe(want);
});

const problem = (rule: string, severity: DocumentProblem['severity'] = 'error'): DocumentProblem => ({
  rule,
  severity,
  message: 'm',
  pointer: '/paths',
  line: 7,
});

test('each problem of the document belongs to one requirement', () => {
  const rules = ['dangling-ref', 'unsatisfiable-schema', 'duplicate-operation-id'];
  const context = contextFor({ problems: rules.map((rule) => problem(rule)) });
  expect(isValid(context).map(({ message }) => message)).toEqual(['/paths breaks the rule dangling-ref.']);
  expect(isSatisfiable(context).map(({ message }) => message)).toEqual([
    '/paths breaks the rule unsatisfiable-schema.',
  ]);
  expect(namesServer(context).map(({ message }) => message)).toEqual([
    '/paths breaks the rule duplicate-operation-id.',
  ]);
});

test('a warning of the lint warns', () => {
  expect(isValid(contextFor({ problems: [problem('bad-enum', 'warning')] }))).toMatchObject([{ tolerated: true }]);
});

function withOperations(operations: readonly ApiOperation[], more: Partial<CheckContext['model']> = {}): CheckContext {
  return contextFor({ model: { ...model, operations: new Map(operations.map((one) => [one.key, one])), ...more } });
}

const operation = (key: string, more: Partial<ApiOperation> = {}): ApiOperation => {
  const [method = '', path = ''] = key.split(' ');
  // Keys in tests are written out, with methods that exist.
  const base = { key, method: method as ApiOperation['method'], path, operationId: null, tags: [], deprecated: false };
  return { ...base, parameters: [], requestBody: null, responses: [], security: null, pointer: '', ...more };
};

test('SPEC-04 names what is missing and sees a repeated base path', () => {
  expect(listsOperations(contextFor())).toEqual([]);
  const faults = listsOperations(
    withOperations([
      operation('POST /api/v1/emails/send'),
      operation('POST /emails/send/batch'),
      operation('GET /openapi.json'),
    ]),
  );
  expect(faults).toMatchObject([
    { message: 'The document does not list POST /emails/send.', actual: expect.stringContaining('repeated') as string },
  ]);
});

test.each<[string, { servers: readonly string[]; at: string }, boolean]>([
  ['the base URL', { servers: [target], at: target }, true],
  ['another host with the same path', { servers: ['https://other.example/api/v1/'], at: target }, true],
  ['a relative URL', { servers: ['/api/v1'], at: target }, true],
  ['a URL with variables', { servers: ['https://{region}.example.com/'], at: target }, true],
  ['no server', { servers: [], at: target }, false],
  ['another path', { servers: ['https://api.example.com/v2'], at: target }, false],
  ['no URL', { servers: ['https://'], at: target }, false],
  ['a developer machine', { servers: ['http://localhost/api/v1'], at: target }, false],
  ['a developer machine under test', { servers: ['http://localhost/api/v1'], at: 'http://127.0.0.1:1/api/v1' }, true],
])('SPEC-05 of %s', (_, { servers, at }, want) => {
  expect(namesServer({ ...withOperations([], { servers }), target: at }).length === 0).toBe(want);
});

const schemes = new Map([
  ['key', { name: 'key', type: 'http', scheme: 'bearer', in: null, parameter: null }],
  ['basic', { name: 'basic', type: 'http', scheme: 'basic', in: null, parameter: null }],
  ['login', { name: 'login', type: 'oauth2', scheme: null, in: null, parameter: null }],
] as const);
const by = (scheme: string) => [{ scheme, scopes: [] }];

test.each<[string, ApiOperation, boolean]>([
  ['a send with a bearer key', operation('POST /emails/send', { security: [by('key')] }), true],
  ['a send with a bearer key or a login', operation('POST /emails/send', { security: [by('login'), by('key')] }), true],
  ['a send with Basic', operation('POST /emails/send', { security: [by('basic')] }), false],
  ['a send with an unknown scheme', operation('POST /emails/send', { security: [by('nothing')] }), false],
  ['a send with a key or nothing', operation('POST /emails/send', { security: [by('key'), []] }), false],
  ['a send without security', operation('POST /emails/send', { security: null }), false],
  ['an open send', operation('POST /emails/send', { security: [] }), false],
  ['an open document', operation('GET /openapi.json', { security: [] }), true],
  ['a document without security', operation('GET /openapi.json', { security: null }), true],
  ['a protected document', operation('GET /openapi.json', { security: [by('key')] }), false],
])('SPEC-06 of %s', (_, one, want) => {
  expect(declaresSecurity(withOperations([one], { securitySchemes: schemes })).length === 0).toBe(want);
});

const responses = (...statuses: string[]): ApiOperation['responses'] =>
  statuses.map((status) => ({ status, content: [], headers: [], pointer: '' }));
const promised = ['200', '400', '401', '402', '403', '409', '413', '422', '429', '503'];
const complete = operation('POST /emails/send', {
  parameters: [
    {
      name: 'idempotency-key',
      in: 'header',
      required: false,
      style: 'simple',
      explode: false,
      allowReserved: false,
      schema: null,
      mediaType: null,
      examples: [],
      pointer: '',
    },
  ],
  requestBody: { required: true, content: [{ range: 'application/json', schema: null }], pointer: '' },
  responses: responses(...promised),
});

test.each<[string, ApiOperation, readonly string[]]>([
  ['a complete send', complete, []],
  ['a send with ranges', { ...complete, responses: responses('200', '4XX', '5XX') }, []],
  ['a send with a default', { ...complete, responses: responses('200', 'default') }, []],
  ['a send that never fails', { ...complete, responses: responses('200') }, ['every promised status']],
  ['a send without key', { ...complete, parameters: [] }, ['Idempotency-Key']],
  ['a send without body', { ...complete, requestBody: null }, ['a required JSON body']],
])('SPEC-07 of %s', (_, one, want) => {
  const messages = declaresSends(withOperations([one])).map(({ message }) => message);
  expect(messages).toEqual(want.map((what) => `POST /emails/send does not declare ${what}.`));
});

test.each([
  [`${target}/openapi.json`, undefined],
  ['/home/me/things.yaml', 'things.yaml'],
  ['https://docs.example.com/openapi.json', 'https://docs.example.com/openapi.json'],
])('a fault of the document from %s stands in %s', (source, want) => {
  const context = contextFor({ document: { ...document, source, version: '3.0.3' } });
  const [found] = judgeDocument(isOpenApi31, made({ path: '/openapi.json', status: 404 }), context);
  expect(found?.document).toBe(want);
  expect(found?.actual.includes('given by hand')).toBe(want !== undefined);
});
