import type { DocumentProblem } from '../../contract/model.js';
import { count, duration } from '../amounts.js';
import type { RunResults, ScenarioResult } from '../results.js';
import { reasonsFor } from '../words.js';
import { renderDeclared } from './declared.js';
import { renderDrift } from './drift.js';
import { renderExploration } from './exploration.js';
import { tag } from './markup.js';
import type { Child, Markup } from './markup.js';
import { section, table } from './section.js';

/** What the verdict does not cover, and how the run was made. */
export function renderAbout(results: RunResults): Markup {
  return tag(
    'div',
    { class: 'about' },
    renderDeclared(results),
    gaps('Not tested, and why', results, 'not-tested'),
    gaps('Not applicable, and why', results, 'not-applicable'),
    preflight(results),
    document(results),
    renderDrift(results),
    scenarios(results),
    renderExploration(results),
    configuration(results),
  );
}

function gaps(title: string, results: RunResults, outcome: 'not-tested' | 'not-applicable'): Markup | null {
  const reasons = reasonsFor(results, outcome);
  if (reasons.length === 0) return null;
  const rows = reasons.map(({ reason, ids }) =>
    tag('div', {}, tag('dt', {}, reason), tag('dd', {}, ...ids.map((id) => tag('a', { href: `#${id}` }, id)))),
  );
  return section(title, tag('dl', { class: 'reasons' }, ...rows));
}

function preflight({ preflight: steps }: RunResults): Markup | null {
  if (steps.length === 0) return null;
  const rows = steps.map(({ step, ok, detail }) => [
    tag('i', { class: `cell ${ok ? 'passed' : 'failed'}`, 'aria-hidden': 'true' }, ok ? '✓' : '✕'),
    tag('span', {}, step),
    tag('span', {}, detail),
  ]);
  return section('Before the run', table(['', 'Step', 'What was seen'], rows));
}

function document({ document: seen }: RunResults): Markup | null {
  if (seen === null) return null;
  const { title, version, operations, source, sha256, problems } = seen;
  return section(
    'Document',
    tag(
      'p',
      {},
      tag('b', {}, title),
      ` OpenAPI ${version}, ${count(operations, 'operation')}, from `,
      tag('code', {}, source),
    ),
    tag('p', { class: 'quiet' }, 'SHA-256 ', tag('code', {}, sha256)),
    problems.length === 0
      ? tag('p', { class: 'quiet' }, 'No problem was found in it.')
      : table(['', 'Rule', 'Problem', 'Place'], problems.map(problemRow)),
  );
}

function problemRow({ severity, rule, message, pointer, line }: DocumentProblem): readonly Child[] {
  const bad = severity === 'error';
  return [
    tag('i', { class: `cell ${bad ? 'failed' : 'warned'}`, title: severity }, bad ? '✕' : '!'),
    tag('code', {}, rule),
    message,
    tag('code', {}, line === null ? pointer : `${pointer} (line ${line})`),
  ];
}

function scenarios({ scenarios: all, plan }: RunResults): Markup | null {
  if (plan === null) return null;
  const { run, skip } = plan.scenarios;
  const spend = `Planned: ${count(run, 'scenario')} with up to ${count(plan.requests, 'request')} and ${count(plan.messages, 'message')}`;
  const summary = `${spend}${skip === 0 ? '.' : `; ${skip} skipped.`}`;
  const rows = all.map((each) => [tag('code', {}, each.id), each.title, stateOf(each), each.reason ?? '']);
  return section('Scenarios', fold(summary, table(['Scenario', 'What it does', 'State', 'Reason'], rows)));
}

function stateOf({ state, durationMs }: ScenarioResult): string {
  return durationMs === null ? state : `${state}, ${duration(durationMs)}`;
}

function configuration({ config, runId }: RunResults): Markup {
  const json = tag('pre', {}, JSON.stringify(config, null, 2));
  return section('Configuration', fold(`Run ${runId}, as it was configured; secrets by name only.`, json));
}

function fold(summary: string, inside: Markup): Markup {
  return tag('details', { class: 'fold' }, tag('summary', {}, summary), inside);
}
