import { describe, expect, test } from 'vitest';
import { made } from '../../test/support/observation.js';
import { createPatience, isOverloaded } from './overload.js';

describe('a target is overloaded', () => {
  test.each([
    [429, false, true],
    [503, false, true],
    [503, true, false],
    [500, false, false],
    [422, false, false],
  ])('%s, faulted %s: %s', (status, faulted, want) => {
    expect(isOverloaded(made({ status, intent: { faulted } }))).toBe(want);
  });
});

describe('patience', () => {
  const reply = (value: string) => made({ status: 429, headers: [['Retry-After', value]] });

  test('grants what the target asks for, until the minute of the run is spent', () => {
    const patience = createPatience();
    expect([patience.grant(reply('40')), patience.grant(reply('40')), patience.grant(reply('20'))]).toEqual([
      40,
      null,
      20,
    ]);
  });

  test('waits a second where the target does not say, or says nothing usable', () => {
    const patience = createPatience();
    expect([patience.grant(made({ status: 503 })), patience.grant(reply('soon')), patience.grant(reply('0'))]).toEqual([
      1, 1, 1,
    ]);
  });
});
