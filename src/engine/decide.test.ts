import { describe, expect, test } from 'vitest';
import { made } from '../../test/support/observation.js';
import { conclude, decideOutcome } from './decide.js';
import type { PlannedRequirement } from './events.js';
import { createLedger, type Proof } from './ledger.js';
import type { Outcome } from './outcome.js';
import type { StandingChecks } from './standing.js';
import type { Waiver } from './waivers.js';

const noProof: Proof = { seen: [], curl: () => null };
const violation = { message: 'it is wrong', expected: 'right', actual: 'wrong' };
const silent: StandingChecks = { judge: () => [], unseen: () => null };

function planned(over: Partial<PlannedRequirement> = {}): PlannedRequirement {
  return {
    id: 'ENV-01',
    area: 'ENV',
    level: 'MUST',
    tier: 'seed',
    title: '',
    statement: '',
    source: [],
    fix: '',
    decision: 'test',
    reason: null,
    ...over,
  };
}

function waiver(over: Partial<Waiver> = {}): Waiver {
  return {
    requirement: 'ENV-01',
    operation: null,
    fingerprint: null,
    reason: 'known',
    owner: null,
    link: null,
    expires: '2999-12-31',
    lines: { first: 1, last: 1 },
    ...over,
  };
}

function ledgerWith(level: 'MUST' | 'SHOULD' = 'MUST') {
  return createLedger(new Map([['ENV-01' as const, level]]));
}

describe('the outcome of a requirement', () => {
  test('is passed when something showed it kept', () => {
    const ledger = ledgerWith();
    ledger.evidence('ENV-01', [made(), made(), made()]);
    expect(decideOutcome(planned(), { ledger, standing: silent })).toMatchObject({ outcome: 'passed', exchanges: 3 });
  });

  test('is not passed without evidence', () => {
    expect(decideOutcome(planned(), { ledger: ledgerWith(), standing: silent }).outcome).toBe('not-tested');
  });

  test('is what the check says of itself when nothing showed it', () => {
    const standing: StandingChecks = {
      ...silent,
      unseen: () => ({ outcome: 'not-applicable', reason: 'no such reply' }),
    };
    expect(decideOutcome(planned(), { ledger: ledgerWith(), standing })).toMatchObject({
      outcome: 'not-applicable',
      reason: 'no such reply',
    });
  });

  test('is failed for a violated MUST, even when other exchanges kept it', () => {
    const ledger = ledgerWith();
    ledger.evidence('ENV-01', [made(), made()]);
    ledger.violated('ENV-01', violation, noProof);
    expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('failed');
  });

  test('is warned for a violated SHOULD and for a tolerated reading of a MUST', () => {
    const should = ledgerWith('SHOULD');
    should.violated('ENV-01', violation, noProof);
    const tolerated = ledgerWith();
    tolerated.violated('ENV-01', { ...violation, tolerated: true }, noProof);
    for (const ledger of [should, tolerated]) {
      expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('warned');
    }
  });

  test('is failed for a violated SHOULD that a declared option makes binding', () => {
    const ledger = ledgerWith('SHOULD');
    ledger.violated('ENV-01', { ...violation, raised: true }, noProof);
    expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('failed');
  });

  test('is blocked when a scenario could not go on, unless a violation was found', () => {
    const ledger = ledgerWith();
    ledger.evidence('ENV-01', [made()]);
    ledger.blocked('ENV-01', 'the server hung up');
    expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('blocked');
    ledger.violated('ENV-01', violation, noProof);
    expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('failed');
  });

  test('keeps the reason of the plan when the plan left it out', () => {
    const row = planned({ decision: 'not-applicable', reason: 'another profile' });
    expect(decideOutcome(row, { ledger: ledgerWith(), standing: silent })).toMatchObject({
      outcome: 'not-applicable',
      reason: 'another profile',
    });
  });

  test('rests on causes that are the same in the next run, though paths were made up for this one', () => {
    const causes = ['ts-2eefa2f6213ed101f3b2b', 'ts-9c1e07d5aa20b4f6c8e13'].map((name) => {
      const seen = [made({ method: 'GET', path: `/${name}` })];
      return ledgerWith().violated('ENV-01', violation, { seen, curl: () => null });
    });
    expect(causes[0]).toMatchObject({ operation: 'GET /api/v1/ts-*', fingerprint: causes[1]?.fingerprint });
  });

  test('is waived when waivers cover all that was found, with the reason of the most precise one', () => {
    const waivers = [waiver({ reason: 'in general' }), waiver({ reason: 'for this', operation: 'POST /emails/send' })];
    const ledger = createLedger(new Map([['ENV-01' as const, 'MUST']]), waivers);
    ledger.evidence('ENV-01', [made()]);
    ledger.violated('ENV-01', violation, { seen: [made()], curl: () => null });
    expect(decideOutcome(planned(), { ledger, standing: silent })).toMatchObject({
      outcome: 'waived',
      reason: 'for this',
    });
    expect(ledger.usedWaivers()).toEqual(new Set(waivers));
  });

  test('is failed when a waiver covers only part of what was found', () => {
    const waivers = [waiver({ operation: 'POST /emails/send' })];
    const ledger = createLedger(new Map([['ENV-01' as const, 'MUST']]), waivers);
    ledger.violated('ENV-01', violation, { seen: [made()], curl: () => null });
    ledger.violated('ENV-01', violation, { seen: [made({ path: '/emails/send/batch' })], curl: () => null });
    expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('failed');
  });

  test('is failed by the one unexpected violation among very many known ones', () => {
    const ledger = createLedger(new Map([['ENV-01' as const, 'MUST']]), [waiver({ operation: 'POST /emails/send' })]);
    for (let at = 0; at < 100; at += 1) {
      ledger.violated('ENV-01', { ...violation, message: `wrong ${at}` }, { seen: [made()], curl: () => null });
    }
    ledger.violated('ENV-01', violation, noProof);
    expect(decideOutcome(planned(), { ledger, standing: silent }).outcome).toBe('failed');
    expect(ledger.tally('ENV-01').findings.length).toBeLessThan(60);
  });

  test('books one finding per root cause and counts the rest', () => {
    const ledger = ledgerWith();
    expect(ledger.violated('ENV-01', violation, noProof)).not.toBeNull();
    expect(ledger.violated('ENV-01', { ...violation, actual: 'wrong in another way' }, noProof)).toBeNull();
    const { occurrences } = decideOutcome(planned(), { ledger, standing: silent });
    expect(Object.values(occurrences)).toEqual([2]);
  });
});

describe('the verdict', () => {
  type Case = readonly [name: string, rows: readonly [Outcome, string][], flags: object, want: object];
  const cases: readonly Case[] = [
    ['all passed', [['passed', 'MUST']], {}, { verdict: 'conformant', exitCode: 0 }],
    [
      'a warning',
      [
        ['passed', 'MUST'],
        ['warned', 'SHOULD'],
      ],
      {},
      { verdict: 'conformant', exitCode: 0, divergence: 0.5 },
    ],
    ['a warning, strictly', [['warned', 'SHOULD']], { strict: true }, { verdict: 'non-conformant', exitCode: 1 }],
    [
      'a failure',
      [
        ['failed', 'MUST'],
        ['passed', 'MUST'],
      ],
      {},
      { verdict: 'non-conformant', exitCode: 1 },
    ],
    [
      'a waiver',
      [
        ['waived', 'MUST'],
        ['passed', 'MUST'],
      ],
      {},
      { verdict: 'conformant-with-waivers', exitCode: 0 },
    ],
    [
      'a waiver that has to be deleted',
      [
        ['waived', 'MUST'],
        ['passed', 'MUST'],
      ],
      { waiversInOrder: false },
      { verdict: 'conformant-with-waivers', exitCode: 1 },
    ],
    [
      'a cut, with a waiver that has to be deleted',
      [['passed', 'MUST']],
      { incomplete: 'interrupted', waiversInOrder: false },
      { verdict: 'inconclusive', exitCode: 4 },
    ],
    [
      'an error',
      [
        ['error', 'MUST'],
        ['passed', 'MUST'],
      ],
      {},
      { verdict: 'inconclusive', exitCode: 4 },
    ],
    [
      'a block',
      [
        ['blocked', 'MUST'],
        ['passed', 'MUST'],
      ],
      {},
      { verdict: 'inconclusive', exitCode: 4 },
    ],
    ['a cut', [['passed', 'MUST']], { incomplete: 'interrupted' }, { verdict: 'inconclusive', exitCode: 4 }],
    ['nothing tested', [['not-tested', 'MUST']], {}, { verdict: 'inconclusive', exitCode: 4 }],
    [
      'something untested',
      [
        ['not-tested', 'MUST'],
        ['passed', 'MUST'],
      ],
      {},
      { verdict: 'conformant', coverage: 0.5 },
    ],
    [
      'something untested, certified',
      [
        ['not-tested', 'MUST'],
        ['passed', 'MUST'],
      ],
      { certify: true },
      { exitCode: 4 },
    ],
    ['no requirement at all', [], {}, { verdict: 'inconclusive', divergence: 0, coverage: 0 }],
  ];
  test.each(cases)('of %s', (...[, rows, flags, want]) => {
    const facts = { incomplete: null, strict: false, certify: false, waiversInOrder: true, ...flags };
    expect(conclude({ outcomes: rows.map(([outcome, level]) => ({ outcome, level })), ...facts })).toMatchObject(want);
  });

  test('counts what does not apply in neither figure', () => {
    const outcomes = (['not-applicable', 'not-applicable', 'passed', 'failed'] as const).map((outcome) => ({
      outcome,
      level: 'MUST',
    }));
    const facts = { outcomes, incomplete: null, strict: false, certify: false, waiversInOrder: true };
    expect(conclude(facts)).toMatchObject({ divergence: 0.5, coverage: 1 });
  });
});
