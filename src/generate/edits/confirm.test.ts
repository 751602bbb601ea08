import { describe, expect, it } from 'vitest';
import type { SchemaVerdict } from '../../contract/model.js';
import { breaksOnly } from './confirm.js';

/** Violations given as `keyword at`. */
function invalid(...texts: readonly string[]): SchemaVerdict {
  const violations = texts.map((text) => {
    const [keyword = '', at = ''] = text.split(' ');
    return { at, keyword, schema: `/properties/${keyword}`, message: '' };
  });
  return { kind: 'invalid', violations };
}

function breaks(verdict: SchemaVerdict, at: string, ...names: readonly string[]): boolean {
  return breaksOnly(verdict, { at, names: new Set(names), inside: null });
}

describe('breaksOnly', () => {
  it('agrees when the keyword is violated at the place or below', () => {
    expect(breaks(invalid('type /a'), '/a', 'type')).toBe(true);
    expect(breaks(invalid('type /a', 'enum /a', 'required /a/b'), '/a', 'type')).toBe(true);
    expect(breaks(invalid('required '), '/a', 'required')).toBe(true);
  });

  it('disagrees when another keyword is violated elsewhere', () => {
    expect(breaks(invalid('required ', 'minProperties '), '/a', 'required')).toBe(false);
    expect(breaks(invalid('type /a', 'type2 /ab'), '/a', 'type')).toBe(false);
  });

  it('disagrees when the keyword is not violated at all', () => {
    expect(breaks(invalid('pattern /a'), '/a', 'format')).toBe(false);
  });

  it('disagrees with every verdict but invalid', () => {
    expect(breaks({ kind: 'valid' }, '/a', 'type')).toBe(false);
    expect(breaks({ kind: 'undecided', reason: '' }, '/a', 'type')).toBe(false);
  });

  it('takes what outer schemas report for a consequence', () => {
    expect(breaks(invalid('type /a/b', 'unevaluatedProperties /a', 'if '), '/a/b', 'type')).toBe(true);
    expect(breaks(invalid('type /a/b', 'if /c'), '/a/b', 'type')).toBe(false);
  });

  it('does not ask why the other alternatives around the place do not hold', () => {
    expect(breaks(invalid('type /a/b', 'required /a', 'anyOf /a'), '/a/b', 'type')).toBe(true);
    expect(breaks(invalid('type /a/b', 'required ', 'anyOf /a'), '/a/b', 'type')).toBe(false);
  });

  it('takes violations inside of a keyword for its own where asked to', () => {
    const verdict: SchemaVerdict = {
      kind: 'invalid',
      violations: [{ at: '', keyword: 'required', schema: '/dependentSchemas/a/required', message: '' }],
    };
    expect(breaksOnly(verdict, { at: '/a', names: new Set(['x']), inside: 'dependentSchemas' })).toBe(true);
    expect(breaksOnly(verdict, { at: '/a', names: new Set(['x']), inside: null })).toBe(false);
  });
});
