import { expect, test } from 'vitest';
import { alignColumns, wrapText } from './columns.js';

test('columns are as wide as their widest cell, and no line ends in a blank', () => {
  const rows = [
    ['ENV-01', 'MUST', 'a'],
    ['X', 'SHOULD', ''],
    ['✓é', 'MAY', 'b'],
  ];
  expect(alignColumns(rows)).toBe('ENV-01  MUST    a\nX       SHOULD\n✓é      MAY     b\n');
});

test('text is broken between words, and a long word is left whole', () => {
  expect(wrapText('one two  three\nabcdefghijklm four', 9)).toEqual(['one two', 'three', 'abcdefghijklm', 'four']);
  expect(wrapText(' ', 9)).toEqual([]);
});
