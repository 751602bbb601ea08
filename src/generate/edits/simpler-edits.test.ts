import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/model.js';
import type { Edit } from '../schema-source.js';
import { editing } from '../../../test/support/editing.js';
import { judgedSchema } from '../../../test/support/judged-schema.js';
import { simplerEdits } from './simpler-edits.js';

const schema = {
  required: ['name'],
  properties: { name: { type: 'string', maxLength: 3 }, list: { type: 'array', maxItems: 2 } },
  additionalProperties: false,
};

function simpler(base: Json, edit: Omit<Edit, 'schema'>): readonly Json[] {
  const context = editing(judgedSchema(schema));
  return [...simplerEdits(context, '', { base, edit: { ...edit, schema: '' } })].map(({ value }) => value);
}

describe('simplerEdits', () => {
  it('show a wrong type by its plainest value', () => {
    const edit = { at: '/name', keyword: 'type', before: 'abc', after: [{ a: 1 }] };
    expect(simpler({ name: 'x' }, edit)).toEqual([{ name: [] }, { name: [{ a: 1 }] }]);
  });

  it('keep what needs its size', () => {
    expect(simpler({ name: 'x' }, { at: '/name', keyword: 'maxLength', before: 'abc', after: 'abcd' })).toEqual([
      { name: 'abcd' },
    ]);
  });

  it('give an unknown member the plainest value', () => {
    const edit = { at: '/nam', keyword: 'additionalProperties', before: undefined, after: 'long text' };
    expect(simpler({ name: 'x' }, edit)[0]).toEqual({ name: 'x', nam: '' });
  });

  it('break nothing else', () => {
    const edit = { at: '/name', keyword: 'required', before: 'abc', after: undefined };
    expect(simpler({ name: 'x' }, edit)).toEqual([{}]);
    expect(simpler({ name: 'x', other: 1 }, edit)).toEqual([]);
  });

  it('are none where the base has no such place', () => {
    expect(simpler({ name: 'x' }, { at: '/list/0', keyword: 'type', before: 1, after: 'x' })).toEqual([]);
  });
});
