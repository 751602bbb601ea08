import type { PlanEvent, PlannedScenario } from '../../engine/events.js';
import { count } from '../amounts.js';
import { visibleLine } from '../visible.js';

const columns = 100;

/** Tells what a run would do and spend, what it would not test and why. Plain text, ends in a line feed. */
export function renderPlan(plan: PlanEvent): string {
  const running = plan.scenarios.filter((each) => each.decision === 'run');
  const tested = plan.requirements.filter((each) => each.decision === 'test').length;
  const head = [
    `Plan: ${tested} of ${count(plan.requirements.length, 'requirement')} to test with ${count(running.length, 'scenario')}.`,
    `Spends at most ${count(plan.requests, 'request')} and ${count(plan.messages, 'message')}.`,
  ];
  const sections = [
    head,
    table('Will run', running.map(priced)),
    table('Will not run', skipped(plan)),
    ...explored(plan),
    table('Not tested', undecided(plan, 'not-tested')),
    table('Not applicable', undecided(plan, 'not-applicable')),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function priced(scenario: PlannedScenario): readonly [string, string] {
  const mail = scenario.messages > 0 ? `, ${count(scenario.messages, 'message')}` : '';
  return [scenario.id, `${scenario.title} (${count(scenario.requests, 'request')}${mail})`];
}

function skipped(plan: PlanEvent): readonly (readonly [string, string])[] {
  return plan.scenarios
    .filter((each) => each.decision === 'skip')
    .map((each) => [each.id, each.reason ?? 'no reason was given']);
}

/** Operations that generated requests go to, and those that they do not. */
function explored({ exploration }: PlanEvent): readonly (readonly string[])[] {
  if (!exploration) return [];
  const { operations, note } = exploration;
  const toExplore = operations.filter(({ decision }) => decision === 'explore');
  const others = operations.filter(({ decision }) => decision !== 'explore');
  return [
    table(
      `Will explore${note === null ? '' : ` (${note})`}`,
      toExplore.map(({ operation, cases }) => [operation, `up to ${count(cases, 'generated request')}`]),
    ),
    table(
      'Will not explore',
      others.map(({ operation, reason }) => [operation, reason ?? 'no reason was given']),
    ),
  ];
}

function undecided(plan: PlanEvent, decision: 'not-tested' | 'not-applicable'): readonly (readonly [string, string])[] {
  return plan.requirements
    .filter((each) => each.decision === decision)
    .map((each) => [each.id, each.reason ?? 'no reason was given']);
}

function table(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${visibleLine(text, columns - width - 4)}`)];
}
