import { describe, expect, it } from 'vitest';
import type { JsonObject, LoadedDocument } from './model.js';
import { createContradictionFinder } from './satisfiability.js';

function contradiction(schema: JsonObject, dialect: LoadedDocument['dialect'] = '3.1'): string | null {
  return createContradictionFinder({ root: { S: schema }, dialect })([{ value: schema, pointer: '/S' }]);
}

const closed = (name: string): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required: [name],
  properties: { [name]: {} },
});

describe('createContradictionFinder', () => {
  it.each<[string, JsonObject, RegExp]>([
    ['types exclude each other', { allOf: [{ type: 'string' }, { type: 'integer' }] }, /types/],
    ['a minimum is over the maximum', { type: 'number', minimum: 2, maximum: 1 }, /minimum 2 and maximum 1/],
    ['no whole number lies between', { type: 'integer', minimum: 1.2, maximum: 1.8 }, /minimum/],
    ['exclusive limits meet', { type: 'number', exclusiveMinimum: 1, maximum: 1 }, /exclusive/],
    ['lengths cross', { type: 'string', minLength: 3, maxLength: 2 }, /minLength/],
    ['an item must be but cannot', { type: 'array', minItems: 1, items: false }, /items/],
    ['enumerations share nothing', { allOf: [{ enum: ['a'] }, { enum: ['b'] }] }, /no listed value/],
    ['no listed value has the type', { type: 'string', enum: [1] }, /no listed value/],
    ['a required member is false', { type: 'object', required: ['a'], properties: { a: false } }, /"a" is required/],
    ['closed objects require what the other forbids', { allOf: [closed('a'), closed('b')] }, /allows no members/],
    ['no branch is left', { type: 'string', anyOf: [{ type: 'integer' }, { const: 1 }] }, /no branch/],
    ['each branch is closed against the rest', { ...closed('a'), oneOf: [closed('b'), closed('c')] }, /no branch/],
    ['a referred schema is impossible', { $ref: '#/S/$defs/a', $defs: { a: { type: 'string', enum: [] } } }, /listed/],
  ])('finds that %s', (_, schema, reason) => {
    expect(contradiction(schema)).toMatch(reason);
  });

  it.each<[string, JsonObject]>([
    ['one of several types is still possible', { type: ['string', 'number'], minLength: 3, maxLength: 2 }],
    ['no type is declared', { minimum: 2, maximum: 1 }],
    ['an integer is a number', { allOf: [{ type: 'number' }, { type: 'integer' }] }],
    ['one whole number lies between', { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 2 }],
    ['an empty array is allowed', { type: 'array', items: false }],
    ['an optional member is false', { type: 'object', properties: { a: false } }],
    [
      'a pattern lets the member in',
      { type: 'object', required: ['ab'], additionalProperties: false, patternProperties: { '^a': {} } },
    ],
    ['one branch is left', { type: 'string', anyOf: [{ type: 'integer' }, { type: 'string' }] }],
    ['it contains itself', { type: 'object', required: ['a'], properties: { a: { $ref: '#/S' } } }],
    ['a member is named like one of every object', { ...closed('toString'), required: ['toString'] }],
  ])('finds no contradiction where %s', (_, schema) => {
    expect(contradiction(schema)).toBeNull();
  });

  it('takes a required member of a name every object inherits for absent when the object is closed', () => {
    expect(contradiction({ ...closed('a'), required: ['constructor'] })).toMatch(/constructor/);
  });

  it('says nothing of a nullable schema in 3.0', () => {
    expect(contradiction({ type: 'string', minLength: 2, maxLength: 1, nullable: true }, '3.0')).toBeNull();
    expect(contradiction({ type: 'number', minimum: 1, maximum: 1, exclusiveMinimum: true }, '3.0')).toMatch(/minimum/);
  });

  it('ends on unions nested in unions', () => {
    let schema: JsonObject = { type: 'string' };
    for (let depth = 0; depth < 30; depth += 1) schema = { anyOf: [schema, schema], oneOf: [schema, schema] };
    const find = createContradictionFinder({ root: { S: schema }, dialect: '3.1' });
    expect(find([{ value: schema, pointer: '/S' }])).toBeNull();
    // The nest must not use up what other schemas of the document need.
    expect(find([{ value: { type: 'string', enum: [] }, pointer: '/T' }])).toMatch(/listed/);
  });
});
