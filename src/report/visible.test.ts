import { describe, expect, test } from 'vitest';
import { visible, visibleLine } from './visible.js';

describe('visible', () => {
  test.each([
    ['plain text stays', 'plain text stays'],
    ['tab\tand\nline', 'tab\tand\nline'],
    ['a\r\nb\rc', 'a\nb␍c'],
    ['\u0000\u001b[31m\u007f', '␀␛[31m␡'],
    ['\u0085\u2028\u202e\ufeff\uffff', '\\u0085\\u2028\\u202e\\ufeff\\uffff'],
    ['\ud800x\udc00', '\ufffdx\ufffd'],
    ['👩‍👧 🇳🇱', '👩‍👧 🇳🇱'],
  ])('turns %j into %j', (given, want) => {
    expect(visible(given)).toBe(want);
  });
});

describe('visibleLine', () => {
  test('folds line breaks and blanks into single spaces', () => {
    expect(visibleLine('  a\n\n  b\t c ', 20)).toBe('a b c');
  });

  test('cuts to the given number of code points and never through a surrogate pair', () => {
    expect(visibleLine('😀😀😀😀', 3)).toBe('😀😀…');
    expect(visibleLine('abcd', 4)).toBe('abcd');
    expect(visibleLine('abcde', 4)).toBe('abc…');
    expect(visibleLine('x'.repeat(1_000_000), 4)).toBe('xxx…');
  });
});
