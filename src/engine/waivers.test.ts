import { describe, expect, test } from 'vitest';
import { covers, settleWaivers, waiversInForce, type Waiver } from './waivers.js';

let line = 0;

function waiver(over: Partial<Waiver> = {}): Waiver {
  line += 1;
  return {
    requirement: 'IDEM-05',
    operation: null,
    fingerprint: null,
    reason: 'known',
    owner: null,
    link: null,
    expires: '2027-06-30',
    lines: { first: line, last: line },
    ...over,
  };
}

const today = '2027-06-30';
const list = (...entries: readonly Waiver[]) => ({ file: 'touchstone.waivers.yaml', entries });
const finding = { requirement: 'IDEM-05', operation: 'POST /emails/send', fingerprint: '0123456789abcdef' };

describe('a waiver covers', () => {
  test.each([
    ['its requirement everywhere', {}, true],
    ['its operation', { operation: 'POST /emails/send' }, true],
    ['no other operation', { operation: 'POST /emails/send/batch' }, false],
    ['its cause', { fingerprint: '0123456789abcdef' }, true],
    ['no other cause', { operation: 'POST /emails/send', fingerprint: 'fedcba9876543210' }, false],
    ['no other requirement', { requirement: 'IDEM-06' }, false],
  ])('%s', (_, over, want) => {
    expect(covers(waiver(over), finding)).toBe(want);
  });
});

describe('in force', () => {
  test('is an entry on its last day and not on the day after', () => {
    const entry = waiver();
    expect(waiversInForce(list(entry), today)).toEqual([entry]);
    expect(waiversInForce(list(entry), '2027-07-01')).toEqual([]);
  });

  test('is one of two that say the same, and the renewed one when the other has ended', () => {
    const [old, first, second] = [waiver({ expires: '2027-01-01' }), waiver(), waiver()];
    expect(waiversInForce(list(old, first, second), today)).toEqual([first]);
  });
});

describe('at the end of a run an entry is', () => {
  const settle = (entry: Waiver, facts: Partial<Parameters<typeof settleWaivers>[1]> = {}) =>
    settleWaivers(list(entry), { today, used: new Set(), blindTo: () => null, ...facts })[0];

  test('used when it covered something', () => {
    const entry = waiver();
    expect(settle(entry, { used: new Set([entry]) })).toMatchObject({ state: 'used', detail: null });
  });

  test('stale when the run would have shown what it covers', () => {
    expect(settle(waiver())?.state).toBe('stale');
  });

  test('unmatched when the run could not show it, with the reason', () => {
    const facts = { blindTo: () => 'IDEM-05 is not tested' };
    expect(settle(waiver(), facts)).toMatchObject({ state: 'unmatched', detail: 'IDEM-05 is not tested' });
  });

  test('expired after its last day, whatever the run showed', () => {
    expect(settle(waiver({ expires: '2027-06-29' }), { blindTo: () => 'not tested' })?.state).toBe('expired');
  });

  test('a duplicate when one before says the same, though its reason differs', () => {
    const entries = [waiver(), waiver({ reason: 'another' })];
    const states = settleWaivers(list(...entries), { today, used: new Set(entries), blindTo: () => null });
    expect(states.map(({ state }) => state)).toEqual(['used', 'duplicate']);
    expect(states[1]?.detail).toBe(`repeats line ${String(entries[0]?.lines.first)}`);
  });
});
