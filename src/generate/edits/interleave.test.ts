import { describe, expect, it } from 'vitest';
import { interleave } from './interleave.js';

describe('interleave', () => {
  it('takes the first of each stream, then the second, until all are empty', () => {
    expect([...interleave([['a1', 'a2', 'a3'], [], ['b1'], ['c1', 'c2']])]).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'c2',
      'a3',
    ]);
  });

  it('starts no stream before it is its turn', () => {
    const started: string[] = [];
    function* stream(name: string): Iterable<string> {
      started.push(name);
      yield name;
    }
    const [first] = interleave([stream('a'), stream('b')]);
    expect(first).toBe('a');
    expect(started).toEqual(['a']);
  });
});
