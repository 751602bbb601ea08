import { describe, expect, it } from 'vitest';
import { keepByObject } from './keep-by-object.js';

describe('keepByObject', () => {
  it('works out its answer to an object once, and to an equal one anew', () => {
    let worked = 0;
    const count = keepByObject(({ length }: readonly string[]) => {
      worked += 1;
      return length;
    });
    const names = ['a', 'b'];

    expect([count(names), count(names), count(['a', 'b', 'c'])]).toEqual([2, 2, 3]);
    expect(worked).toBe(2);
  });

  it('keeps answers that say no', () => {
    let worked = 0;
    const refuse = keepByObject(({ length }: readonly string[]) => {
      worked += 1;
      return length > 0;
    });
    const asked: string[] = [];

    expect([refuse(asked), refuse(asked)]).toEqual([false, false]);
    expect(worked).toBe(1);
  });
});
