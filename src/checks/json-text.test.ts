import { expect, test } from 'vitest';
import { readJson } from './json-text.js';

const read = (text: string) => readJson(Buffer.from(text));

test.each([
  ['{"a":1,"b":{"a":2}}', []],
  ['{"a":1,"a":2}', ['a']],
  ['{"a":{"b":1,"b":1},"b":1}', ['b']],
  ['[{"a":1},{"a":1}]', []],
  ['{"a":[{"b":1}],"b":1,"a":1}', ['a']],
  ['{"a":1,"\\u0061":2}', ['a']],
  ['{"a\\"b":1,"c":"a\\\\","a\\"b":2}', ['a"b']],
  ['{"a":"a","b":"a : b","c":"{\\"a\\":1}"}', []],
  ['{"a" : 1 ,\n"a"\t: 2}', ['a']],
  ['{"__proto__":1,"constructor":2}', []],
])('repeated members of %s are %j', (text, want) => {
  expect(read(text)).toMatchObject({ kind: 'value', duplicateMembers: want });
});

test('a repeated member is found among many', () => {
  const members = (names: readonly number[]) => `{${names.map((name) => `"m${name}":0`).join()}}`;
  const names = Array.from({ length: 100 }, (_, at) => at);
  expect(read(members(names))).toMatchObject({ duplicateMembers: [] });
  expect(read(members([...names, 3, 50]))).toMatchObject({ duplicateMembers: ['m3', 'm50'] });
});

test.each(['{"a":1} x', '{"a":NaN}', "{'a':1}", '\uFEFF{}', '{"a":1', '{"a', '{"a\\"', '"\\x":', 'Not Found', '{}{}'])(
  '%j is no JSON text',
  (text) => {
    expect(read(text)).toMatchObject({ kind: 'malformed', problem: 'it is no JSON text' });
  },
);

test('bytes that are no UTF-8 are told from a wrong text', () => {
  expect(readJson(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ problem: 'it is not valid UTF-8' });
});

test('deep nesting is refused, and does not exhaust the stack', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(read(nested(512)).kind).toBe('value');
  expect(read(nested(513)).kind).toBe('malformed');
  expect(read(nested(1_000_000)).kind).toBe('malformed');
  expect(read('['.repeat(4_000_000)).kind).toBe('malformed');
});
