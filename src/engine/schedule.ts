import { TouchstoneError } from '../errors.js';
import { emitRedacted } from './desk.js';
import type { ScenarioEvent } from './events.js';
import { areaOf } from './plan.js';
import { openSession, ScenarioBlocked, type ContextParts, type ScenarioSession } from './scenario-context.js';
import type { Scenario } from './suite.js';

/**
 * Runs scenarios: shared ones over `concurrency` lanes in the order given, then the exclusive ones one by one, last
 * those that put the target's clock forward: it cannot be put back.
 * Resolves with why the run was cut short, or null when every scenario had its turn.
 */
export async function runScenarios(scenarios: readonly Scenario[], parts: ContextParts): Promise<string | null> {
  const shared = scenarios.filter(({ exclusive }) => !exclusive);
  const alone = scenarios.filter(({ exclusive }) => exclusive).toSorted((one, other) => timely(one) - timely(other));
  const stop = { reason: null as string | null };
  const one = (scenario: Scenario) => runScenario(scenario, parts, stop);
  await inLanes(shared, parts.options.concurrency, one);
  await inLanes(alone, 1, one);
  return stop.reason;
}

function timely({ controls }: Scenario): number {
  return controls.includes('clock') ? 1 : 0;
}

async function inLanes(
  scenarios: readonly Scenario[],
  lanes: number,
  run: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const queue = scenarios.values();
  const lane = async () => {
    for (const scenario of queue) await run(scenario);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, scenarios.length) }, lane));
}

/** Filled by the first scenario that meets the end of the budget or of the user's patience. */
interface Stop {
  reason: string | null;
}

async function runScenario(scenario: Scenario, parts: ContextParts, stop: Stop): Promise<void> {
  const { options, ledger } = parts;
  stop.reason ??= options.signal.aborted ? 'interrupted' : null;
  if (stop.reason !== null) {
    notRun(scenario, parts, stop.reason);
    return;
  }
  const startedAt = Date.now();
  const say = (state: ScenarioEvent['state'], reason: string | null) => {
    const durationMs = state === 'started' ? null : Date.now() - startedAt;
    emitRedacted(options, { kind: 'scenario', id: scenario.id, area: areaOf(scenario), state, reason, durationMs });
  };
  say('started', null);
  const session = openSession(scenario, parts);
  try {
    await scenario.run(session.context);
    for (const id of session.open()) ledger.failed(id, `${scenario.id} ended without checking it: a bug of the suite`);
    say('finished', null);
  } catch (error) {
    const end = endingOf(error, parts);
    if (end.cutsShort) stop.reason ??= end.reason;
    for (const id of session.open()) {
      if (end.state === 'error') ledger.failed(id, `${scenario.id}: ${end.reason}`);
      else if (end.cutsShort) ledger.skipped(id, end.reason);
      else ledger.blocked(id, `${scenario.id}: ${end.reason}`);
    }
    say(end.state, end.reason);
  } finally {
    await undo(session);
  }
}

function notRun(scenario: Scenario, { ledger }: ContextParts, reason: string): void {
  for (const id of scenario.verifies) ledger.skipped(id, reason);
}

/** Leaves the target as it was; when even that fails, the scenario that follows will show it. */
async function undo(session: ScenarioSession): Promise<void> {
  try {
    await session.end();
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
  }
}

interface ScenarioEnding {
  readonly state: 'blocked' | 'error';
  readonly reason: string;
  /** No further scenario can run. */
  readonly cutsShort: boolean;
}

function endingOf(error: unknown, { options }: ContextParts): ScenarioEnding {
  if (options.signal.aborted) return { state: 'blocked', reason: 'interrupted', cutsShort: true };
  if (error instanceof ScenarioBlocked) return { state: 'blocked', reason: error.message, cutsShort: false };
  if (error instanceof TouchstoneError) {
    const cutsShort = error.code === 'BUDGET';
    const state = cutsShort || error.kind === 'target' ? 'blocked' : 'error';
    return { state, reason: error.message, cutsShort };
  }
  return { state: 'error', reason: error instanceof Error ? error.message : String(error), cutsShort: false };
}
