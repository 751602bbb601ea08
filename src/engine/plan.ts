import { UsageError } from '../errors.js';
import { applicability } from '../requirements/profiles/index.js';
import { requirements, type RequirementId } from '../requirements/index.js';
import type { Requirement } from '../requirements/requirement.js';
import type { PlanEvent, PlannedExploration, PlannedRequirement, PlannedScenario } from './events.js';
import { leftAfter, withinBudget, type Chosen } from './afford.js';
import type { Leftover } from './explore/plan-exploration.js';
import type { RunOptions } from './options.js';
import { allows } from './outcome.js';
import type { FixtureName, Scenario } from './suite.js';

/** What a run will do and what it will not, with reasons and prices. */
export interface Plan {
  readonly event: PlanEvent;
  /** Scenarios to run, in the order given. */
  readonly scenarios: readonly Scenario[];
  /** Requirements that count: neither out of the profile nor deselected. */
  readonly tested: readonly Requirement[];
}

/**
 * Plans a run before anything but the preflight was sent.
 * `documented` are the operations the document lists.
 * @throws UsageError when nothing is left to test: a run that tests nothing must not look green.
 */
export function planRun(asked: RunOptions, facts: PlanFacts): Plan {
  const options = { ...asked, only: expand(asked.only, asked), skip: expand(asked.skip, asked) };
  const applicable = applicableIds(options, facts);
  const chosen = withinBudget(
    options.scenarios.map((scenario) => ({
      scenario,
      obstacle: obstacleTo(scenario, options, { ...facts, applicable }),
    })),
    { budget: options.budget, applicable },
  );
  const running = chosen.filter(({ obstacle }) => obstacle === null).map(({ scenario }) => scenario);
  const wantsCases = [...facts.oracles].some((id) => applicable.has(id));
  const exploration = wantsCases ? facts.explore(leftAfter(running, options.budget), applicable) : null;
  const decided = requirements.map((requirement) => decide(requirement, { options, facts, chosen, exploration }));
  const tested = requirements.filter((_, at) => decided[at]?.decision === 'test');
  if (tested.length === 0) throw nothingSelected(options);
  return {
    event: {
      kind: 'plan',
      requirements: decided,
      scenarios: chosen.map(({ scenario, obstacle }) => plannedScenario(scenario, obstacle)),
      exploration,
      requests: sum(running.map(({ price }) => price.requests)) + (exploration?.requests ?? 0),
      messages: sum(running.map(({ price }) => price.messages)) + (exploration?.messages ?? 0),
    },
    scenarios: running,
    tested,
  };
}

export interface PlanFacts {
  /** Keys of the operations that the document lists. */
  readonly documented: ReadonlySet<string>;
  /** Requirements with a standing check. */
  readonly standing: ReadonlySet<RequirementId>;
  /** Requirements with an oracle, which generated requests can show. */
  readonly oracles: ReadonlySet<RequirementId>;
  /**
   * Plans the generated requests for the requirements in scope, with what the scenarios leave of the budget; null: there
   * are none in this run.
   */
  readonly explore: (left: Leftover, applicable: ReadonlySet<string>) => PlannedExploration | null;
}

/** Names of scenarios become the requirements they verify; a name that nothing bears is refused. */
function expand(names: readonly string[], { scenarios }: RunOptions): readonly string[] {
  const known = new Set<string>(requirements.flatMap(({ id, area }) => [id, area]));
  return names.flatMap((name): readonly string[] => {
    if (known.has(name)) return [name];
    const scenario = scenarios.find(({ id }) => id === name);
    if (scenario) return scenario.verifies;
    throw new UsageError(`nothing is called ${name}`, {
      where: '--only, --skip',
      advice: 'Give ids or areas that `touchstone list` shows, or scenarios that `touchstone run --dry-run` shows.',
    });
  });
}

function applicableIds(options: RunOptions, facts: PlanFacts): ReadonlySet<string> {
  return new Set(
    requirements
      .filter((requirement) => applicability(requirement, options.profile, facts.documented).applicable)
      .filter((requirement) => selects(options, [requirement.id, requirement.area]))
      .map(({ id }) => id),
  );
}

/** The first thing that keeps a scenario from running, in words a reader can act on. */
function obstacleTo(
  scenario: Scenario,
  options: RunOptions,
  facts: PlanFacts & { applicable: ReadonlySet<string> },
): string | null {
  const wanted = scenario.wanted(options.profile);
  if (wanted !== true) return wanted;
  if (!scenario.verifies.some((id) => facts.applicable.has(id))) return 'none of its requirements is in scope';
  if (!allows(options.mode, scenario.mode)) return `needs mode ${scenario.mode} (this run is ${options.mode})`;
  const surface = new Set([...facts.documented, ...options.profile.operations]);
  const operation = scenario.operations.find((key) => !surface.has(key));
  if (operation) return `the document lists no ${operation}`;
  const principal = scenario.principals.find((name) => !options.principals[name]);
  if (principal) return `needs the principal ${principal} (config: principals.${principal})`;
  const fixture = scenario.fixtures.find((name) => !hasFixture(options, name));
  if (fixture) return `needs the fixture ${fixture} (config: fixtures.${fixture})`;
  if (scenario.controls.length > 0 && !options.controls) {
    return `needs the target's test controls: ${scenario.controls.join(', ')} (config: controls)`;
  }
  return null;
}

function hasFixture({ fixtures }: RunOptions, name: FixtureName): boolean {
  return name === 'sinks' ? fixtures.sinks.length > 0 : fixtures[name] !== undefined;
}

interface Deciding {
  readonly options: RunOptions;
  readonly facts: PlanFacts;
  readonly chosen: readonly Chosen[];
  readonly exploration: PlannedExploration | null;
}

function decide(requirement: Requirement, { options, facts, chosen, exploration }: Deciding): PlannedRequirement {
  const { id, area, level, tier, title, statement, source, fix } = requirement;
  const row = { id, area, level, tier, title, statement, source, fix };
  const verdict = applicability(requirement, options.profile, facts.documented);
  if (!verdict.applicable) return { ...row, decision: 'not-applicable', reason: verdict.reason };
  if (!selects(options, [id, area])) {
    return { ...row, decision: 'not-tested', reason: 'not selected (--only, --skip)' };
  }
  const verifying = chosen.filter(({ scenario }) => verifies(scenario, id));
  const explored = facts.oracles.has(id as RequirementId);
  if (explored && (exploration?.cases ?? 0) > 0) return { ...row, decision: 'test', reason: null };
  if (facts.standing.has(id as RequirementId) || verifying.some(({ obstacle }) => obstacle === null)) {
    return { ...row, decision: 'test', reason: null };
  }
  // It only allows something: no target can violate it, so it belongs in neither figure.
  if (level === 'MAY' && requirement.unchecked) {
    return { ...row, decision: 'not-applicable', reason: requirement.unchecked };
  }
  const unexplored = explored ? (exploration?.note ?? 'operations are not explored in this run') : null;
  const reason = verifying[0]?.obstacle ?? unexplored ?? requirement.unchecked ?? 'no suite given checks it';
  return { ...row, decision: 'not-tested', reason };
}

export function verifies(scenario: Scenario, id: string): boolean {
  return (scenario.verifies as readonly string[]).includes(id);
}

function selects({ only, skip }: RunOptions, names: readonly string[]): boolean {
  const hit = (list: readonly string[]) => list.some((name) => names.includes(name));
  return (only.length === 0 || hit(only)) && !hit(skip);
}

function plannedScenario(scenario: Scenario, obstacle: string | null): PlannedScenario {
  return {
    id: scenario.id,
    area: areaOf(scenario),
    title: scenario.title,
    decision: obstacle === null ? 'run' : 'skip',
    reason: obstacle,
    requests: scenario.price.requests,
    messages: scenario.price.messages,
  };
}

/** `COND.document` belongs to area COND. */
export function areaOf(scenario: Scenario): string {
  return scenario.id.slice(0, scenario.id.indexOf('.'));
}

function nothingSelected({ only, skip }: RunOptions): UsageError {
  const asked = [...only.map((name) => `--only ${name}`), ...skip.map((name) => `--skip ${name}`)].join(' ');
  return new UsageError('nothing is left to test', {
    where: asked === '' ? 'the profile' : asked,
    advice: 'Name requirements or areas that `touchstone list` shows for this profile.',
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
