import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { defaultLoadOptions, loadDocument } from './document.js';
import { buildModel } from './model-builder.js';
import type { ApiOperation, SchemaVerdict, Validators } from './model.js';
import { createValidators, findResponse } from './validators.js';

interface Understood {
  readonly validators: Validators;
  readonly operation: (key: string) => ApiOperation;
}

async function understand(members: object, openapi = '3.1.0'): Promise<Understood> {
  const text = JSON.stringify({ openapi, info: { title: 'T', version: '1' }, paths: {}, ...members });
  const fetched = { source: 'http://127.0.0.1/', bytes: new TextEncoder().encode(text), mediaType: null };
  const document = await loadDocument(fetched, defaultLoadOptions);
  const { operations } = buildModel(document);
  return {
    validators: createValidators(document),
    operation: (key) => {
      const found = operations.get(key);
      if (found === undefined) throw new Error(`no ${key}`);
      return found;
    },
  };
}

/** An operation whose only response and request body have this schema. */
function mailPath(schema: unknown): object {
  const content = { 'application/json': { schema } };
  return { '/a': { post: { requestBody: { content }, responses: { 200: { description: '', content } } } } };
}

/** The verdict on a value by the first opinion, and by both. */
async function verdicts(schema: unknown, value: unknown, openapi?: string): Promise<readonly SchemaVerdict['kind'][]> {
  const { validators, operation } = await understand({ paths: mailPath(schema) }, openapi);
  const judge = (): SchemaVerdict['kind'] => {
    const verdict = validators.response(operation('POST /a'), 200, { mediaType: 'application/json', value });
    if (verdict.kind === 'undocumented-status' || verdict.kind === 'undocumented-media-type') throw new Error('lookup');
    return verdict.kind;
  };
  const first = judge();
  await validators.prepare(operation('POST /a'));
  return [first, judge()];
}

describe('validators of 3.1', () => {
  it.each<[string, unknown, unknown, string]>([
    ['a matching object', { type: 'object', required: ['a'] }, { a: 1 }, 'valid'],
    ['a missing member', { type: 'object', required: ['a'] }, {}, 'invalid'],
    ['a missing member with an inherited name', { required: ['toString'] }, {}, 'invalid'],
    ['a price in cents', { multipleOf: 0.01 }, 19.99, 'valid'],
    ['a null where types allow it', { type: ['string', 'null'] }, null, 'valid'],
    ['a bad date-time', { type: 'string', format: 'date-time' }, '2026-13-01T00:00:00Z', 'invalid'],
    ['a date-time with a blank', { type: 'string', format: 'date-time' }, '2026-11-24 10:00:00Z', 'invalid'],
    ['a format nobody knows', { type: 'string', format: 'mailbox' }, 'x', 'valid'],
    ['a pattern with needless escapes', { pattern: '^\\_\\@$' }, '_@', 'valid'],
    ['a text that misses such a pattern', { pattern: '^\\_\\@$' }, 'x', 'invalid'],
    ['a member of a closed object', { properties: { a: {} }, additionalProperties: false }, { b: 1 }, 'invalid'],
    [
      'a member let in by a pattern',
      { patternProperties: { '^x\\-': {} }, additionalProperties: false },
      { 'x-a': 1 },
      'valid',
    ],
    [
      'a schema with keywords of OpenAPI',
      { type: 'string', xml: {}, example: { $id: 'x' }, discriminator: {} },
      'x',
      'valid',
    ],
    [
      'a schema that names its dialect',
      { $schema: 'https://spec.openapis.org/oas/3.1/dialect/base', type: 'string' },
      1,
      'invalid',
    ],
    ['the schema false', false, 1, 'invalid'],
  ])('judge %s', async (...[, schema, value, wanted]) => {
    expect(await verdicts(schema, value)).toEqual([wanted, wanted]);
  });

  it('leave undecided what the two validators see differently', async () => {
    // RFC 5321 allows a quoted local part, ajv does not know it.
    expect(await verdicts({ type: 'string', format: 'email' }, '"a b"@example.org')).toEqual(['invalid', 'undecided']);
  });

  it.each<[string, unknown]>([
    ['cannot be compiled', { type: 'text' }],
    ['leads nowhere', { $ref: '#/components/schemas/No' }],
    ['is in another dialect', { $schema: 'http://json-schema.org/draft-04/schema#', type: 'string' }],
    ['has a pattern that is none', { pattern: '(' }],
  ])('leave undecided what a schema says that %s', async (_, schema) => {
    expect(await verdicts(schema, 'x')).toEqual(['undecided', 'undecided']);
  });

  it('leave everything undecided in a document of a foreign dialect', async () => {
    const { validators } = await understand({ jsonSchemaDialect: 'http://json-schema.org/draft-04/schema#' });
    expect(validators.schema('/components', 1).kind).toBe('undecided');
  });

  it('are not stopped by a pattern made to be slow', async () => {
    const text = `${'a'.repeat(5000)}!`;
    expect(await verdicts({ pattern: '^(a+)+$' }, text)).toEqual(['invalid', 'invalid']);
    expect(await verdicts({ patternProperties: { '^(a+)+$': false }, required: ['b'] }, { [text]: 1 })).toEqual([
      'invalid',
      'invalid',
    ]);
    expect(await verdicts({ pattern: '^(?=(a+)+$)' }, text)).toEqual(['undecided', 'undecided']);
  });

  it('keep patterns apart that are matched in linear time', async () => {
    const schema = { properties: { a: { pattern: 'x.*' }, b: { pattern: 'y.*' }, c: { pattern: '^(?=.*z)' } } };
    expect(await verdicts(schema, { a: 'x', b: 'y', c: 'z' })).toEqual(['valid', 'valid']);
    expect(await verdicts(schema, { b: 'x' })).toEqual(['invalid', 'invalid']);
    expect(await verdicts(schema, { a: 'y' })).toEqual(['invalid', 'invalid']);
  });

  it('never fetch what a schema names', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const schema = { $dynamicRef: `http://127.0.0.1:${port}/schema.json` };
    expect(await verdicts(schema, 'x')).toEqual(['undecided', 'undecided']);
    expect(requests).toEqual([]);
    server.close();
  });

  it('know a schema called __proto__', async () => {
    const { validators } = await understand({ components: { schemas: { ['__proto__']: { type: 'string' } } } });
    expect(validators.schema('/components/schemas/__proto__', 1).kind).toBe('invalid');
  });

  it('follow references anywhere in the document, and survive schemas that contain themselves', async () => {
    const tree = { type: 'object', required: ['name'], properties: { name: {}, child: { $ref: '#/x-schemas/Tree' } } };
    const { validators } = await understand({
      'x-schemas': { Tree: tree },
      paths: mailPath({ $ref: '#/x-schemas/Tree' }),
    });
    const pointer = '/paths/~1a/post/responses/200/content/application~1json/schema';
    const verdict = validators.schema(pointer, { name: 'a', child: { name: 'b', child: {} } });
    expect(verdict).toEqual({
      kind: 'invalid',
      violations: [
        {
          at: '/child/child',
          keyword: 'required',
          schema: '/x-schemas/Tree/required',
          message: "must have required property 'name'",
        },
      ],
    });
  });

  it('name the schema of a violation by its pointer in the document', async () => {
    const { validators, operation } = await understand({
      paths: mailPath({ properties: { 'a/b': { enum: ['x', 'y'] } } }),
    });
    const verdict = validators.request(operation('POST /a'), { mediaType: 'application/json', value: { 'a/b': 1 } });
    expect(verdict).toMatchObject({
      violations: [
        {
          at: '/a~1b',
          schema: '/paths/~1a/post/requestBody/content/application~1json/schema/properties/a~1b/enum',
          message: 'must be one of ["x","y"]',
        },
      ],
    });
  });
});

describe('validators of 3.0', () => {
  it.each<[string, unknown, unknown, string]>([
    ['null beside nullable', { type: 'string', nullable: true }, null, 'valid'],
    ['null without nullable', { type: 'string' }, null, 'invalid'],
    ['null beside nullable and an enumeration', { type: 'string', nullable: true, enum: ['a'] }, null, 'valid'],
    ['null beside nullable and allOf', { nullable: true, allOf: [{ type: 'object' }] }, null, 'valid'],
    ['another value beside nullable', { type: 'string', nullable: true }, 1, 'invalid'],
    ['a limit that is out', { type: 'number', minimum: 1, exclusiveMinimum: true }, 1, 'invalid'],
    ['a limit that is in', { type: 'number', minimum: 1, exclusiveMinimum: false }, 1, 'valid'],
    ['a flag without a limit', { type: 'number', exclusiveMaximum: true }, 1, 'valid'],
    ['keywords that 3.0 does not have', { type: 'string', const: 'a', $id: 'http://x' }, 'b', 'valid'],
    ['int32', { type: 'integer', format: 'int32' }, 2 ** 31, 'invalid'],
    ['int64', { type: 'integer', format: 'int64' }, 2 ** 31, 'valid'],
    ['binary', { type: 'string', format: 'binary' }, '\u0000', 'valid'],
  ])('judge %s', async (...[, schema, value, wanted]) => {
    expect((await verdicts(schema, value, '3.0.3'))[0]).toBe(wanted);
  });

  it.each([
    ['$id', 'http://a.invalid/s', 'http://a.invalid/s'],
    ['$anchor', 'a', '#a'],
    ['$dynamicAnchor', 'a', '#a'],
  ])('find a schema by its %s', async (keyword, name, reference) => {
    const schemas = { A: { [keyword]: name, type: 'string' }, B: { $ref: reference } };
    const { validators } = await understand({ components: { schemas } });
    const kindOf = (value: unknown) => validators.schema('/components/schemas/B', value).kind;
    expect([kindOf('x'), kindOf(1)]).toEqual(['valid', 'invalid']);
  });

  it('ignore what stands beside a reference', async () => {
    const { validators } = await understand(
      { components: { schemas: { A: { type: 'string' }, B: { $ref: '#/components/schemas/A', maxLength: 1 } } } },
      '3.0.3',
    );
    expect(validators.schema('/components/schemas/B', 'long').kind).toBe('valid');
  });
});

describe('readOnly and writeOnly', () => {
  const schema = {
    allOf: [{ $ref: '#/components/schemas/Base' }, { required: ['secret', 'id', 'name'] }],
    properties: { secret: { type: 'string', writeOnly: true } },
  };
  const components = { schemas: { Base: { properties: { id: { readOnly: true }, name: {} } } } };

  it('do not miss the one in requests and the other in responses', async () => {
    const { validators, operation } = await understand({ paths: mailPath(schema), components });
    const ofRequest = (value: object): string =>
      validators.request(operation('POST /a'), { mediaType: 'application/json', value }).kind;
    const ofResponse = (value: object): string =>
      validators.response(operation('POST /a'), 200, { mediaType: 'application/json', value }).kind;
    expect([ofRequest({ secret: 's', name: 'n' }), ofRequest({ id: 1, name: 'n' })]).toEqual(['valid', 'invalid']);
    expect([ofResponse({ id: 1, name: 'n' }), ofResponse({ secret: 's', name: 'n' })]).toEqual(['valid', 'invalid']);
    await validators.prepare(operation('POST /a'));
    expect([ofResponse({ id: 1, name: 'n' }), ofResponse({ secret: 's', name: 'n' })]).toEqual(['valid', 'invalid']);
  });
});

describe('which schema a body is held to', () => {
  const response = (type: string): object => ({
    description: '',
    content: { 'application/json': { schema: { type } } },
  });
  const responses = {
    200: response('string'),
    '2XX': response('integer'),
    default: response('boolean'),
    204: { description: '' },
  };

  it('is that of the exact status, else of its class, else the default', async () => {
    const { validators, operation } = await understand({ paths: { '/a': { get: { responses } } } });
    const kind = (status: number, value: unknown): string =>
      validators.response(operation('GET /a'), status, { mediaType: 'application/json', value }).kind;
    expect([kind(200, 'x'), kind(201, 1), kind(500, true)]).toEqual(['valid', 'valid', 'valid']);
    expect([kind(200, 1), kind(201, 'x'), kind(500, 1)]).toEqual(['invalid', 'invalid', 'invalid']);
  });

  it('says what is documented when the status is not', async () => {
    const { validators, operation } = await understand({
      paths: { '/a': { get: { responses: { 200: response('string') } } } },
    });
    expect(validators.response(operation('GET /a'), 418, { mediaType: null, value: undefined })).toEqual({
      kind: 'undocumented-status',
      status: 418,
      documented: ['200'],
    });
    expect(findResponse(operation('GET /a').responses, 418)).toBeNull();
  });

  it('is found by the essence of the media type, the most specific range first', async () => {
    const content = {
      'Application/JSON; charset=utf-8': { schema: { const: 'exact' } },
      'application/*+json': { schema: { const: 'suffix' } },
      'application/*': { schema: { const: 'range' } },
    };
    const { validators, operation } = await understand({
      paths: { '/a': { get: { responses: { 200: { description: '', content } } } } },
    });
    const kind = (mediaType: string | null, value: unknown): string =>
      validators.response(operation('GET /a'), 200, { mediaType, value }).kind;
    expect(kind('application/json', 'exact')).toBe('valid');
    expect(kind('application/json', 'range')).toBe('invalid');
    expect(kind('application/problem+json', 'suffix')).toBe('valid');
    expect(kind('application/pdf', 'range')).toBe('undecided');
    expect(kind('text/html', '')).toBe('undocumented-media-type');
    expect(kind(null, undefined)).toBe('undocumented-media-type');
  });

  it('is none where no body is documented', async () => {
    const { validators, operation } = await understand({ paths: { '/a': { get: { responses } } } });
    expect(validators.response(operation('GET /a'), 204, { mediaType: null, value: undefined }).kind).toBe('valid');
    expect(validators.response(operation('GET /a'), 204, { mediaType: 'application/json', value: 1 })).toEqual({
      kind: 'undocumented-media-type',
      mediaType: 'application/json',
      documented: [],
    });
  });

  it('is undecided for a request body that is not documented', async () => {
    const { validators, operation } = await understand({ paths: { '/a': { get: { responses } } } });
    expect(validators.request(operation('GET /a'), { mediaType: 'application/json', value: 1 }).kind).toBe('undecided');
  });
});
