import { describe, expect, it } from 'vitest';
import { domainOf, longerAddress } from './mail-address.js';

describe('a longer mail address', () => {
  it('has the length asked for, at or below the same domain, and no part that is too long for mail', () => {
    for (const address of ['a@sink.example', `${'a'.repeat(64)}@sink.example`]) {
      for (let missing = 2; missing < 400; missing += 1) {
        const longer = longerAddress(address, missing);
        expect(longer).toHaveLength(address.length + missing);
        expect(longer).toMatch(/^[a]{1,64}@(?:a{1,63}\.)*sink\.example$/);
      }
    }
    expect(longerAddress('a@sink.example', 1)).toBe('aa@sink.example');
  });
});

describe('the domain of a mail address', () => {
  it.each<readonly [string, string | null]>([
    ['reader@sink.example', 'sink.example'],
    ['sink.example', null],
    ['@sink.example', null],
    ['a b@sink.example', null],
    ['a@b@sink.example', null],
  ])('of %j is %j', (text, domain) => {
    expect(domainOf(text)).toBe(domain);
  });
});
