import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchForSecrets, type Hit } from './secret-search.js';

/** The leftmost of all occurrences, of several there the longest, of equal ones the first added. */
function plainly(secrets: readonly (readonly string[])[], text: string, from: number): Hit | null {
  for (let at = from; at < text.length; at += 1) {
    const here = secrets.flatMap((forms, secret) => forms.map((form) => ({ form, secret })));
    const standing = here.filter(({ form }) => text.startsWith(form, at));
    standing.sort((a, b) => b.form.length - a.form.length);
    const [longest] = standing;
    if (longest !== undefined) return { at, length: longest.form.length, secret: longest.secret };
  }
  return null;
}

// Few letters, so that forms overlap, repeat and contain one another.
const form = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ä', '%'), minLength: 1, maxLength: 9 });

test('finds what comparing every place with every form finds, whatever was added before or later', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(form, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ä', '%'), maxLength: 60 }),
      fc.nat(5),
      (secrets, text, from) => {
        const search = searchForSecrets();
        for (const [n, forms] of secrets.entries()) {
          search.add(forms);
          expect(search.find(text, from)).toEqual(plainly(secrets.slice(0, n + 1), text, from));
        }
        expect(search.least()).toBe(Math.min(...secrets.flat().map(({ length }) => length)));
      },
    ),
    { numRuns: 1000 },
  );
});

test('finds each of thousands of forms alike', () => {
  const search = searchForSecrets();
  const tokens = Array.from({ length: 3000 }, (_, n) => `smx_upload_${(n * 7919).toString(36).padStart(12, '0')}`);
  for (const token of tokens) search.add([token, token.toUpperCase()]);
  for (const [n, token] of tokens.entries()) {
    expect(search.find(`{"name":"${token.toUpperCase()}"}`, 0)).toEqual({ at: 9, length: token.length, secret: n });
  }
  expect(search.find(`smx_upload_${'z'.repeat(400)}`, 0)).toBeNull();
});
