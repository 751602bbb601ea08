import { describe, expect, test } from 'vitest';
import { judgedSchema } from '../../../test/support/judged-schema.js';
import { sampleAt, valuesOf } from '../../../test/support/made-values.js';
import type { Json, JsonObject } from '../../contract/model.js';
import type { Sample, SchemaDialect, SchemaSource } from '../schema-source.js';
import { createValueMaker } from '../value-maker.js';

function plainest(schema: JsonObject, dialect?: SchemaDialect): Json | undefined {
  return valuesOf(judgedSchema(schema, dialect), 1)[0];
}

function firstOf<T>(items: Iterable<T>, most: number): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length >= most) break;
    taken.push(item);
  }
  return taken;
}

const tree = {
  $ref: '#/$defs/node',
  $defs: {
    node: {
      type: 'object',
      required: ['value'],
      properties: {
        value: { type: 'integer' },
        left: { $ref: '#/$defs/node' },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      },
    },
  },
};

/** Each uses a keyword, or several that have to be met together. */
const schemas: Readonly<Record<string, JsonObject>> = {
  'an open schema': {},
  'a list of types': { type: ['integer', 'null', 'object'] },
  enum: { enum: ['a', 2, null, { b: [1] }], type: ['string', 'object'] },
  'bounds of numbers': { type: 'number', exclusiveMinimum: 0, maximum: 0.001 },
  'fractions of a step': { type: 'number', multipleOf: 0.01, minimum: 19.9, maximum: 20 },
  'two steps': { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1 },
  'lengths in code points': { type: 'string', minLength: 3, maxLength: 4 },
  'two patterns': { allOf: [{ type: 'string', pattern: '^[a-z]+-' }, { pattern: '-\\d{3}$' }] },
  'a pattern and a length': { type: 'string', pattern: '^[a-f0-9]+$', minLength: 40, maxLength: 40 },
  'positions of a list': {
    type: 'array',
    prefixItems: [{ type: 'string' }, { type: 'integer' }],
    items: false,
    minItems: 1,
  },
  contains: {
    type: 'array',
    items: { type: 'integer' },
    contains: { minimum: 5 },
    minContains: 2,
    maxContains: 3,
    maxItems: 5,
  },
  'unique items of few values': { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true, minItems: 3 },
  'counted members': { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 2, maxProperties: 3 },
  'members by pattern': {
    type: 'object',
    patternProperties: { '^s_': { type: 'string' } },
    additionalProperties: false,
    minProperties: 2,
  },
  propertyNames: { type: 'object', propertyNames: { pattern: '^x-[a-z]+$' }, minProperties: 2 },
  dependents: {
    type: 'object',
    properties: { a: {}, b: {}, c: { type: 'integer' } },
    dependentRequired: { a: ['b'] },
    dependentSchemas: { b: { required: ['c'] } },
    minProperties: 1,
    additionalProperties: false,
  },
  'allOf with references': {
    allOf: [{ $ref: '#/$defs/a' }, { properties: { a: { maxLength: 2 } } }],
    $defs: { a: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } } },
  },
  'oneOf with overlap': { oneOf: [{ type: 'integer' }, { minimum: 2 }] },
  'oneOf by required members': { type: 'object', oneOf: [{ required: ['a', 'b'] }, { required: ['a', 'c'] }] },
  not: {
    type: 'object',
    required: ['a'],
    properties: { a: { type: 'string' } },
    not: { properties: { a: { enum: ['a', 'b'] } } },
  },
  'not a list of integers': { type: 'array', not: { items: { type: 'integer' } } },
  'if, then and else': {
    type: 'object',
    properties: { kind: { enum: ['a', 'b'] }, n: { type: 'integer' }, s: { type: 'string' } },
    required: ['kind'],
    if: { properties: { kind: { const: 'a' } } },
    then: { required: ['n'] },
    else: { required: ['s'] },
  },
  unevaluatedProperties: {
    type: 'object',
    allOf: [
      { properties: { a: { type: 'string' } } },
      {
        anyOf: [
          { properties: { b: true }, required: ['b'] },
          { properties: { c: true }, required: ['c'] },
        ],
      },
    ],
    unevaluatedProperties: false,
  },
  'unevaluatedProperties with a schema': {
    type: 'object',
    properties: { a: { type: 'string' } },
    minProperties: 3,
    unevaluatedProperties: { type: 'integer' },
  },
  unevaluatedItems: {
    type: 'array',
    prefixItems: [{ type: 'string' }],
    contains: { type: 'integer' },
    unevaluatedItems: false,
  },
  recursion: tree,
  'names of the language': {
    type: 'object',
    required: ['__proto__', 'constructor'],
    properties: { ['__proto__']: { type: 'string' } },
  },
};

describe.each(Object.entries(schemas))('values for %s', (_, schema) => {
  const source = judgedSchema(schema);

  test('are valid, small or large', () => {
    for (const value of valuesOf(source, 120))
      expect(source.judge('', value), JSON.stringify(value)).toEqual({ kind: 'valid' });
  });

  test('are valid by construction, before anybody confirms them', () => {
    const unconfirmed = valuesOf({ ...source, judge: () => ({ kind: 'undecided', reason: 'not asked' }) }, 60);
    for (const value of unconfirmed) expect(source.judge('', value), JSON.stringify(value)).toEqual({ kind: 'valid' });
  });

  test('are the same for the same seed and index, and not for another seed', () => {
    expect(valuesOf(source, 60)).toEqual(valuesOf(judgedSchema(schema), 60));
    const [one, other] = [1, 2].map((seed) => {
      const maker = createValueMaker(source);
      return Array.from({ length: 60 }, (_unused, index) => JSON.stringify(maker.valid('', { seed, index })));
    });
    // The plainest value comes first whatever the seed.
    expect(one?.[0]).toBe(other?.[0]);
    if (new Set(one).size > 6) expect(one).not.toEqual(other);
  });

  test('stay valid while they are simplified, and that ends', () => {
    const maker = createValueMaker(source);
    for (const index of [3, 40, 90]) {
      let sample: Sample<Json> | undefined = sampleAt(maker, index);
      for (let steps = 0; sample !== undefined; steps += 1) {
        expect(steps).toBeLessThan(200);
        const offered: readonly Sample<Json>[] = firstOf(sample.shrink(), 5);
        for (const simpler of offered) expect(source.judge('', simpler.value).kind).toBe('valid');
        sample = offered[0];
      }
    }
  });

  test('travel as JSON without loss', () => {
    for (const value of valuesOf(source, 60)) {
      const text = JSON.stringify(value);
      expect(JSON.parse(text)).toEqual(value);
      // Half a surrogate pair, or NUL.
      expect(text).not.toMatch(/\p{Surrogate}|\\u0000|\\ud[89a-f]/u);
    }
  });
});

test('values do not depend on what was asked for before', () => {
  const root: JsonObject = {
    $defs: {
      a: {
        anyOf: [
          { type: 'object', required: ['b'], properties: { b: { $ref: '#/$defs/b' } } },
          { enum: ['a leaf that is rather long'] },
        ],
      },
      b: {
        anyOf: [
          { type: 'object', required: ['a'], properties: { a: { $ref: '#/$defs/a' }, c: { $ref: '#/$defs/c' } } },
          { enum: ['another one'] },
        ],
      },
      d: {
        anyOf: [
          { type: 'array', minItems: 1, items: { $ref: '#/$defs/e' } },
          { enum: [{ 'a leaf': 'that is rather long' }] },
        ],
      },
      e: { type: 'array', minItems: 1, items: { type: 'array', minItems: 1, items: { type: 'integer' } } },
      c: {
        type: 'array',
        minItems: 1,
        items: { oneOf: [{ $ref: '#/$defs/c' }, { $ref: '#/$defs/a' }, { $ref: '#/$defs/b' }] },
      },
    },
  };
  const pointers = ['/$defs/a', '/$defs/b', '/$defs/c', '/$defs/d', '/$defs/d/anyOf/0/items'];
  const asked = (order: readonly string[]): ReadonlyMap<string, readonly Json[]> => {
    const maker = createValueMaker(judgedSchema(root));
    return new Map(
      order.map((pointer) => [
        pointer,
        Array.from({ length: 40 }, (_, index) => sampleAt(maker, index, pointer).value),
      ]),
    );
  };
  const forth = asked(pointers);
  for (const order of [
    pointers.toReversed(),
    ['/$defs/c', '/$defs/a', '/$defs/b', '/$defs/d/anyOf/0/items', '/$defs/d'],
  ]) {
    for (const [pointer, values] of asked(order)) expect(values).toEqual(forth.get(pointer));
  }
});

describe('the plainest value', () => {
  test('has only the members that are needed', () => {
    const schema = {
      type: 'object',
      required: ['b'],
      properties: { a: { type: 'string' }, b: { type: 'integer', minimum: 7 } },
    };
    expect(plainest(schema)).toEqual({ b: 7 });
  });

  test('takes the alternative that ends a recursion', () => {
    expect(plainest(tree)).toEqual({ value: 0 });
    expect(
      plainest({
        $ref: '#/$defs/a',
        $defs: {
          a: {
            type: 'object',
            required: ['a'],
            properties: { a: { anyOf: [{ $ref: '#/$defs/a' }, { type: 'null' }] } },
          },
        },
      }),
    ).toEqual({ a: null });
  });

  test('is a letter, not an empty text, where both are allowed', () => {
    expect(plainest({ type: 'string' })).toBe('a');
    expect(plainest({ type: 'string', maxLength: 0 })).toBe('');
  });

  test('is what remains when an example is simplified', () => {
    const maker = createValueMaker(
      judgedSchema({ type: 'array', items: { type: 'string', examples: ['Grace Hopper'] } }),
    );
    const samples = Array.from({ length: 40 }, (_, index) => sampleAt(maker, index));
    const withExample = samples.find(({ value }) => JSON.stringify(value).includes('Grace Hopper'));
    expect(withExample).toBeDefined();
    expect([...(withExample?.shrink() ?? [])][0]?.value).toEqual([]);
  });
});

describe('later values', () => {
  test('grow with the index', () => {
    const sizes = valuesOf(judgedSchema({ type: 'array', items: { type: 'string' } }), 400).map(
      (value) => JSON.stringify(value).length,
    );
    const mean = (from: number, to: number): number =>
      sizes.slice(from, to).reduce((sum, size) => sum + size, 0) / (to - from);
    expect(mean(300, 400)).toBeGreaterThan(2 * mean(1, 5));
  });

  test('take every alternative and every optional member', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { oneOf: [{ type: 'integer' }, { type: 'boolean' }, { type: 'null' }] },
        b: { enum: ['x', 'y'] },
      },
    };
    const texts = valuesOf(judgedSchema(schema), 200)
      .map((value) => JSON.stringify(value))
      .join('\n');
    for (const part of ['"a":true', '"a":null', '"b":"x"', '"b":"y"', '{}']) expect(texts).toContain(part);
    expect(texts).toMatch(/"a":-?\d/);
  });

  test('add undeclared members only where the schema speaks of them', () => {
    const declared = { type: 'object', properties: { a: { type: 'integer' } } };
    const names = (schema: JsonObject): ReadonlySet<string> =>
      new Set(valuesOf(judgedSchema(schema), 120).flatMap((value) => Object.keys(value as JsonObject)));
    expect(names(declared)).toEqual(new Set(['a']));
    expect(names({ ...declared, additionalProperties: { type: 'string' } }).size).toBeGreaterThan(1);
  });
});

describe('directions, given values and discriminators', () => {
  const user: JsonObject = {
    type: 'object',
    required: ['id', 'password'],
    properties: {
      id: { type: 'integer', readOnly: true },
      password: { type: 'string', writeOnly: true },
      name: { type: 'string' },
    },
  };
  const lenient = (schema: JsonObject, over: Partial<SchemaSource>): SchemaSource => ({
    ...judgedSchema(schema),
    judge: () => ({ kind: 'valid' }),
    ...over,
  });

  test('leave readOnly members out of requests and writeOnly ones out of responses', () => {
    const names = (direction: 'request' | 'response'): ReadonlySet<string> =>
      new Set(valuesOf(lenient(user, { direction }), 60).flatMap((value) => Object.keys(value as JsonObject)));
    expect(names('request')).toEqual(new Set(['password', 'name']));
    expect(names('response')).toEqual(new Set(['id', 'name']));
  });

  test('use given values and nothing else at their places, simplified too', () => {
    const schema = {
      type: 'object',
      required: ['to'],
      properties: {
        to: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['email'],
            properties: { email: { type: 'string', format: 'email', examples: ['stranger@example.org'] } },
          },
        },
      },
    };
    const given = (at: string) => (at === '/to/*/email' ? { values: ['sink@example.com', 'drain@example.com'] } : null);
    const maker = createValueMaker({ ...judgedSchema(schema), given });
    const seen = new Set<string>();
    const look = (sample: Sample<Json>): void => {
      for (const [, email] of JSON.stringify(sample.value).matchAll(/"email":"([^"]*)"/g)) seen.add(email ?? '');
    };
    for (let index = 0; index < 80; index += 1) {
      const sample = sampleAt(maker, index);
      look(sample);
      for (const simpler of sample.shrink()) look(simpler);
    }
    expect(seen).toEqual(new Set(['sink@example.com', 'drain@example.com']));
  });

  test('set the member that tells the alternatives apart', () => {
    const pet = (more: JsonObject): JsonObject => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { type: 'string' }, ...more },
    });
    const schema: JsonObject = {
      oneOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { dog: '#/$defs/Dog' } },
      $defs: {
        Cat: { ...pet({ meows: { type: 'boolean' } }), required: ['kind', 'meows'] },
        Dog: { ...pet({ barks: { type: 'boolean' } }), required: ['kind', 'barks'] },
      },
    };
    for (const value of valuesOf(judgedSchema(schema), 60)) {
      const pet_ = value as JsonObject;
      expect(pet_['kind']).toBe('meows' in pet_ ? 'Cat' : 'dog');
    }
  });
});

describe('older dialects', () => {
  test('read nullable and exclusive flags as OpenAPI 3.0 does', () => {
    const schema = { type: 'integer', nullable: true, minimum: 5, exclusiveMinimum: true, maximum: 6 };
    const values = valuesOf({ ...judgedSchema({}), root: schema, dialect: '3.0' }, 60);
    expect(new Set(values)).toEqual(new Set([6, null]));
  });

  test('read positions of items, dependencies and lone references as draft 7 does', () => {
    const schema = {
      type: 'array',
      items: [{ type: 'string' }, { $ref: '#/definitions/n', type: 'string' }],
      additionalItems: false,
      minItems: 2,
      definitions: { n: { type: 'integer' } },
    };
    const source = judgedSchema(schema, 'draft-07');
    for (const value of valuesOf({ ...source, judge: () => ({ kind: 'valid' }) }, 30)) {
      expect(value).toEqual([expect.any(String), expect.any(Number)]);
    }
    const dependent = { type: 'object', required: ['a'], dependencies: { a: ['b'] } };
    expect(plainest(dependent, 'draft-07')).toEqual({ a: 'a', b: 'a' });
  });
});
