import type {
  ExplorationEvent,
  HeaderEvent,
  PlanEvent,
  PreflightEvent,
  RunEvent,
  ScenarioEvent,
} from '../../engine/events.js';
import { count } from '../amounts.js';
import { visible, visibleLine } from '../visible.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';

export interface TerminalOptions {
  readonly color: boolean;
  /** True where the current line may be rewritten: a TTY. Otherwise one line is written per area. */
  readonly live: boolean;
  readonly columns: number;
  readonly write: (text: string) => void;
}

/** Shows a run as it goes. */
export interface Terminal {
  event(event: RunEvent): void;
}

interface AreaProgress {
  readonly planned: number;
  ended: number;
  requests: number;
  findings: number;
  troubled: number;
}

/** The display between two events. */
interface Display extends TerminalOptions {
  readonly paint: Paint;
  readonly areas: Map<string, AreaProgress>;
  requests: number;
  /** Area on the live line; null while there is none. */
  current: string | null;
}

/** Requests between two redraws of the live line: often enough to see it move, seldom enough to cost nothing. */
const redrawEvery = 25;
const barWidth = 20;
const eraseLine = '\r\u001b[2K';

/** Creates the progress display; it writes nothing but through `write` and keeps a few numbers per area. */
export function createTerminal(options: TerminalOptions): Terminal {
  const display: Display = {
    ...options,
    paint: createPaint(options.color),
    areas: new Map(),
    requests: 0,
    current: null,
  };
  return { event: (event) => show(display, event) };
}

function show(display: Display, event: RunEvent): void {
  switch (event.kind) {
    case 'header':
      display.write(headerLines(event, display.paint));
      return;
    case 'notice':
      line(display, `  ${display.paint('!', 'yellow')} ${visible(event.message)}`);
      return;
    case 'preflight':
      line(display, preflightLine(event, display.paint));
      return;
    case 'plan':
      showPlan(display, event);
      return;
    case 'scenario':
      showScenario(display, event);
      return;
    case 'exchange':
      countRequest(display, event.exchange.intent.by);
      return;
    case 'finding': {
      const place = event.finding.case ? exploring : event.finding.requirement.replace(/-\d+$/, '');
      const area = display.areas.get(place);
      if (area !== undefined && event.finding.waived === null) area.findings += 1;
      return;
    }
    case 'exploration':
      showExploration(display, event);
      return;
    case 'footer':
      line(display, '');
      display.current = null;
      return;
    case 'declared':
    case 'document':
    case 'drift':
    case 'outcome':
      return;
  }
}

function showPlan(display: Display, plan: PlanEvent): void {
  line(display, planLine(plan, display.paint));
  for (const { area } of plan.scenarios.filter((each) => each.decision === 'run')) {
    const planned = (display.areas.get(area)?.planned ?? 0) + 1;
    display.areas.set(area, { planned, ended: 0, requests: 0, findings: 0, troubled: 0 });
  }
  const cases = plan.exploration?.cases ?? 0;
  if (cases > 0) display.areas.set(exploring, { planned: cases, ended: 0, requests: 0, findings: 0, troubled: 0 });
}

/** What stands in the place of an area for generated requests. */
const exploring = 'explore';

function showExploration(display: Display, { operations, stopped }: ExplorationEvent): void {
  const { paint, areas, columns } = display;
  const area = areas.get(exploring);
  if (area === undefined) return;
  if (stopped !== null) {
    line(
      display,
      `  ${paint('■', 'magenta')} ${exploring}  ${paint(visibleLine(`blocked: ${stopped}`, columns), 'dim')}`,
    );
  }
  const explored = operations.filter(({ cases }) => cases > 0);
  const cases = explored.reduce((sum, each) => sum + each.cases, 0);
  const mark = area.findings === 0 && stopped === null ? paint('✓', 'green') : paint('✕', 'red');
  const facts = `${count(explored.length, 'operation')}, ${count(cases, 'case')}, ${count(area.requests, 'request')}`;
  const findings = area.findings === 0 ? '' : paint(`  ${count(area.findings, 'finding')}`, 'red');
  line(display, `  ${mark} ${exploring.padEnd(10)}  ${paint(facts, 'dim')}${findings}`);
}

function showScenario(display: Display, event: ScenarioEvent): void {
  const { paint, areas, columns } = display;
  const area = areas.get(event.area);
  if (area === undefined) return;
  display.current = event.area;
  if (event.state !== 'started') area.ended += 1;
  if (event.state === 'blocked' || event.state === 'error') {
    area.troubled += 1;
    const reason = event.reason === null ? event.state : `${event.state}: ${visibleLine(event.reason, columns)}`;
    line(display, `  ${paint('■', 'magenta')} ${event.id}  ${paint(reason, 'dim')}`);
  }
  if (event.state !== 'started' && area.ended === area.planned) line(display, areaLine(event.area, area, paint));
  redraw(display);
}

function countRequest(display: Display, by: string): void {
  const generated = by.includes('#');
  const area = display.areas.get(generated ? exploring : areaOf(by));
  if (area !== undefined) area.requests += 1;
  if (generated && area !== undefined) {
    area.ended = Math.min(area.planned, area.requests);
    display.current = exploring;
  }
  display.requests += 1;
  if (display.requests % redrawEvery === 0) redraw(display);
}

function line({ live, current, write }: Display, text: string): void {
  write(`${live && current !== null ? eraseLine : ''}${text}\n`);
}

function redraw(display: Display): void {
  const { live, current, areas, write } = display;
  const area = current === null ? undefined : areas.get(current);
  if (live && current !== null && area !== undefined) write(`${eraseLine}${liveLine(current, area, display)}`);
}

/** The area of a scenario is what stands before the dot of its id. */
function areaOf(scenario: string): string {
  return scenario.split('.', 1)[0] ?? scenario;
}

function headerLines(event: HeaderEvent, paint: Paint): string {
  const facts = [event.profile, `mode ${event.mode}`, `seed ${event.seed}`];
  const target = event.embedded ? `${event.target} (reference gateway)` : event.target;
  return `${paint(`touchstone ${event.tool.version}`, 'bold')}  ${visible(target)}\n${paint(facts.join(' · '), 'dim')}\n\n`;
}

function preflightLine({ step, ok, detail }: PreflightEvent, paint: Paint): string {
  const mark = ok ? paint('✓', 'green') : paint('✕', 'red');
  return `  ${mark} ${step.padEnd(10)}  ${paint(visible(detail), 'dim')}`;
}

function planLine(plan: PlanEvent, paint: Paint): string {
  const scenarios = plan.scenarios.filter((each) => each.decision === 'run').length;
  const tested = plan.requirements.filter((each) => each.decision === 'test').length;
  const parts = [
    count(tested, 'requirement'),
    count(scenarios, 'scenario'),
    `up to ${count(plan.requests, 'request')} and ${count(plan.messages, 'message')}`,
  ];
  return `  ${paint('✓', 'green')} ${'plan'.padEnd(10)}  ${paint(parts.join(', '), 'dim')}\n`;
}

function areaLine(code: string, area: AreaProgress, paint: Paint): string {
  const clean = area.findings === 0 && area.troubled === 0;
  const mark = clean ? paint('✓', 'green') : paint('✕', 'red');
  const facts = `${count(area.ended, 'scenario')}, ${count(area.requests, 'request')}`;
  const findings = area.findings === 0 ? '' : paint(`  ${count(area.findings, 'finding')}`, 'red');
  return `  ${mark} ${code.padEnd(10)}  ${paint(facts, 'dim')}${findings}`;
}

function liveLine(code: string, area: AreaProgress, { columns, paint }: Display): string {
  const filled = area.planned === 0 ? 0 : Math.round((area.ended / area.planned) * barWidth);
  const bar = `${'━'.repeat(filled)}${paint('━'.repeat(barWidth - filled), 'dim')}`;
  const unit = code === exploring ? 'cases' : 'scenarios';
  const facts = `${area.ended}/${area.planned} ${unit}  ${count(area.requests, 'request')}`;
  const wide = columns >= 14 + barWidth + 2 + facts.length + 2;
  return `  ${paint('›', 'blue')} ${code.padEnd(10)}  ${wide ? `${bar}  ` : ''}${paint(facts, 'dim')}`;
}
