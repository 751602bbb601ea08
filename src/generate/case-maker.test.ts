import { describe, expect, it } from 'vitest';
import { openRequests, withBody, type RequestApi } from '../../test/support/requests.js';
import { createCaseMaker } from './case-maker.js';
import { isWithin } from './edits/apply-edits.js';
import type { CaseFamily, CaseOptions, RequestCase } from './request-case.js';

const families: readonly CaseFamily[] = ['example', 'valid', 'boundary', 'invalid'];
const options: CaseOptions = { seed: 7, runs: 150, families };

const mail = {
  type: 'object',
  required: ['to', 'subject'],
  properties: {
    to: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', format: 'email' } },
    subject: { type: 'string', minLength: 1, maxLength: 50 },
    priority: { enum: ['low', 'high'] },
  },
  additionalProperties: false,
};

const mails = {
  paths: {
    '/boxes/{box}/mails': {
      post: {
        parameters: [
          { name: 'box', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
          { name: 'dry', in: 'query', schema: { type: 'boolean' } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string', maxLength: 8 } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: mail } } },
      },
    },
  },
};

async function casesOf(members: object, changes: Partial<CaseOptions> = {}): Promise<[RequestApi, RequestCase[]]> {
  const api = await openRequests(members);
  const [operation] = api.model.operations.values();
  if (operation === undefined) throw new Error('no operation');
  return [api, [...api.maker.cases(operation, { ...options, ...changes })]];
}

const shown = ({ index, family, value, mediaType, edits }: RequestCase): unknown => ({
  index,
  family,
  value,
  mediaType,
  edits,
});

describe('cases', () => {
  it('begin with the plainest valid request, then come edges and faults in turn, then random requests', async () => {
    const [, cases] = await casesOf(mails, { runs: 300 });
    expect(cases[0]).toMatchObject({
      index: 0,
      family: 'valid',
      mediaType: 'application/json',
      value: { path: { box: 1 }, query: {}, header: {}, body: { to: ['a@example.com'], subject: 'a' } },
    });
    expect(new Set(cases.slice(1, 5).map(({ family }) => family))).toEqual(new Set(['boundary', 'invalid']));
    expect(cases.slice(-30).map(({ family }) => family)).not.toContain('boundary');
    expect(new Set(cases.slice(-30).map(({ family }) => family))).toEqual(new Set(['valid', 'invalid']));
  });

  it('are what their family says once they are read back from the wire', async () => {
    const [api, cases] = await casesOf(mails, { runs: 300, mostEdits: 3 });
    for (const { operation, family, value, mediaType, edits } of cases) {
      const { verdict } = api.maker.assemble(operation, value, mediaType);
      const label = `${family} ${JSON.stringify(value)} ${JSON.stringify(edits)}`;
      if (family !== 'invalid') expect(verdict.kind, label).not.toBe('invalid');
      else expect(verdict.kind, label).toBe('invalid');
      if (verdict.kind !== 'invalid') continue;
      const { faults } = verdict;
      for (const { at } of edits) {
        expect(
          faults.some((fault) => isWithin(fault.at, at) || isWithin(at, fault.at)),
          label,
        ).toBe(true);
      }
    }
  });

  it('break every parameter and member in the ways that the wire can show', async () => {
    const [, cases] = await casesOf(mails, { runs: 300 });
    const broken = new Set(
      cases
        .flatMap(({ family, edits }) => (family === 'invalid' ? edits : []))
        .map(({ at, keyword }) => `${at} ${keyword}`),
    );
    for (const fault of [
      '/path/box type',
      '/path/box minimum',
      '/query/dry type',
      '/header/X-Trace maxLength',
      '/body required',
      '/body type',
      '/body content',
      '/body json',
      '/body/to required',
      '/body/to type',
      '/body/to minItems',
      '/body/to maxItems',
      '/body/to/0 format',
      '/body/subject minLength',
      '/body/subject maxLength',
      '/body/priority enum',
      '/body/unexpected additionalProperties',
    ]) {
      expect(broken).toContain(fault);
    }
    // A path parameter that is missing is another path, and texts are all that a header has.
    expect(broken).not.toContain('/path/box required');
    expect(broken).not.toContain('/header/X-Trace type');
    expect(broken).not.toContain('/query/unexpected additionalProperties');
  });

  it('name in the document what was broken', async () => {
    const [, cases] = await casesOf(mails);
    const edits = cases.flatMap((one) => (one.family === 'invalid' ? one.edits : []));
    const pointers = (keyword: string, at: string): readonly string[] =>
      edits.filter((edit) => edit.keyword === keyword && edit.at === at).map(({ schema }) => schema);
    const post = '/paths/~1boxes~1{box}~1mails/post';
    expect(pointers('minimum', '/path/box')).toContain(`${post}/parameters/0/schema`);
    expect(new Set(pointers('required', '/body'))).toEqual(new Set([`${post}/requestBody`]));
    expect(pointers('maxLength', '/body/subject')).toContain(
      `${post}/requestBody/content/application~1json/schema/properties/subject`,
    );
  });

  it('break JSON in ways that parsers may read only where nothing but JSON is asked for', async () => {
    const keywords = async (strictJson: boolean): Promise<ReadonlySet<string>> => {
      const [, cases] = await casesOf(mails, { strictJson });
      return new Set(cases.flatMap(({ edits }) => edits.map(({ keyword }) => keyword)));
    };
    expect([...(await keywords(false))].filter((keyword) => keyword.startsWith('json'))).toEqual(['json']);
    expect(await keywords(true)).toContain('json: a comma before the end');
  });

  it('are the same for the same seed, others for another one, and keep their index whatever is asked for', async () => {
    const [api, cases] = await casesOf(mails);
    const [, again] = await casesOf(mails);
    expect(again.map(shown)).toEqual(cases.map(shown));
    const [, others] = await casesOf(mails, { seed: 8 });
    expect(others.map(shown)).not.toEqual(cases.map(shown));
    const few = [
      ...api.maker.cases(api.operation('POST /boxes/{box}/mails'), { ...options, runs: 10, families: ['invalid'] }),
    ];
    expect(few).toHaveLength(10);
    const byIndex = new Map(cases.map((one) => [one.index, shown(one)]));
    for (const one of few) expect(shown(one)).toEqual(byIndex.get(one.index));
  });

  it('are no two alike', async () => {
    const [, cases] = await casesOf(mails, { runs: 400 });
    const schema = { type: 'array', items: { type: 'integer' } };
    const parameters = [{ name: 'a', in: 'query', schema }];
    const [api, others] = await casesOf({ paths: { '/p': { get: { parameters } } } });
    const sent = others.map(({ operation, value }) => api.maker.assemble(operation, value, null).wire.path);
    expect(new Set(sent).size).toBe(sent.length);
    expect(new Set(cases.map(({ value, mediaType }) => JSON.stringify([value, mediaType]))).size).toBe(cases.length);
  });

  it('do not blame a fault that the wire does not show', async () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'array', minItems: 1 } } };
    const [, cases] = await casesOf(withBody(schema, 'multipart/form-data'));
    const edits = cases.flatMap((one) => (one.family === 'invalid' ? one.edits : []));
    const names = edits.map(({ at, keyword }) => `${at} ${keyword}`);
    expect(names).toContain('/body/a required');
    // Neither is more on the wire than a form without its member.
    expect(names).not.toContain('/body type');
    expect(names).not.toContain('/body/a minItems');
  });

  it('end where an operation has nothing more to offer', async () => {
    const [, cases] = await casesOf({ paths: { '/p': { get: {} } } }, { runs: 10_000 });
    expect(cases).toHaveLength(1);
  });

  it('have several faults where that is asked for, each of which shows', async () => {
    const [, cases] = await casesOf(mails, { mostEdits: 3 });
    const counts = cases.map(({ edits }) => edits.length);
    expect(Math.max(...counts)).toBe(3);
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(10);
    const [, single] = await casesOf(mails);
    expect(Math.max(...single.map(({ edits }) => edits.length))).toBe(1);
  });

  it('touch no schema of another operation', async () => {
    const api = await openRequests({
      paths: {
        '/a': { get: { parameters: [{ name: 'q', in: 'query', schema: { $ref: '#/components/schemas/A' } }] } },
        '/b': { get: { parameters: [{ name: 'q', in: 'query', schema: { $ref: '#/components/schemas/B' } }] } },
      },
      components: { schemas: { A: { type: 'integer' }, B: { type: 'integer' } } },
    });
    const asked = new Set<string>();
    const maker = createCaseMaker({
      ...api,
      validators: {
        ...api.validators,
        schema: (pointer, value, direction) => {
          asked.add(pointer);
          return api.validators.schema(pointer, value, direction);
        },
      },
    });
    const [first] = maker.cases(api.operation('GET /a'), { ...options, runs: 1 });
    expect(first?.family).toBe('valid');
    expect([...asked].filter((pointer) => !pointer.startsWith('/paths/~1a/'))).toEqual([]);
  });
});

describe('examples of the document', () => {
  it('are tried together, the first ones first, wherever they stand', async () => {
    const [, cases] = await casesOf({
      paths: {
        '/p/{id}': {
          put: {
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string', example: 'abc' } },
              {
                name: 'n',
                in: 'query',
                examples: { one: { value: 1 }, two: { value: '2' } },
                schema: { type: 'integer' },
              },
            ],
            requestBody: {
              content: { 'application/json': { schema: { type: 'object', examples: [{ a: 1 }] }, example: { b: 2 } } },
            },
          },
        },
      },
    });
    expect(cases.filter(({ family }) => family === 'example').map(({ value }) => value)).toEqual([
      { path: { id: 'abc' }, query: { n: 1 }, body: { b: 2 } },
      { path: { id: 'abc' }, query: { n: '2' }, body: { a: 1 } },
    ]);
  });

  it('are left out and noted when they violate the document', async () => {
    const schema = { type: 'integer' };
    const [api, cases] = await casesOf({
      paths: { '/p': { get: { parameters: [{ name: 'n', in: 'query', example: 'many', schema }] } } },
    });
    expect(cases.map(({ family }) => family)).not.toContain('example');
    expect(api.maker.obstacles('GET /p')).toEqual([
      {
        kind: 'obstacle',
        pointer: '/paths/~1p/get/parameters/0/schema/type',
        reason: 'an example is invalid: /query/n must be integer',
      },
    ]);
  });
});

describe('what requests are made of', () => {
  it('leaves out credentials and headers that the client sets', async () => {
    const header = (name: string): object => ({ name, in: 'header', required: true, schema: { type: 'string' } });
    const parameters = [
      ...['X-Api-Key', 'Content-Length', 'Authorization', 'X-Own'].map(header),
      { name: 'token', in: 'query', schema: { type: 'string' } },
    ];
    const securitySchemes = {
      key: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      token: { type: 'apiKey', in: 'query', name: 'token' },
    };
    const [api, cases] = await casesOf({ paths: { '/p': { get: { parameters } } }, components: { securitySchemes } });
    for (const { value } of cases) {
      expect(Object.keys(value)).not.toContain('query');
      expect(['X-Own', undefined]).toContain(Object.keys(value.header ?? {})[0]);
    }
    expect(api.maker.obstacles('GET /p').map(({ reason }) => reason)).toEqual([
      'the header Content-Length is set by the client',
    ]);
  });

  it('takes given values where some are given', async () => {
    const api = await openRequests(mails);
    const given = (operation: string, at: string) =>
      operation === 'POST /boxes/{box}/mails' && at === '/body/to/*' ? { values: ['sink@example.com'] } : null;
    const maker = createCaseMaker(api, { given });
    const operation = api.operation('POST /boxes/{box}/mails');
    for (const { family, value } of maker.cases(operation, { ...options, runs: 60 })) {
      const { to } = (value.body ?? {}) as { readonly to?: readonly string[] };
      if (family !== 'invalid') for (const address of to ?? []) expect(address).toBe('sink@example.com');
    }
  });

  it('uses all documented types of a body', async () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    const content = { 'multipart/form-data': { schema }, 'application/json': { schema } };
    const [, cases] = await casesOf({ paths: { '/p': { post: { requestBody: { required: true, content } } } } });
    expect(cases.slice(0, 2).map(({ family, mediaType }) => [family, mediaType])).toEqual([
      ['valid', 'application/json'],
      ['valid', 'multipart/form-data'],
    ]);
  });

  it('edits parameters with one type of body only', async () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false };
    const content = { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } };
    const parameters = [{ name: 'n', in: 'query', schema: { type: 'integer', maximum: 10 } }];
    const post = { parameters, requestBody: { required: true, content } };
    const [, cases] = await casesOf({ paths: { '/p': { post } } }, { runs: 60 });
    const edited = cases.filter(
      ({ family, edits }) => family === 'boundary' && edits[0]?.at.startsWith('/query/') === true,
    );
    expect(new Set(edited.map(({ mediaType }) => mediaType))).toEqual(new Set(['application/json']));
  });

  it('sends parameters that are flagged readOnly, as members of bodies are not', async () => {
    const schema = { type: 'integer', readOnly: true };
    const parameters = [{ name: 'id', in: 'path', required: true, schema }];
    const [, cases] = await casesOf({ paths: { '/p/{id}': { get: { parameters } } } }, { runs: 1 });
    expect(cases.map(({ value }) => value)).toEqual([{ path: { id: 0 } }]);
  });

  it('says why bodies of some types are not made', async () => {
    const [api, cases] = await casesOf(withBody({ type: 'object' }, 'application/xml'));
    expect(cases).toEqual([]);
    expect(api.maker.obstacles('POST /p')).toContainEqual({
      kind: 'obstacle',
      pointer: '/paths/~1p/post/requestBody/content/application~1xml',
      reason: 'bodies of type application/xml cannot be generated',
    });
  });

  it('says why an operation has no requests at its place in the document', async () => {
    const [api, cases] = await casesOf(withBody({ type: 'string', minLength: 3, maxLength: 1 }));
    expect(cases).toEqual([]);
    expect(api.maker.obstacles('POST /p').map(({ pointer }) => pointer)).toEqual(['/paths/~1p/post']);
  });
});

describe('shrinking', () => {
  /** Takes the first simpler case that still shows the fault, until there is none. */
  function shrunk(from: RequestCase, shows: (one: RequestCase) => boolean): RequestCase {
    for (const simpler of from.shrink()) if (shows(simpler)) return shrunk(simpler, shows);
    return from;
  }

  it('finds the least valid request that shows a fault', async () => {
    const [, cases] = await casesOf(mails, { runs: 400, families: ['valid'] });
    const shows = ({ value }: RequestCase): boolean => (value.body as { subject: string }).subject.length > 5;
    const found = cases.findLast(shows);
    expect(found && shrunk(found, shows).value).toEqual({
      path: { box: 1 },
      query: {},
      header: {},
      body: { to: ['a@example.com'], subject: expect.stringMatching(/^.{6}$/u) as unknown },
    });
  });

  it('keeps the faults of an invalid request and makes all else plain', async () => {
    const [api, cases] = await casesOf(mails, { runs: 400 });
    const random = cases.slice(-40).filter(({ family }) => family === 'invalid');
    expect(random.length).toBeGreaterThan(5);
    for (const one of random) {
      const least = shrunk(one, () => true);
      const names = ({ edits }: RequestCase): unknown => edits.map(({ at, keyword }) => [at, keyword]);
      expect(least.family).toBe('invalid');
      expect(least.index).toBe(one.index);
      expect(names(least)).toEqual(names(one));
      expect(api.maker.assemble(least.operation, least.value, least.mediaType).verdict.kind).toBe('invalid');
      expect(JSON.stringify(least.value).length).toBeLessThanOrEqual(JSON.stringify(one.value).length);
    }
  });

  it('never lets a valid request turn invalid', async () => {
    const [api, cases] = await casesOf(mails, { runs: 400, families: ['valid'] });
    for (const one of cases.slice(-10)) {
      for (const simpler of one.shrink()) {
        expect(api.maker.assemble(simpler.operation, simpler.value, simpler.mediaType).verdict.kind).toBe('valid');
      }
    }
  });
});
