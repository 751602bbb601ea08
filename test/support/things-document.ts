import type { JsonObject } from '../../src/contract/model.js';

const thing: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'string', readOnly: true },
    name: { type: 'string', maxLength: 9 },
    size: { type: 'integer' },
    secret: { type: 'string', writeOnly: true },
    owner: { type: 'string', readOnly: true },
    start: { type: 'string', format: 'date-time' },
    kind: { oneOf: [{ const: 'a' }, { const: 'b' }] },
  },
  required: ['name', 'secret'],
};

const content = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const created: JsonObject = { description: 'Made.', content: content(thing) };
const failure: JsonObject = { description: 'Failed.', content: content({ type: 'object', required: ['title'] }) };

/** A document with one of everything that judgements depend on. */
export const thingsDocument: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'All.',
            headers: {
              'X-Count': { required: true, schema: { type: 'integer' } },
              'X-Names': { schema: { type: 'array', items: { type: 'string' } } },
              'X-Since': { schema: { type: 'string', format: 'date-time' } },
              'X-On': { schema: { type: 'boolean' } },
              'Content-Type': { required: true, schema: { const: 'never' } },
            },
            content: content({ type: 'array', items: thing }),
          },
          503: { description: 'Closed for the night.' },
        },
      },
      post: {
        requestBody: { content: content(thing) },
        responses: { 201: created, 422: { description: 'Refused without a word.' } },
      },
    },
    '/things/{thing}': {
      parameters: [{ name: 'thing', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { 200: created, default: failure } },
      put: {
        security: [{ key: [] }, { login: [] }],
        requestBody: { content: content(thing) },
        responses: { 200: created, '4XX': failure },
      },
      delete: {
        security: [{ key: [] }, {}],
        responses: { 204: { description: 'Gone.' }, 202: { description: 'Soon.' } },
      },
    },
    '/envelope': {
      get: {
        responses: {
          200: {
            description: 'Wrapped.',
            content: content({ type: 'object', properties: { data: thing, meta: { type: 'object' } } }),
          },
        },
      },
    },
    '/text': { get: { responses: { 200: { description: 'Text.', content: { 'text/plain': {} } } } } },
    '/vault': { get: { security: [{ certificate: [] }], responses: { 200: { description: 'Open.' } } } },
  },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      login: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example.com/' },
      certificate: { type: 'mutualTLS' },
    },
  },
};
