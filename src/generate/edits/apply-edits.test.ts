import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/model.js';
import type { Edit } from '../schema-source.js';
import { combine, reapply, withValueAt } from './apply-edits.js';

function edit(at: string, after: Json | undefined, before?: Json): Edit {
  return { at, keyword: 'type', schema: '', before, after };
}

describe('withValueAt', () => {
  it.each<readonly [string, { value: Json; at: string; after?: Json; wanted?: Json }]>([
    ['replaces the whole value', { value: 1, at: '', after: 2, wanted: 2 }],
    ['replaces a member in its place', { value: { a: 1, b: 2 }, at: '/a', after: 3, wanted: { a: 3, b: 2 } }],
    ['adds a member at the end', { value: { a: 1 }, at: '/b', after: null, wanted: { a: 1, b: null } }],
    ['removes a member', { value: { a: 1, b: 2 }, at: '/a', wanted: { b: 2 } }],
    ['reads escaped names', { value: { 'a/b': { '~': 1 } }, at: '/a~1b/~0', after: 2, wanted: { 'a/b': { '~': 2 } } }],
    ['appends to an array', { value: [1], at: '/1', after: 2, wanted: [1, 2] }],
    ['removes an item', { value: [1, 2], at: '/0', wanted: [2] }],
    ['finds no place behind the end of an array', { value: [1], at: '/2', after: 2 }],
    ['finds no place in a missing member', { value: {}, at: '/a/b', after: 1 }],
    ['finds no place to remove', { value: {}, at: '/a' }],
    ['takes no name for an index', { value: [1], at: '/01', after: 2 }],
  ])('%s', (_, { value, at, after, wanted }) => {
    expect(withValueAt(value, at, after)).toEqual(wanted);
  });

  it('makes a member called __proto__ a member', () => {
    const made = withValueAt({}, '/__proto__', { a: 1 });
    expect(JSON.stringify(made)).toBe('{"__proto__":{"a":1}}');
  });

  it('leaves the value it is given as it was', () => {
    const value = { a: [1, { b: 2 }] };
    withValueAt(value, '/a/1/b', 3);
    expect(value).toEqual({ a: [1, { b: 2 }] });
  });
});

describe('combine', () => {
  it('makes all edits of disjoint places', () => {
    const base = { to: { email: 'a' }, tags: ['x'], n: 1 };
    const edits = [edit('/to/email', 5), edit('/n', undefined), edit('/extra', true)];
    expect(combine(base, edits)).toEqual({ to: { email: 5 }, tags: ['x'], extra: true });
  });

  it('lets no edit of an array shift another', () => {
    const base = { list: [0, 1, 2, 3] };
    const edits = [edit('/list/0', undefined), edit('/list/2', undefined), edit('/list/3', 'x'), edit('/list/4', 'y')];
    expect(combine(base, edits)).toEqual({ list: [1, 'x', 'y'] });
    expect(combine(base, edits.toReversed())).toEqual({ list: [1, 'x', 'y'] });
  });

  it('counts indexes as numbers', () => {
    const list = Array.from({ length: 11 }, (_, index) => index);
    expect(combine(list, [edit('/2', undefined), edit('/10', undefined)])).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each([
    ['the same place twice', [edit('/a', 1), edit('/a', 2)]],
    ['a place inside of another', [edit('/a', 1), edit('/a/b', 2)]],
    ['a place that is missing', [edit('/c/d', 1)]],
  ])('refuses %s', (_, edits) => {
    expect(combine({ a: { b: 1 } }, edits)).toBeUndefined();
  });

  it('does not take a longer name for a place inside', () => {
    expect(combine({ a: 1, ab: 2 }, [edit('/a', 3), edit('/ab', 4)])).toEqual({ a: 3, ab: 4 });
  });
});

describe('reapply', () => {
  it('makes the edit in a simpler value', () => {
    expect(reapply({ a: '' }, edit('/a', 5, 'long'))).toEqual({ a: 5 });
    expect(reapply({}, edit('/b', 5))).toEqual({ b: 5 });
  });

  it('finds nothing to do where the place is missing or as wanted already', () => {
    expect(reapply({}, edit('/a', 5, 'long'))).toBeUndefined();
    expect(reapply({ a: 5 }, edit('/a', 5, 'long'))).toBeUndefined();
    expect(reapply({}, edit('/a', undefined, 'long'))).toBeUndefined();
  });
});
