import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/model.js';
import type { EditedValue } from '../schema-source.js';
import { editing, editOf, made, type Trial } from '../../../test/support/editing.js';
import { judgedSchema } from '../../../test/support/judged-schema.js';
import { invalidEdits } from './invalid-edits.js';

function faultsOf(schema: Json, base: Json, more: readonly Json[] = []): readonly EditedValue[] {
  return [...invalidEdits(editing(judgedSchema(schema), more), '', base)];
}

const smile = '\u{1F600}';

describe('invalidEdits', () => {
  it.each<readonly [how: string, Trial]>([
    [
      'just below a minimum',
      {
        schema: { type: 'integer', minimum: 3 },
        base: 5,
        keyword: 'minimum',
        wanted: [
          ['', 2],
          ['', -997],
          ['', -3],
        ],
      },
    ],
    [
      'one decimal above a maximum',
      {
        schema: { type: 'number', maximum: 1.5 },
        base: 1,
        keyword: 'maximum',
        wanted: [
          ['', 1.51],
          ['', 11.5],
        ],
      },
    ],
    [
      'the limit that is excluded',
      {
        schema: { exclusiveMinimum: 0 },
        base: 1,
        keyword: 'exclusiveMinimum',
        wanted: [
          ['', 0],
          ['', -0.1],
          ['', -100],
        ],
      },
    ],
    [
      'the next multiple beyond',
      {
        schema: { multipleOf: 0.01, maximum: 1 },
        base: 1,
        keyword: 'maximum',
        wanted: [
          ['', 1.01],
          ['', 11],
        ],
      },
    ],
    [
      'between two multiples',
      {
        schema: { type: 'integer', multipleOf: 5 },
        base: 10,
        keyword: 'multipleOf',
        wanted: [
          ['', 11],
          ['', 9],
        ],
      },
    ],
    [
      'one character too many',
      {
        schema: { maxLength: 2 },
        base: 'ab',
        keyword: 'maxLength',
        wanted: [
          ['', 'abb'],
          ['', smile.repeat(3)],
          ['', `ab${'b'.repeat(19)}`],
        ],
      },
    ],
    [
      'one character too few',
      {
        schema: { minLength: 2 },
        base: 'ab',
        keyword: 'minLength',
        wanted: [
          ['', 'a'],
          ['', smile],
          ['', ''],
        ],
      },
    ],
    [
      'a near miss of a constant',
      {
        schema: { const: true },
        base: true,
        keyword: 'const',
        wanted: [
          ['', false],
          ['', 'true'],
          ['', 1],
          ['', null],
        ],
      },
    ],
    [
      'a missing member',
      {
        schema: { required: ['a', 'b'] },
        base: { a: 1, b: 2, c: 3 },
        keyword: 'required',
        wanted: [
          ['/a', 'absent'],
          ['/b', 'absent'],
        ],
      },
    ],
    [
      'one item too many',
      {
        schema: { maxItems: 2, items: { type: 'integer' } },
        base: [7],
        keyword: 'maxItems',
        wanted: [['', [7, -1, 10]]],
      },
    ],
    [
      'one item too few',
      {
        schema: { minItems: 2 },
        base: ['a', 'b'],
        keyword: 'minItems',
        wanted: [
          ['', ['a']],
          ['', []],
        ],
      },
    ],
    ['an item twice', { schema: { uniqueItems: true }, base: [1, 2], keyword: 'uniqueItems', wanted: [['/2', 1]] }],
    [
      'an item that is not listed',
      {
        schema: { prefixItems: [{ type: 'string' }], items: false },
        base: ['a'],
        keyword: 'items',
        wanted: [['/1', 'x']],
      },
    ],
    [
      'no item that counts',
      {
        schema: { contains: { type: 'string' } },
        base: ['a', 1],
        keyword: 'contains',
        wanted: [
          ['', []],
          ['', [1, 0]],
        ],
      },
    ],
    [
      'too many items that count',
      {
        schema: { contains: { type: 'string' }, maxContains: 1 },
        base: ['a', 1],
        keyword: 'maxContains',
        wanted: [['', ['a', 'x', 1]]],
      },
    ],
    [
      'a member without the one it needs',
      {
        schema: { dependentRequired: { a: ['b'] } },
        base: { a: 1, b: 2 },
        keyword: 'dependentRequired',
        wanted: [['/b', 'absent']],
      },
    ],
    [
      'a member that may not be',
      { schema: { properties: { a: false } }, base: {}, keyword: 'properties', wanted: [['/a', 'x']] },
    ],
    ['too few members', { schema: { minProperties: 1 }, base: { a: 1 }, keyword: 'minProperties', wanted: [['', {}]] }],
    [
      'too many members',
      { schema: { maxProperties: 1 }, base: { a: 1 }, keyword: 'maxProperties', wanted: [['', { a: 1, x1: 'x' }]] },
    ],
    [
      'a forbidden name',
      {
        schema: { propertyNames: { maxLength: 3 } },
        base: {},
        keyword: 'propertyNames',
        wanted: [
          ['/' + 'a'.repeat(300), 'x'],
          ['/__proto__', 'x'],
        ],
      },
    ],
    [
      'a name that nearly is as it must be',
      {
        schema: { propertyNames: { pattern: '^X-[a-z]+$' } },
        base: {},
        keyword: 'propertyNames',
        wanted: [
          ['/X-a!', 'x'],
          ['/X-A', 'x'],
          ['/X-aX-a', 'x'],
          ['/', 'x'],
          ['/!', 'x'],
          ['/ ', 'x'],
          ['/A', 'x'],
          ['/a', 'x'],
          ['/0', 'x'],
          ['/' + 'a'.repeat(300), 'x'],
          ['/\u{1F600}', 'x'],
          ['/__proto__', 'x'],
        ],
      },
    ],
    [
      'the value of a member whose name must follow a pattern',
      {
        schema: { propertyNames: { pattern: '^X-[a-z]+$' }, additionalProperties: { type: 'string', maxLength: 1 } },
        base: {},
        keyword: 'maxLength',
        wanted: [
          ['/X-a', 'xx'],
          ['/X-a', '\u{1F600}\u{1F600}'],
          ['/X-a', 'x'.repeat(11)],
        ],
      },
    ],
    [
      'what must not be',
      {
        schema: { not: { type: 'boolean' } },
        base: 'x',
        keyword: 'not',
        wanted: [
          ['', true],
          ['', false],
        ],
      },
    ],
    [
      'two alternatives at once',
      {
        schema: { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
        base: { a: 1 },
        keyword: 'oneOf',
        wanted: [
          ['', { a: 1, b: 'x' }],
          ['', []],
        ],
      },
    ],
  ])('break a keyword by %s', (_, { schema, base, keyword, wanted }) => {
    expect(made(faultsOf(schema, base), keyword)).toEqual(wanted);
  });

  it('try every type that a schema excludes', () => {
    const types = (schema: Json, base: Json): readonly Json[] =>
      made(faultsOf(schema, base), 'type').map(([, after]) => after);
    expect(types({ type: 'integer' }, 5)).toEqual(['x', '5', 1.5, null, true, {}, []]);
    expect(types({ type: ['string', 'null'] }, 'a')).toEqual([0, true, {}, [], 1.5]);
    expect(types({ type: 'array' }, [7])).toEqual([{}, 7, 'x', 0, null, true, 1.5]);
    expect(types({ type: 'number' }, 5)).not.toContain(1.5);
  });

  it('add unknown members, misspelt and in other case', () => {
    const schema = { properties: { userName: {} }, additionalProperties: false };
    const names = made(faultsOf(schema, { userName: 'a' }), 'additionalProperties').map(([at]) => at);
    expect(names).toEqual([
      '/unexpected',
      '/userNames',
      '/USERNAME',
      '/userNam',
      '/userName ',
      '/user_name',
      '/',
      '/__proto__',
    ]);
  });

  it('misuse an enum by case, by length and by type', () => {
    const after = made(faultsOf({ enum: ['low', 'high'] }, 'low'), 'enum').map(([, value]) => value);
    expect(after).toEqual(['lowx', 'LOW', 'low ', 'lo', '', 'x']);
  });

  it('change a string until its pattern does not match', () => {
    const after = made(faultsOf({ type: 'string', pattern: '^req_[a-z]+$' }, 'req_a'), 'pattern').map(
      ([, value]) => value,
    );
    expect(after.slice(0, 4)).toEqual(['req_a!', 'req_a\n', ' req_a', '!eq_a']);
  });

  it('break one keyword and leave the others whole', () => {
    const schema = { type: 'object', required: ['a'], minProperties: 2, properties: { a: { type: 'string' } } };
    expect(made(faultsOf(schema, { a: 'x', b: 1 }), 'required')).toEqual([]);
    expect(made(faultsOf(schema, { a: 'x', b: 1, c: 1 }), 'required')).toEqual([['/a', 'absent']]);
  });

  it('say where no fault could be made', () => {
    const context = editing(judgedSchema({ type: 'string', minLength: 2, pattern: '' }));
    expect([...invalidEdits(context, '', 'abc')].length).toBeGreaterThan(0);
    expect(context.notes).toEqual([
      { kind: 'obstacle', pointer: '', reason: 'no value was found that breaks only pattern at the top' },
    ]);
  });

  it('make no megabytes', () => {
    const context = editing(judgedSchema({ type: 'string', maxLength: 1_000_000 }));
    const lengths = [...invalidEdits(context, '', 'a')].map(({ value }) => JSON.stringify(value).length);
    expect(Math.max(...lengths)).toBeLessThan(200_000);
    expect([...new Set(context.notes.map(({ reason }) => reason))]).toEqual([
      'a length of 1000000 is more than is tried: strings are made up to 100000 characters',
    ]);
  });

  it('refuse a base that is invalid itself', () => {
    const context = editing(judgedSchema({ type: 'string' }));
    expect([...invalidEdits(context, '', 5)]).toEqual([]);
    expect(context.notes).toHaveLength(1);
  });

  it('reach the schemas of members, items and alternatives that the base lacks', () => {
    const schema = {
      properties: {
        list: { type: 'array', items: { type: 'string', maxLength: 1 } },
        one: { oneOf: [{ type: 'string' }, { type: 'integer', maximum: 9 }] },
      },
    };
    const values = faultsOf(schema, {}, [{ list: [] }]);
    expect(made(values, 'maxLength')[0]).toEqual(['/list/0', 'xx']);
    expect(made(values, 'maximum')[0]).toEqual(['/one', 10]);
  });

  it('leave out each required member before any keyword is broken a second time', () => {
    const schema = { required: ['a', 'b', 'c'], properties: { a: { type: 'string', maxLength: 3 } } };
    const edits = [...invalidEdits(editing(judgedSchema(schema)), '', { a: 'x', b: 1, c: 1 })].flatMap(
      ({ edits: own }) => own,
    );
    const firstTimes = edits.slice(0, 5).map(({ at, keyword }) => `${at} ${keyword}`);
    expect(firstTimes.toSorted()).toEqual(['/a maxLength', '/a required', '/a type', '/b required', '/c required']);
  });

  it('follow a recursive schema as far as the value goes and once beyond', () => {
    const schema = { type: 'object', properties: { next: { $ref: '#' }, n: { type: 'integer' } } };
    const places = new Set(faultsOf(schema, { next: {} }).map((edited) => editOf(edited).at));
    expect([...places].toSorted()).toEqual(
      ['', '/n', '/next', '/next/n', '/next/next'].filter((at) => places.has(at)).toSorted(),
    );
    expect(places).toContain('/n');
  });

  it('name the schema that holds the keyword through references', () => {
    const schema = {
      $defs: { name: { type: 'string', maxLength: 3 } },
      properties: { 'a/b': { $ref: '#/$defs/name' } },
    };
    const edits = faultsOf(schema, { 'a/b': 'x' }).map(editOf);
    expect(edits.find(({ keyword }) => keyword === 'maxLength')).toEqual({
      at: '/a~1b',
      keyword: 'maxLength',
      schema: '/$defs/name',
      before: 'x',
      after: 'xxxx',
    });
  });
});
