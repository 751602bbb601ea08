import type { ApiModel } from '../contract/model.js';
import type { Profile } from '../requirements/profile.js';
import { findProfile } from '../requirements/profiles/index.js';
import type { RequirementId } from '../requirements/index.js';
import type { DeclaredChoice, DeclaredEvent, OutcomeEvent } from './events.js';
import type { Ledger } from './ledger.js';
import type { RunOptions } from './options.js';
import { allows } from './outcome.js';
import { verifies, type Plan } from './plan.js';
import { settleWaivers, type Waiver, type WaiverList } from './waivers.js';

/** What the target's owner declares before anything is judged: other choices than the profile's, and waivers. */
export function declaredAtStart({ profile, waivers }: RunOptions): DeclaredEvent {
  return {
    kind: 'declared',
    choices: declaredChoices(profile),
    waivers: waivers && {
      file: waivers.file,
      entries: waivers.entries.map((waiver) => ({ ...waiver, state: 'pending', detail: null })),
    },
  };
}

export interface DeclaredFacts {
  readonly options: RunOptions;
  readonly waivers: WaiverList;
  readonly today: string;
  readonly plan: Plan;
  readonly model: ApiModel;
  readonly ledger: Ledger;
  /** Requirements with a standing check. */
  readonly standing: ReadonlySet<RequirementId>;
  readonly outcomes: readonly OutcomeEvent[];
  /** Why the run was cut short; null: it was not. */
  readonly incomplete: string | null;
}

/** The same when the run is over: by then it is known what became of each waiver. */
export function declaredAtEnd(facts: DeclaredFacts): DeclaredEvent {
  const { options, waivers, today, ledger } = facts;
  const blindTo = (waiver: Waiver) => whyBlind(waiver, facts);
  return {
    kind: 'declared',
    choices: declaredChoices(options.profile),
    waivers: { file: waivers.file, entries: settleWaivers(waivers, { today, used: ledger.usedWaivers(), blindTo }) },
  };
}

/** Options and values that differ from those of the profile, by their key in the configuration. */
export function declaredChoices(profile: Profile): readonly DeclaredChoice[] {
  const published = findProfile(profile.id);
  return [
    ...differences('options', published.options, profile.options),
    ...differences('values', published.values, profile.values),
  ];
}

function differences(group: string, published: object, declared: object): readonly DeclaredChoice[] {
  const before = new Map<string, unknown>(Object.entries(published));
  return Object.entries(declared)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)))
    .map(([name, value]: [string, unknown]) => ({
      name: `${group}.${name}`,
      profile: before.get(name) ?? null,
      declared: value,
    }));
}

const tested: ReadonlySet<string> = new Set(['passed', 'failed', 'warned', 'waived']);

/**
 * Why this run could not have shown what a waiver covers; null: it would have. To call an entry stale that a fuller run
 * needs would be a false alarm.
 */
function whyBlind(waiver: Waiver, facts: DeclaredFacts): string | null {
  const { options, incomplete, outcomes, standing } = facts;
  const id = waiver.requirement as RequirementId;
  if (incomplete !== null) return 'the run was cut short';
  const outcome = outcomes.find(({ requirement }) => requirement === id);
  if (outcome === undefined || !tested.has(outcome.outcome)) {
    return `${id} is ${outcome?.outcome ?? 'not-tested'}${outcome?.reason ? `: ${outcome.reason}` : ''}`;
  }
  if (waiver.operation !== null && isListed(waiver.operation, facts) && !facts.ledger.seenAt(id, waiver.operation)) {
    return `no exchange at ${waiver.operation} could show it`;
  }
  if (standing.has(id) && !allows(options.mode, 'full')) return `mode ${options.mode} shows only part of it`;
  const leftOut = options.scenarios.find(
    (scenario) =>
      verifies(scenario, id) && scenario.wanted(options.profile) === true && !facts.plan.scenarios.includes(scenario),
  );
  return leftOut === undefined ? null : `${leftOut.id} did not run`;
}

function isListed(operation: string, { model, options }: DeclaredFacts): boolean {
  return model.operations.has(operation) || options.profile.operations.includes(operation);
}
