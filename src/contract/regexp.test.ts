import { describe, expect, it } from 'vitest';
import { compileNative, createMatcher } from './regexp.js';

function match(pattern: string, text: string): boolean | 'doubt' {
  const doubts: string[] = [];
  const matched = createMatcher(pattern, (reason) => doubts.push(reason)).test(text);
  return doubts.length > 0 ? 'doubt' : matched;
}

describe('createMatcher', () => {
  it.each([
    ['^req_[a-z0-9]+$', 'req_1a', true],
    ['^req_[a-z0-9]+$', 'req_', false],
    ['b', 'abc', true],
    ['^a|b+$', 'xb', true],
    ['^[a-z]{1,2000}$', 'a'.repeat(1500), true],
    ['^[\\w.+-]+@[\\w-]+\\.[a-z]+$', 'a.b@c-d.org', true],
    ['^\\p{L}+ \\p{L}+$', 'Ä ö', true],
    ['^\\_\\@\\-$', '_@-', true],
    ['^(?<year>\\d{4})-(\\d\\d)+$', '2026-0811', true],
  ])('judges %s on %s as any engine would', (pattern, text, wanted) => {
    expect(match(pattern, text)).toBe(wanted);
  });

  it('takes no exponential time on a pattern made for it', () => {
    expect(match('^(a+)+$', `${'a'.repeat(5000)}!`)).toBe(false);
    expect(match('(x+x+)+y', 'x'.repeat(5000))).toBe(false);
  });

  it('applies lookaround to short texts and leaves long ones undecided', () => {
    expect(match('^(?!.*--)[a-z-]+$', 'a-b')).toBe(true);
    expect(match('^(?!.*--)[a-z-]+$', 'a--b')).toBe(false);
    expect(match('^(?!.*--)[a-z-]+$', 'a'.repeat(101))).toBe('doubt');
  });

  it('never hands a nested quantifier with a backreference to the backtracking engine', () => {
    expect(match('^((a+)+)\\1$', `${'a'.repeat(40)}!`)).toBe('doubt');
  });

  it('refuses a pattern that is none', () => {
    expect(() => createMatcher('(', () => undefined)).toThrow(SyntaxError);
    expect(() => compileNative('[z-a]')).toThrow(SyntaxError);
  });
});
