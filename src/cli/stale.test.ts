import { expect, test } from 'vitest';
import { describeStaleness } from './stale.js';

test.each([
  { kept: 'a\nb', wanted: 'a\nb', said: null },
  { kept: null, wanted: 'a', said: 'missing' },
  { kept: 'a\nb\nc', wanted: 'a\nx\nc\nc', said: 'out of date: 1 lines gone, 2 lines new, first difference in line 2' },
  { kept: 'a\nb', wanted: 'a', said: 'out of date: 1 lines gone, 0 lines new, first difference in line 2' },
])('$kept against $wanted: $said', ({ kept, wanted, said }) => {
  expect(describeStaleness(kept, wanted)).toBe(said);
});
