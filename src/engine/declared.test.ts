import { describe, expect, test } from 'vitest';
import { made, model } from '../../test/support/observation.js';
import { findProfile } from '../requirements/profiles/index.js';
import { declaredAtEnd, declaredAtStart, declaredChoices, type DeclaredFacts } from './declared.js';
import type { OutcomeEvent } from './events.js';
import { createLedger } from './ledger.js';
import type { RunOptions } from './options.js';
import type { Outcome } from './outcome.js';
import type { Plan } from './plan.js';
import { scenario } from './scenario.js';
import type { Waiver } from './waivers.js';

const profile = findProfile('sending@2026-06');

const waiver: Waiver = {
  requirement: 'ENV-01',
  operation: null,
  fingerprint: null,
  reason: 'known',
  owner: null,
  link: null,
  expires: '2999-12-31',
  lines: { first: 1, last: 1 },
};

const sends = scenario({
  id: 'ENV.sends',
  title: 'Sends',
  verifies: ['ENV-01'],
  mode: 'smoke',
  price: { requests: 1, messages: 0 },
  run: () => Promise.resolve(),
});

interface Given {
  readonly over?: Partial<Waiver>;
  readonly mode?: RunOptions['mode'];
  readonly outcome?: Outcome;
  readonly ran?: boolean;
  readonly wanted?: boolean;
  readonly standing?: boolean;
  readonly incomplete?: string;
}

/** What became of a waiver that covered nothing, in a run that saw a send and nothing else. */
function settled({ over, mode = 'full', outcome = 'passed', ran = true, wanted = true, standing, incomplete }: Given) {
  const ledger = createLedger(new Map([['ENV-01' as const, 'MUST']]));
  ledger.evidence('ENV-01', [made()]);
  const declared = wanted ? sends : scenario({ ...sends, wanted: () => 'not in this profile' });
  const facts: DeclaredFacts = {
    // Of options and plan only these members are looked at.
    options: { profile, mode, scenarios: [declared] } as unknown as RunOptions,
    plan: { scenarios: ran && wanted ? [declared] : [] } as unknown as Plan,
    waivers: { file: 'w.yaml', entries: [{ ...waiver, ...over }] },
    today: '2026-11-02',
    model,
    ledger,
    standing: new Set(standing ? ['ENV-01'] : []),
    outcomes: [
      { kind: 'outcome', requirement: 'ENV-01', outcome, reason: null, exchanges: 1, occurrences: {} },
    ] satisfies readonly OutcomeEvent[],
    incomplete: incomplete ?? null,
  };
  return declaredAtEnd(facts).waivers?.entries[0];
}

describe('a waiver that covered nothing is stale', () => {
  test.each<[string, Given]>([
    ['when its requirement was tested', {}],
    ['when its operation could show it', { over: { operation: 'POST /emails/send' } }],
    ['when it names an operation that there is not', { over: { operation: 'POST /email/send' } }],
    ['when the only scenario left out is one that the profile does not want', { wanted: false }],
    ['in any mode, when only scenarios check its requirement', { mode: 'smoke' }],
    ['in mode full, when every exchange is checked', { standing: true }],
  ])('%s', (_, given) => {
    expect(settled(given)?.state).toBe('stale');
  });
});

describe('a waiver that covered nothing is not called stale', () => {
  test.each<[string, Given, string]>([
    ['when its requirement was not tested', { outcome: 'not-tested' }, 'ENV-01 is not-tested'],
    ['when its requirement was blocked', { outcome: 'blocked' }, 'ENV-01 is blocked'],
    ['when nothing was sent to its operation', { over: { operation: 'POST /emails/send/batch' } }, 'no exchange at'],
    ['when a scenario that verifies it was left out', { ran: false }, 'ENV.sends did not run'],
    ['when the mode shows only some of the exchanges', { mode: 'safe', standing: true }, 'mode safe'],
    ['when the run was cut short', { incomplete: 'interrupted' }, 'cut short'],
  ])('%s', (_, given, detail) => {
    const entry = settled(given);
    expect(entry?.state).toBe('unmatched');
    expect(entry?.detail).toContain(detail);
  });
});

test('what differs from the published profile is declared, what only repeats it is not', () => {
  const changed = {
    ...profile,
    options: { ...profile.options, rootKeyCanSend: !profile.options.rootKeyCanSend },
    values: { ...profile.values, batchMax: profile.values.batchMax, ccMax: 7 },
  };
  expect(declaredChoices(profile)).toEqual([]);
  expect(declaredChoices(changed)).toEqual([
    {
      name: 'options.rootKeyCanSend',
      profile: profile.options.rootKeyCanSend,
      declared: !profile.options.rootKeyCanSend,
    },
    { name: 'values.ccMax', profile: profile.values.ccMax, declared: 7 },
  ]);
});

test('while a run lasts its waivers are pending', () => {
  const options = { profile, waivers: { file: 'w.yaml', entries: [waiver] } } as unknown as RunOptions;
  expect(declaredAtStart(options).waivers?.entries).toMatchObject([{ requirement: 'ENV-01', state: 'pending' }]);
});
