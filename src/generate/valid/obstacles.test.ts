import { describe, expect, test } from 'vitest';
import { judgedSchema } from '../../../test/support/judged-schema.js';
import { valuesOf } from '../../../test/support/made-values.js';
import type { Json, JsonObject } from '../../contract/model.js';
import { createValueMaker } from '../value-maker.js';

/** Why nothing is made. */
function reasonFor(schema: Json): string {
  const made = createValueMaker(judgedSchema(schema)).valid('', { seed: 1, index: 0 });
  return 'kind' in made ? made.reason : `made ${JSON.stringify(made.value)}`;
}

describe('what no value matches', () => {
  test.each([
    [{ allOf: [{ type: 'string' }, { type: 'integer' }] }, 'contradict'],
    [{ type: 'object', required: ['a'], properties: { a: false } }, '"a" is needed'],
    [
      {
        $ref: '#/$defs/a',
        $defs: { a: { type: 'object', required: ['a'], properties: { a: { $ref: '#/$defs/a' } } } },
      },
      'needs itself',
    ],
    [{ type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 3 }, 'only 2 different items'],
    [
      { type: 'string', pattern: '^a$', minLength: 2 },
      'no text is found that has at least 2 characters and matches ^a$',
    ],
    [{ type: 'string', minLength: 1e9 }, 'a text of 1000000000 characters'],
    [{ type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 }, 'no integer lies within its limits'],
  ] as const)('is said with the reason: %j', (schema, reason) => {
    expect(reasonFor(schema)).toContain(reason);
  });

  test('is named as an obstacle of the schema', () => {
    const maker = createValueMaker(judgedSchema({ properties: { a: false }, required: ['a'], type: 'object' }));
    maker.valid('', { seed: 1, index: 0 });
    expect(maker.obstacles('')).toMatchObject([{ kind: 'obstacle', pointer: '' }]);
    expect(maker.valid('/nowhere', { seed: 1, index: 0 })).toMatchObject({ reason: 'the document has no such place' });
  });
});

describe('hostile schemas', () => {
  test.each([
    [
      'a choice of a choice of a choice',
      {
        type: 'object',
        allOf: Array.from({ length: 8 }, (_, i) => ({
          anyOf: Array.from({ length: 6 }, (_unused, j) => ({ required: [`p${i}${j}`] })),
        })),
      },
    ],
    ['a pattern that backtracks for ever', { type: 'string', pattern: '^(a+)+$', minLength: 20 }],
    ['a billion repetitions of nothing', { type: 'string', pattern: '^(?:){1000000000}a$' }],
    ['a reference to itself', { $ref: '#' }],
    [
      'a wide object',
      {
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`p${i}`, { type: 'string' }])),
      },
    ],
    [
      'a deep object',
      Array.from({ length: 150 }).reduce<JsonObject>(
        (inner) => ({ type: 'object', required: ['x'], properties: { x: inner } }),
        { type: 'integer' },
      ),
    ],
  ] as const)('are read in bounded time: %s', (_, schema) => {
    expect(valuesOf(judgedSchema(schema), 20)).toHaveLength(20);
  });
});
