import { describe, expect, it } from 'vitest';
import { keepByName } from './keep-by-name.js';

/** Tells how many characters a text has, and in `worked` which texts it looked at. */
function counting() {
  const worked: string[] = [];
  const count = keepByName(String, (text: string) => {
    worked.push(text);
    return { length: text.length };
  });
  return { worked, count };
}

describe('keepByName', () => {
  it('works out its answer once to what is asked again', () => {
    const { worked, count } = counting();

    expect(['a', 'bc', 'a'].map(count)).toEqual([{ length: 1 }, { length: 2 }, { length: 1 }]);
    expect(worked).toEqual(['a', 'bc']);
  });

  it('forgets, and answers all the same, when it is asked for very much', () => {
    const { worked, count } = counting();
    const texts = Array.from({ length: 1000 }, (_, index) => `text ${index}`);

    expect(texts.map((text) => count(text).length)).toEqual(texts.map((text) => text.length));
    expect(count('text 0')).toEqual({ length: 6 });
    expect(worked).toEqual([...texts, 'text 0']);
  });

  it('keeps nothing under a very long name', () => {
    const { worked, count } = counting();
    const long = 'x'.repeat(10_000);

    expect([count(long), count(long)]).toEqual([{ length: 10_000 }, { length: 10_000 }]);
    expect(worked).toEqual([long, long]);
  });
});
