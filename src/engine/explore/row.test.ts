import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRow } from './row.js';

const steps = fc.array(fc.oneof(fc.constant('next' as const), fc.nat(4)), { maxLength: 40 });

test('the same comes in the same order, whatever was made ahead', () => {
  fc.assert(
    fc.property(fc.nat(12), steps, (length, taken) => {
      const all = Array.from({ length }, (_, index) => ({ index }));
      const row = openRow(all.values());
      const came: ({ index: number } | null)[] = [];
      for (const step of taken) {
        if (step === 'next') came.push(row.next());
        else row.prepare(step);
      }
      expect(came).toEqual(came.map((_, at) => all[at] ?? null));
    }),
  );
});

test('no more is made ahead than is asked for', () => {
  let made = 0;
  const row = openRow(
    (function* () {
      for (; made < 5; made += 1) yield { made };
    })(),
  );
  expect([row.prepare(2), row.prepare(2), row.prepare(2)]).toEqual([true, true, false]);
  expect(row.next()).toEqual({ made: 0 });
  expect([row.prepare(2), row.prepare(2)]).toEqual([true, false]);
});

test('where there is nothing more, nothing is made ahead', () => {
  const row = openRow([{ only: true }].values());
  expect([row.prepare(9), row.prepare(9)]).toEqual([true, false]);
  expect([row.next(), row.next()]).toEqual([{ only: true }, null]);
});
