import { describe, expect, it } from 'vitest';
import { defaultLoadOptions, loadDocument } from './document.js';
import { buildModel } from './model-builder.js';
import type { ApiModel } from './model.js';

async function model(members: object): Promise<ApiModel> {
  const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'Mail', version: '2' }, ...members });
  const fetched = { source: 'http://127.0.0.1/', bytes: new TextEncoder().encode(text), mediaType: null };
  return buildModel(await loadDocument(fetched, defaultLoadOptions));
}

describe('buildModel', () => {
  it('merges the parameters of the path item, those of the operation first, and follows references', async () => {
    const { operations } = await model({
      paths: {
        '/a/{id}': {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: {} },
            { $ref: '#/components/parameters/Page' },
          ],
          get: {
            parameters: [
              { name: 'page', in: 'query', required: true, content: { 'application/json': { schema: {} } } },
            ],
          },
        },
      },
      components: { parameters: { Page: { name: 'page', in: 'query', schema: {} } } },
    });
    expect(operations.get('GET /a/{id}')?.parameters).toEqual([
      {
        name: 'id',
        in: 'path',
        required: true,
        style: 'simple',
        explode: false,
        allowReserved: false,
        schema: '/paths/~1a~1{id}/parameters/0/schema',
        mediaType: null,
        examples: [],
        pointer: '/paths/~1a~1{id}/parameters/0',
      },
      {
        name: 'page',
        in: 'query',
        required: true,
        style: 'form',
        explode: true,
        allowReserved: false,
        schema: '/paths/~1a~1{id}/get/parameters/0/content/application~1json/schema',
        mediaType: 'application/json',
        examples: [],
        pointer: '/paths/~1a~1{id}/get/parameters/0',
      },
    ]);
  });

  it('keeps the examples of parameters and bodies, references followed, and how members of a form are written', async () => {
    const { operations } = await model({
      paths: {
        '/a': {
          post: {
            parameters: [
              { name: 'one', in: 'query', allowReserved: true, schema: {}, example: [1, 2] },
              {
                name: 'many',
                in: 'query',
                schema: {},
                examples: { a: { value: ['x'] }, b: { $ref: '#/components/examples/B' } },
              },
              { name: 'all', in: 'querystring', content: { 'application/json': { schema: {}, example: { q: 1 } } } },
            ],
            requestBody: {
              content: {
                'multipart/form-data': {
                  schema: {},
                  examples: { elsewhere: { externalValue: 'http://127.0.0.1/x' }, here: { dataValue: { a: 1 } } },
                  encoding: {
                    a: {
                      contentType: 'text/csv',
                      headers: { 'X-A': { required: true, schema: {} }, 'Content-Type': {} },
                    },
                    b: { style: 'spaceDelimited', explode: false, allowReserved: true },
                  },
                },
              },
            },
          },
        },
      },
      components: { examples: { B: { value: null } } },
    });
    const operation = operations.get('POST /a');
    expect(
      operation?.parameters.map((parameter) => [parameter.in, parameter.allowReserved, parameter.examples]),
    ).toEqual([
      ['query', true, [[1, 2]]],
      ['query', false, [['x'], null]],
      ['querystring', false, [{ q: 1 }]],
    ]);
    const [body] = operation?.requestBody?.content ?? [];
    expect(body?.examples).toEqual([{ a: 1 }]);
    expect([...(body?.encoding ?? [])]).toEqual([
      [
        'a',
        {
          contentType: 'text/csv',
          style: null,
          explode: null,
          allowReserved: false,
          headers: [{ name: 'X-A', required: true, schema: expect.stringMatching(/X-A\/schema$/) as unknown }],
        },
      ],
      ['b', { contentType: null, style: 'spaceDelimited', explode: false, allowReserved: true, headers: [] }],
    ]);
  });

  it('ignores header parameters that the specification reserves', async () => {
    const names = ['Accept', 'Content-Type', 'authorization', 'X-Own'];
    const parameters = names.map((name) => ({ name, in: 'header', schema: {} }));
    const { operations } = await model({ paths: { '/a': { get: { parameters } } } });
    expect(operations.get('GET /a')?.parameters.map(({ name }) => name)).toEqual(['X-Own']);
  });

  it('follows references to path items, bodies, responses and headers', async () => {
    const { operations } = await model({
      paths: { '/a': { $ref: '#/components/pathItems/P' } },
      components: {
        pathItems: {
          P: {
            post: {
              requestBody: { $ref: '#/components/requestBodies/B' },
              responses: { 200: { $ref: '#/components/responses/R' }, 'x-a': {} },
            },
          },
        },
        requestBodies: { B: { required: true, content: { 'application/json': { schema: {} } } } },
        responses: {
          R: {
            description: '',
            headers: { 'X-A': { $ref: '#/components/headers/H' }, 'Content-Type': {} },
            content: { 'text/*': {} },
          },
        },
        headers: { H: { required: true, schema: {} } },
      },
    });
    const operation = operations.get('POST /a');
    expect(operation?.pointer).toBe('/components/pathItems/P/post');
    expect(operation?.requestBody).toEqual({
      required: true,
      content: [{ range: 'application/json', schema: '/components/requestBodies/B/content/application~1json/schema' }],
      pointer: '/components/requestBodies/B',
    });
    expect(operation?.responses).toEqual([
      {
        status: '200',
        content: [{ range: 'text/*', schema: null }],
        headers: [{ name: 'X-A', required: true, schema: '/components/headers/H/schema' }],
        pointer: '/components/responses/R',
      },
    ]);
  });

  it('tells no security from security that is off', async () => {
    const { operations, securitySchemes } = await model({
      security: [{ key: ['a'], other: [] }, {}],
      paths: { '/a': { get: {}, post: { security: [] }, put: { security: [{ other: [] }] } } },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'Bearer' },
          other: { type: 'apiKey', in: 'header', name: 'X-Key' },
        },
      },
    });
    expect(operations.get('GET /a')?.security).toEqual([
      [
        { scheme: 'key', scopes: ['a'] },
        { scheme: 'other', scopes: [] },
      ],
      [],
    ]);
    expect(operations.get('POST /a')?.security).toEqual([]);
    expect(operations.get('PUT /a')?.security).toEqual([[{ scheme: 'other', scopes: [] }]]);
    expect((await model({ paths: { '/a': { get: {} } } })).operations.get('GET /a')?.security).toBeNull();
    expect([...securitySchemes.values()]).toEqual([
      { name: 'key', type: 'http', scheme: 'bearer', in: null, parameter: null },
      { name: 'other', type: 'apiKey', scheme: null, in: 'header', parameter: 'X-Key' },
    ]);
  });

  it('leaves out what is malformed or dangling instead of failing', async () => {
    const { operations, title, servers } = await model({
      servers: [{ url: 'http://127.0.0.1/v1' }, 7],
      paths: {
        '/a': {
          get: { parameters: ['x', { $ref: '#/no' }, { name: 'a' }], responses: { 200: null, 404: { $ref: '#/no' } } },
        },
        '/b': null,
        '/c': { $ref: '#/paths/~1c' },
        '/d': { get: 'x' },
        'x-e': { get: {} },
      },
    });
    expect([...operations.keys()]).toEqual(['GET /a']);
    expect(operations.get('GET /a')).toMatchObject({ parameters: [], responses: [], requestBody: null, tags: [] });
    expect([title, servers]).toEqual(['Mail', ['http://127.0.0.1/v1']]);
  });
});
