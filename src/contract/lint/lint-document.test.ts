import { describe, expect, it } from 'vitest';
import { loadDocument, defaultLoadOptions } from '../document.js';
import type { DocumentProblem } from '../model.js';
import { lintDocument } from './lint-document.js';

async function lint(members: object, openapi = '3.1.0'): Promise<readonly DocumentProblem[]> {
  const text = JSON.stringify({ openapi, info: { title: 'T', version: '1' }, paths: {}, ...members }, null, 1);
  const fetched = { source: 'http://127.0.0.1/openapi.json', bytes: new TextEncoder().encode(text), mediaType: null };
  return lintDocument(await loadDocument(fetched, defaultLoadOptions));
}

const ok = { responses: { 200: { description: 'fine' } } };
const schemas = (named: Record<string, unknown>): object => ({ components: { schemas: named } });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

interface Case {
  rule: string;
  when: string;
  faulty: object;
  at: string;
  sound: object;
  openapi?: string;
}

const cases: Case[] = [
  {
    rule: 'dangling-ref',
    when: 'a reference leads nowhere',
    faulty: schemas({ A: { properties: { b: { $ref: '#/components/schemas/B' } } } }),
    at: '/components/schemas/A/properties/b/$ref',
    sound: schemas({ A: { properties: { b: { $ref: '#/components/schemas/B' } }, example: { $ref: '#/no' } }, B: {} }),
  },
  {
    rule: 'circular-ref',
    when: 'references go in a circle',
    faulty: schemas({ A: { $ref: '#/components/schemas/B' }, B: { allOf: [{ $ref: '#/components/schemas/A' }] } }),
    at: '/components/schemas/A',
    sound: schemas({ A: { type: 'object', properties: { a: { $ref: '#/components/schemas/A' } } } }),
  },
  {
    rule: 'circular-ref',
    when: 'an object requires another of its kind without end',
    faulty: schemas({
      A: { type: 'object', required: ['a'], properties: { a: { $ref: '#/components/schemas/A' } } },
    }),
    at: '/components/schemas/A',
    sound: schemas({
      A: { type: ['object', 'null'], required: ['a'], properties: { a: { $ref: '#/components/schemas/A' } } },
      B: {
        type: 'object',
        required: ['b'],
        properties: { b: { type: 'array', items: { $ref: '#/components/schemas/B' } } },
      },
    }),
  },
  {
    rule: 'duplicate-operation-id',
    when: 'two operations have one name',
    faulty: { paths: { '/a': { get: { operationId: 'a', ...ok } }, '/b': { get: { operationId: 'a', ...ok } } } },
    at: '/paths/~1b/get/operationId',
    sound: { paths: { '/a': { get: { operationId: 'a', ...ok } }, '/b': { get: { operationId: 'b', ...ok } } } },
  },
  {
    rule: 'path-parameter',
    when: 'a placeholder is not declared',
    faulty: { paths: { '/a/{id}': { get: ok } } },
    at: '/paths/~1a~1{id}/get',
    sound: { paths: { '/a/{id}': { parameters: [id], get: ok } } },
  },
  {
    rule: 'path-parameter',
    when: 'a declared parameter is not in the path',
    faulty: { paths: { '/a': { get: { parameters: [id], ...ok } } } },
    at: '/paths/~1a/get',
    sound: {
      paths: { '/a/{id}': { get: { parameters: [{ $ref: '#/components/parameters/P' }], ...ok } } },
      components: { parameters: { P: id } },
    },
  },
  {
    rule: 'path-parameter',
    when: 'a path parameter is optional',
    faulty: { paths: { '/a/{id}': { get: { parameters: [{ ...id, required: false }], ...ok } } } },
    at: '/paths/~1a~1{id}/get',
    sound: { paths: { '/a/{id}': { get: { parameters: [id], ...ok } } } },
  },
  {
    rule: 'duplicate-path',
    when: 'paths differ in placeholder names only',
    faulty: { paths: { '/a/{id}': { parameters: [id], get: ok }, '/a/{x}': {} } },
    at: '/paths/~1a~1{x}',
    sound: { paths: { '/a/{id}': { parameters: [id], get: ok }, '/a/{id}/b': {} } },
  },
  {
    rule: 'ambiguous-path',
    when: 'each of two paths has a placeholder where the other has a word',
    faulty: { paths: { '/a/{id}': {}, '/{id}/b': {} } },
    at: '/paths/~1{id}~1b',
    sound: { paths: { '/a/{id}': {}, '/a/b': {}, '/b/{id}': {}, '/{x}.json/c': {} } },
  },
  {
    rule: 'invalid-pattern',
    when: 'a pattern is no expression',
    faulty: schemas({ A: { type: 'string', pattern: '([a-z' } }),
    at: '/components/schemas/A/pattern',
    sound: schemas({
      A: { type: 'string', pattern: '^\\_\\@[a-z]+$' },
      B: { properties: { pattern: { const: '(' } } },
    }),
  },
  {
    rule: 'invalid-pattern',
    when: 'a member pattern is no expression',
    faulty: schemas({ A: { patternProperties: { '*': {} } } }),
    at: '/components/schemas/A/patternProperties/*',
    sound: schemas({ A: { patternProperties: { '.*': {} } } }),
  },
  {
    rule: 'missing-responses',
    when: 'an operation documents none',
    faulty: { paths: { '/a': { get: { responses: {} } } } },
    at: '/paths/~1a/get',
    sound: { paths: { '/a': { get: ok } } },
  },
  {
    rule: 'missing-responses',
    when: 'a response is under no status',
    faulty: { paths: { '/a': { get: { responses: { '2xx': { description: '' } } } } } },
    at: '/paths/~1a/get/responses/2xx',
    sound: {
      paths: { '/a': { get: { responses: { '2XX': { description: '' }, default: { description: '' }, 'x-a': 1 } } } },
    },
  },
  {
    rule: 'wrong-type',
    when: 'a member holds something else',
    faulty: { paths: { '/a': { get: { ...ok, deprecated: 'yes' } } } },
    at: '/paths/~1a/get/deprecated',
    sound: { paths: { '/a': { get: { ...ok, deprecated: true } } } },
  },
  {
    rule: 'wrong-type',
    when: 'a required member is absent',
    faulty: { paths: { '/a': { get: { responses: { 200: {} } } } } },
    at: '/paths/~1a/get/responses/200',
    sound: {
      paths: { '/a': { get: { responses: { 200: { $ref: '#/components/responses/R' } } } } },
      components: { responses: { R: { description: '' } } },
    },
  },
  {
    rule: 'wrong-type',
    when: 'a type does not exist',
    faulty: schemas({ A: { type: 'text' } }),
    at: '/components/schemas/A/type',
    sound: schemas({ A: { type: ['string', 'null'] } }),
  },
  {
    rule: 'wrong-type',
    when: 'an exclusive limit is a flag in 3.1',
    faulty: schemas({ A: { type: 'number', minimum: 1, exclusiveMinimum: true } }),
    at: '/components/schemas/A/exclusiveMinimum',
    sound: schemas({ A: { type: 'number', exclusiveMinimum: 1 } }),
  },
  {
    rule: 'wrong-type',
    when: 'an exclusive limit is a number in 3.0',
    faulty: schemas({ A: { type: 'number', exclusiveMinimum: 1 } }),
    at: '/components/schemas/A/exclusiveMinimum',
    sound: schemas({ A: { type: 'number', minimum: 1, exclusiveMinimum: true } }),
    openapi: '3.0.3',
  },
  {
    rule: 'wrong-dialect',
    when: 'nullable is used in 3.1',
    faulty: schemas({ A: { type: 'string', nullable: true } }),
    at: '/components/schemas/A/nullable',
    sound: schemas({ A: { properties: { nullable: { type: 'boolean' } } } }),
  },
  {
    rule: 'wrong-dialect',
    when: 'several types are used in 3.0',
    faulty: schemas({ A: { type: ['string', 'null'] } }),
    at: '/components/schemas/A/type',
    sound: schemas({ A: { type: 'string', nullable: true } }),
    openapi: '3.0.3',
  },
  {
    rule: 'bad-enum',
    when: 'a listed value is of another type',
    faulty: schemas({ A: { type: 'string', enum: ['a', 1] } }),
    at: '/components/schemas/A/enum',
    sound: schemas({ A: { type: ['string', 'integer'], enum: ['a', 1] }, B: { type: 'number', enum: [1] } }),
  },
  {
    rule: 'bad-enum',
    when: 'a value is listed twice',
    faulty: schemas({ A: { enum: ['a', 'a'] } }),
    at: '/components/schemas/A/enum',
    sound: schemas({ A: { enum: ['1', 1, { a: 1 }] } }),
  },
  {
    rule: 'undefined-security-scheme',
    when: 'a requirement names no scheme',
    faulty: { security: [{ key: [] }] },
    at: '/security/0/key',
    sound: {
      security: [{ key: [] }, {}],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
  },
  {
    rule: 'unsatisfiable-schema',
    when: 'closed objects are combined',
    faulty: schemas({
      A: { type: 'object', additionalProperties: false, required: ['a'], properties: { a: {} } },
      B: {
        allOf: [
          { $ref: '#/components/schemas/A' },
          { type: 'object', additionalProperties: false, properties: { b: {} } },
        ],
      },
    }),
    at: '/components/schemas/B',
    sound: schemas({
      A: { type: 'object', additionalProperties: false, properties: { a: {} } },
      B: {
        allOf: [
          { $ref: '#/components/schemas/A' },
          { type: 'object', additionalProperties: false, properties: { b: {} } },
        ],
      },
    }),
  },
  {
    rule: 'unsatisfiable-schema',
    when: 'a member within cannot be there',
    faulty: schemas({ A: { properties: { a: { type: 'string', minLength: 3, maxLength: 2 } } } }),
    at: '/components/schemas/A/properties/a',
    sound: schemas({ A: { properties: { a: false, b: { not: {} } } } }),
  },
];

describe('lintDocument', () => {
  it.each(cases)('reports $rule when $when', async ({ rule, faulty, at, openapi }) => {
    const problems = await lint(faulty, openapi);
    expect(problems.map((problem) => [problem.rule, problem.pointer])).toEqual([[rule, at]]);
  });

  it.each(cases)('reports nothing of $rule beside the case that $when', async ({ rule, sound, openapi }) => {
    const problems = await lint(sound, openapi);
    expect(problems.filter((problem) => problem.rule === rule)).toEqual([]);
  });

  it('warns of an empty enumeration and says that nothing matches it', async () => {
    const problems = await lint(schemas({ A: { type: 'string', enum: [] } }));
    expect(problems.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['unsatisfiable-schema', 'error'],
      ['bad-enum', 'warning'],
    ]);
  });

  it('gives the line in the text where the fault stands, in the order of the text', async () => {
    const problems = await lint({
      ...schemas({ A: { type: 'text' }, B: { type: 'texts' } }),
    });
    // One line each: {, openapi, info (four), paths, components, schemas, A, and then the type.
    expect(problems.map(({ line }) => line)).toEqual([11, 14]);
  });

  it('stops listing what one rule finds after 200', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`S${index}`, { type: 'text' }]));
    expect(await lint(schemas(many))).toHaveLength(200);
  });
});
