import { describe, expect, test } from 'vitest';
import type { RunResults } from '../src/report/results.js';
import { resultsOf } from './support/embedded-run.js';

const profiles = ['sending@2026-06', 'sending@2026-08', 'sending@2026-10', 'legacy@2026-03'];

function namesOf({ requirements }: RunResults, ...outcomes: readonly string[]): readonly string[] {
  return requirements
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ id, reason }) => `${id}: ${String(reason)}`);
}

describe('a run against the reference gateway', () => {
  test.each(profiles)('of %s finds nothing, whatever the seed, and tests all that HTTP can show', async (profile) => {
    for (const seed of [1, 2026, 4_294_967_295]) {
      const results = await resultsOf({ profile, seed });
      expect(namesOf(results, 'failed', 'warned', 'blocked', 'error')).toEqual([]);
      expect(namesOf(results, 'not-tested')).toEqual([]);
      expect(results).toMatchObject({ verdict: 'conformant', divergence: 0, coverage: 1 });
    }
  });
});

describe('the price of sending@2026-06 without generated requests', () => {
  test('in full is at most 600 requests and 150 messages', async () => {
    const { traffic } = await resultsOf({ mode: 'full', runs: 0 });
    expect(traffic.requests).toBeLessThanOrEqual(600);
    expect(traffic.messages).toBeLessThanOrEqual(150);
  });

  test('of a smoke check is at most 60 requests and no message', async () => {
    const { traffic, verdict } = await resultsOf({ mode: 'smoke' });
    expect(verdict).toBe('conformant');
    expect(traffic.requests).toBeLessThanOrEqual(60);
    expect(traffic.messages).toBe(0);
  });

  test('of a safe run is two messages, and they reach 70 % of the MUSTs', async () => {
    const { traffic, verdict, requirements } = await resultsOf({ mode: 'safe' });
    expect(verdict).toBe('conformant');
    expect(traffic.messages).toBeLessThanOrEqual(2);
    const musts = requirements.filter(({ level, outcome }) => level === 'MUST' && outcome !== 'not-applicable');
    const reached = musts.filter(({ outcome }) => outcome !== 'not-tested');
    expect(reached.length / musts.length).toBeGreaterThanOrEqual(0.7);
  });

  test('is what the plan promised at most', async () => {
    for (const mode of ['smoke', 'safe', 'full'] as const) {
      const { traffic, plan } = await resultsOf({ mode });
      // The preflight is not part of the plan: the document and the credential.
      expect(traffic.requests - 2).toBeLessThanOrEqual(plan?.requests ?? 0);
      expect(traffic.messages).toBeLessThanOrEqual(plan?.messages ?? 0);
    }
  });
});
