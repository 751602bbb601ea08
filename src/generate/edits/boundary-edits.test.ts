import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/model.js';
import type { EditedValue, SchemaDialect } from '../schema-source.js';
import { editing, editOf, made, type Trial } from '../../../test/support/editing.js';
import { judgedSchema } from '../../../test/support/judged-schema.js';
import { boundaryEdits } from './boundary-edits.js';

function edgesOf(schema: Json, base: Json, dialect?: SchemaDialect): readonly EditedValue[] {
  return [...boundaryEdits(editing(judgedSchema(schema, dialect)), '', base)];
}

const smile = '\u{1F600}';

describe('boundaryEdits', () => {
  it.each<readonly [how: string, Trial]>([
    [
      'at and above a minimum',
      {
        schema: { type: 'integer', minimum: 3 },
        base: 5,
        keyword: 'minimum',
        wanted: [
          ['', 3],
          ['', 4],
        ],
      },
    ],
    [
      'inside of an excluded limit',
      {
        schema: { type: 'integer', exclusiveMaximum: 9 },
        base: 5,
        keyword: 'exclusiveMaximum',
        wanted: [
          ['', 8],
          ['', 7],
        ],
      },
    ],
    [
      'at the first multiple inside',
      { schema: { type: 'integer', multipleOf: 4, minimum: 3 }, base: 8, keyword: 'minimum', wanted: [['', 4]] },
    ],
    [
      'at a greatest length',
      {
        schema: { maxLength: 3 },
        base: 'a',
        keyword: 'maxLength',
        wanted: [
          ['', 'aaa'],
          ['', smile.repeat(3)],
          ['', 'aa'],
        ],
      },
    ],
    [
      'at a least length',
      {
        schema: { minLength: 1 },
        base: 'abc',
        keyword: 'minLength',
        wanted: [
          ['', 'a'],
          ['', smile],
          ['', 'ab'],
        ],
      },
    ],
    [
      'with every member of an enum',
      {
        schema: { enum: ['a', 'b', 3] },
        base: 'a',
        keyword: 'enum',
        wanted: [
          ['', 'b'],
          ['', 3],
        ],
      },
    ],
    [
      'with as many items as allowed',
      { schema: { maxItems: 2, items: { const: 7 } }, base: [7], keyword: 'maxItems', wanted: [['', [7, 7]]] },
    ],
    [
      'with every alternative',
      { schema: { oneOf: [{ const: 'foo' }, { const: 10 }] }, base: 'foo', keyword: 'oneOf', wanted: [['', 10]] },
    ],
  ])('go %s', (_, { schema, base, keyword, wanted }) => {
    expect(made(edgesOf(schema, base), keyword)).toEqual(wanted);
  });

  it('read limits that are excluded by a flag, and null beside the type', () => {
    const schema = { type: 'integer', nullable: true, minimum: 0, exclusiveMinimum: true };
    expect(made(edgesOf(schema, 5, '3.0'), 'minimum')).toEqual([
      ['', 1],
      ['', 2],
    ]);
  });

  it('show every pair of optional members present and absent in all four ways', () => {
    const schema = { required: ['a'], properties: { a: {}, b: {}, c: {}, d: {} } };
    const seen = edgesOf(schema, { a: 1, b: 2 }).flatMap(({ value }) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && 'a' in value ? [Object.keys(value)] : [],
    );
    for (const [first, second] of [
      ['b', 'c'],
      ['b', 'd'],
      ['c', 'd'],
    ] as const) {
      const states = new Set(seen.map((names) => `${names.includes(first)} ${names.includes(second)}`));
      expect([...states].toSorted()).toEqual(['false false', 'false true', 'true false', 'true true']);
    }
  });

  it('put null where null is allowed', () => {
    expect(made(edgesOf({ type: ['string', 'null'] }, 'a'), 'type')).toContainEqual(['', null]);
    expect(made(edgesOf({ properties: { a: { type: ['string', 'null'] } } }, { a: 'x' }), 'type')[0]).toEqual([
      '/a',
      null,
    ]);
  });

  it('leave readOnly members out of requests', () => {
    const schema = { properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } } };
    const source = { ...judgedSchema(schema), direction: 'request' as const };
    const texts = [...boundaryEdits(editing(source), '', {})].map(({ value }) => JSON.stringify(value));
    expect(texts.some((text) => text.includes('"name"'))).toBe(true);
    expect(texts.some((text) => text.includes('"id"'))).toBe(false);
  });

  it('keep to the values that are given for a place', () => {
    const schema = {
      properties: {
        to: { type: 'array', maxItems: 3, items: { type: 'string', format: 'email' } },
        subject: { type: 'string' },
      },
    };
    const given = (at: string) => (at === '/to/*' ? { values: ['sink@example.com'] } : null);
    const source = { ...judgedSchema(schema), given };
    const values = [...boundaryEdits(editing(source), '', { to: ['sink@example.com'], subject: 'x' })];
    const addresses = values.flatMap(({ value }) => JSON.stringify(value).match(/[^"]*@[^"]*/g) ?? []);
    expect(new Set(addresses)).toEqual(new Set(['sink@example.com']));
    expect(values.length).toBeGreaterThan(5);
  });

  it('go beyond given values only to what is admitted besides', () => {
    const address = { type: 'string', format: 'email', maxLength: 100 };
    const schema = { properties: { to: { type: 'array', maxItems: 3, items: address } } };
    const admits = (value: Json) => typeof value === 'string' && value.endsWith('@example.com');
    const given = (at: string) => (at === '/to/*' ? { values: ['sink@example.com'], admits } : null);
    const values = [...boundaryEdits(editing({ ...judgedSchema(schema), given }), '', { to: ['sink@example.com'] })];
    const addresses = values.flatMap(({ value }) => JSON.stringify(value).match(/[^"]*@[^"]*/g) ?? []);
    expect(addresses).toContain("first.last+tag'x@example.com");
    expect(addresses.filter((one) => !admits(one))).toEqual([]);
  });

  it('touch every place and keyword once before any of them twice', () => {
    const schema = {
      required: ['a', 'b'],
      properties: { a: { type: 'string', maxLength: 5 }, b: { type: 'integer', minimum: 0, maximum: 9 } },
    };
    const labels = edgesOf(schema, { a: 'x', b: 5 }).map((edited) => `${editOf(edited).at} ${editOf(edited).keyword}`);
    const kinds = new Set(labels);
    expect(new Set(labels.slice(0, kinds.size))).toEqual(kinds);
  });

  it('cost nothing beyond what is taken', () => {
    let judged = 0;
    const source = judgedSchema({
      properties: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}`, { maxLength: 9 }])),
    });
    const counting = {
      ...source,
      judge: (pointer: string, value: Json) => ((judged += 1), source.judge(pointer, value)),
    };
    const [first] = boundaryEdits(editing(counting), '', { p0: 'a' });
    expect(first).toBeDefined();
    expect(judged).toBeLessThan(20);
  });
});
