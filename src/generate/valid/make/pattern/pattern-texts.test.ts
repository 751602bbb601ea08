import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileNative } from '../../../../contract/regexp.js';
import { patternTexts } from './pattern-texts.js';

const anyLength = { min: 0, max: Infinity };

/** Plain texts and drawn ones, in tiers. */
function textsOf(
  pattern: string,
  lengths = anyLength,
): { readonly plain: readonly string[]; readonly drawn: readonly string[] } {
  const source = patternTexts(pattern, lengths);
  if (source === null) throw new Error(`${pattern} is not understood`);
  return {
    plain: source.plain,
    drawn: source.arbitraries.flatMap((arbitrary) => fc.sample(arbitrary, { seed: 5, numRuns: 40 })),
  };
}

describe('texts for a pattern', () => {
  // Without looking around, all that is written matches.
  test.each([
    '^[a-z]{3,10}-\\d+$',
    '^(?:GET|POST|P.T)$',
    '[^a-z\\s]+',
    '^\\p{Lu}\\p{Ll}*$',
    '^[\\u{1F600}-\\u{1F64F}]$',
    '^\\uD83D\\uDE00$',
    '^\\cA\\x41\\t\\u00e9$',
    '^(?<q>["\'])\\w*\\k<q>$',
    '^(a|b)\\1$',
    '^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$',
    '^a?b*c{2}d{3,}$',
    '^[-a\\]]$',
    '^\\$\\{[^}]+\\}$',
    '^a\\_b\\@c$',
    '^https://',
    'a|^b$',
    '^.{4}$',
    '^[\\s\\S]$',
    '^\\/[a-z/]*$',
  ])('match %s', (pattern) => {
    const expression = compileNative(pattern);
    const { plain, drawn } = textsOf(pattern);
    for (const text of [...plain, ...drawn]) expect(text).toMatch(expression);
  });

  test('meet what must follow by writing it', () => {
    const pattern = '^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,}$';
    const { plain, drawn } = textsOf(pattern);
    expect(plain.some((text) => compileNative(pattern).test(text))).toBe(true);
    expect(drawn.filter((text) => compileNative(pattern).test(text)).length).toBeGreaterThan(drawn.length / 4);
  });

  test('are as long as asked, where the pattern leaves it open', () => {
    const lengths = { min: 40, max: 44 };
    const { plain, drawn } = textsOf('^[a-f0-9]+$', lengths);
    expect(plain.every((text) => text.length === 40)).toBe(true);
    expect(drawn.every(({ length }) => length <= 44)).toBe(true);
    expect(drawn.filter(({ length }) => length >= 40).length).toBeGreaterThan(drawn.length / 4);
  });

  test('go on where nothing says that they end', () => {
    const { drawn } = textsOf('^x-');
    expect(drawn.some((text) => text.length > 4)).toBe(true);
  });

  test('are plain before they are odd', () => {
    expect(textsOf('^[a-z0-9]+$').plain[0]).toBe('0');
    expect(textsOf('^.+$').drawn.slice(0, 40).join('')).toMatch(/^[A-Za-z0-9]+$/);
    expect(textsOf('^.+$').drawn.join('')).toMatch(/[^A-Za-z0-9]/);
  });

  test('hold no halves of surrogate pairs and no control characters where others are allowed', () => {
    expect(textsOf('^[^a]{20}$').drawn.join('')).not.toMatch(/\p{Surrogate}|\p{Cc}/u);
  });

  test.each(['(', '[]', 'a{2', '^\\p{Nonsense}$', '['])('are not made for %s', (pattern) => {
    expect(patternTexts(pattern, anyLength)).toBeNull();
  });
});
