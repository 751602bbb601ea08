import type { RunEvent } from '../engine/events.js';
import type { Outcome } from '../engine/outcome.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { FindingResult, RequirementResult, RunResults } from './results.js';

/** A finding of a recorded run, with the requirement that it violates. */
export interface RecordedFinding {
  readonly requirement: RequirementResult;
  readonly finding: FindingResult;
}

/**
 * The findings of a run that a name means: one by its id (`IDEM-05#1`) or fingerprint, all of a requirement by its id.
 * @throws UsageError when there are none.
 */
export function findingsNamed(name: string, { requirements }: RunResults): readonly RecordedFinding[] {
  const all = requirements.flatMap((requirement) =>
    requirement.findings.map((finding): RecordedFinding => ({ requirement, finding })),
  );
  const named = all.filter(({ requirement, finding }) =>
    [finding.id, finding.fingerprint, requirement.id].includes(name),
  );
  if (named.length > 0) return named;
  const known = requirements.find(({ id }) => id === name);
  if (known) {
    throw new UsageError(`the run has no finding of ${name}: it is ${known.outcome}`, {
      advice: all.length === 0 ? 'The run has no finding at all.' : `There are ${list(all)}.`,
    });
  }
  const ids = all.map(({ finding }) => finding.id);
  const meant = nearest(name, [...ids, ...requirements.map(({ id }) => id)]);
  throw new UsageError(`the run has no finding ${name}`, {
    ...(meant === null ? {} : { advice: `Did you mean ${meant}?` }),
  });
}

function list(all: readonly RecordedFinding[]): string {
  const ids = all.slice(0, 8).map(({ finding }) => finding.id);
  return `${ids.join(', ')}${all.length > 8 ? ` and ${all.length - 8} more` : ''}`;
}

/** Who caused the exchanges that prove these findings: ids of scenarios, or `preflight`. */
export async function causersOf(
  recorded: readonly RecordedFinding[],
  events: AsyncIterable<RunEvent> | Iterable<RunEvent>,
): Promise<ReadonlySet<string>> {
  const proof = new Set(recorded.flatMap(({ finding }) => finding.exchanges));
  const causers = new Set<string>();
  for await (const event of events) {
    if (event.kind === 'exchange' && proof.has(event.exchange.id)) causers.add(event.exchange.intent.by);
  }
  return causers;
}

/** `different`: the requirement is violated still, but in another way or at another operation. */
export type ReplayState = 'fixed' | 'still-failing' | 'different' | 'not-exercised';

/** What became of a finding when its exchanges were sent again. */
export interface Replayed extends RecordedFinding {
  readonly state: ReplayState;
  /** The finding of today that answers it; null when there is none. */
  readonly now: FindingResult | null;
  /** Why it could not be exercised; null when it was. */
  readonly reason: string | null;
}

/** Compares a finding with a run that repeated the scenarios which prove it. */
export function compareReplay(recorded: RecordedFinding, again: RunResults): Replayed {
  const today = again.requirements.find(({ id }) => id === recorded.requirement.id);
  const findings = today?.findings ?? [];
  const { fingerprint, operation } = recorded.finding;
  const same = findings.find((each) => each.fingerprint === fingerprint);
  if (same) return { ...recorded, state: 'still-failing', now: same, reason: null };
  // What the recorded run found besides is no news: it has an answer of its own.
  const known = new Set(recorded.requirement.findings.map((each) => each.fingerprint));
  const news = findings.filter((each) => !known.has(each.fingerprint));
  const other = news.find((each) => each.operation === operation) ?? news[0];
  if (other) return { ...recorded, state: 'different', now: other, reason: null };
  const reason = whyNotExercised(today, again);
  return { ...recorded, state: reason === null ? 'fixed' : 'not-exercised', now: null, reason };
}

const judged: ReadonlySet<Outcome> = new Set(['passed', 'warned', 'failed']);

/** Silence is no proof: a finding is fixed only when what showed it then was done again, to its end. */
function whyNotExercised(today: RequirementResult | undefined, again: RunResults): string | null {
  if (again.incomplete !== null) return again.incomplete;
  const stopped = again.scenarios.find(({ state }) => state !== 'finished');
  if (stopped) return `${stopped.id} was ${stopped.state}${stopped.reason === null ? '' : `: ${stopped.reason}`}`;
  if (today !== undefined && judged.has(today.outcome)) return null;
  return today?.reason ?? 'this release does not know the requirement';
}

/** 0: all are fixed; 1: something is violated still; 4: something could not be exercised. */
export function replayExitCode(replayed: readonly Replayed[]): number {
  const states = new Set(replayed.map(({ state }) => state));
  if (states.has('still-failing') || states.has('different')) return 1;
  return states.has('not-exercised') ? 4 : 0;
}
