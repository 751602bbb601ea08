import { expect, test } from 'vitest';
import { bytes, count, duration, percent } from './amounts.js';

test.each([
  [0, '0%'],
  [1, '100%'],
  [0.0001, '0.1%'],
  [0.99999, '99.9%'],
  [0.0357, '3.6%'],
])('the share %d reads %s', (share, want) => {
  expect(percent(share)).toBe(want);
});

test.each([
  [0.42, '0.4 ms'],
  [840, '840 ms'],
  [12_345, '12.3 s'],
  [245_000, '4 min 05 s'],
])('%d milliseconds read %s', (ms, want) => {
  expect(duration(ms)).toBe(want);
});

test.each([
  [312, '312 B'],
  [16_384, '16.0 KiB'],
  [3 * 1024 * 1024, '3.0 MiB'],
])('%d bytes read %s', (amount, want) => {
  expect(bytes(amount)).toBe(want);
});

test('a count agrees with its noun and groups its digits', () => {
  expect([count(1, 'request'), count(0, 'request'), count(1204, 'request')]).toEqual([
    '1 request',
    '0 requests',
    '1,204 requests',
  ]);
});
