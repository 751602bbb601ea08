import { expect, test } from 'vitest';
import type { WireRequest } from '../request-case.js';
import { nameOnWire } from './wire-name.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const plain: WireRequest = { method: 'POST', path: '/p', headers: [['a', 'b']], body: bytes('x') };

test('requests that are the same on the wire have the same name', () => {
  expect(nameOnWire({ ...plain, headers: [['a', 'b']], body: bytes('x') })).toBe(nameOnWire(plain));
});

test('requests that differ anywhere have different names', () => {
  const others: readonly WireRequest[] = [
    plain,
    { ...plain, path: '/q' },
    { ...plain, headers: [] },
    { ...plain, headers: [['ab', '']] },
    { ...plain, headers: [['a', 'bx']], body: bytes('') },
    { ...plain, body: null },
    { ...plain, body: bytes('') },
    { ...plain, body: bytes('xx') },
    { ...plain, body: bytes('y') },
  ];
  expect(new Set(others.map(nameOnWire)).size).toBe(others.length);
});

test('a hundred thousand requests that differ in one place have as many names', () => {
  const names = new Set<number>();
  for (let id = 0; id < 100_000; id += 1) names.add(nameOnWire({ ...plain, path: `/p/${id}` }));
  expect(names.size).toBe(100_000);
  expect([...names].every(Number.isSafeInteger)).toBe(true);
});
