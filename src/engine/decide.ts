import type { RequirementId } from '../requirements/index.js';
import type { Finding, OutcomeEvent, PlannedRequirement } from './events.js';
import type { Ledger, Tally } from './ledger.js';
import type { Outcome, Verdict } from './outcome.js';
import { outcomes, worst } from './outcome.js';
import type { StandingChecks } from './standing.js';

/** Decides what became of one requirement. */
export function decideOutcome(
  planned: PlannedRequirement,
  { ledger, standing }: { ledger: Ledger; standing: StandingChecks },
): OutcomeEvent {
  const id = planned.id as RequirementId;
  const tally = ledger.tally(id);
  const settled =
    planned.decision === 'test'
      ? judged(tally, standing.unseen(id))
      : { outcome: planned.decision, reason: planned.reason };
  return {
    kind: 'outcome',
    requirement: id,
    ...settled,
    exchanges: tally.evidence,
    occurrences: tally.occurrences,
  };
}

interface Settled {
  readonly outcome: Outcome;
  readonly reason: string | null;
}

/** The worst of what was seen; without any evidence, why there is none. */
function judged(tally: Tally, unseen: ReturnType<StandingChecks['unseen']>): Settled {
  const seen: Settled[] = [
    ...tally.errors.map((reason): Settled => ({ outcome: 'error', reason })),
    ...tally.findings.map(settled),
    ...tally.blocked.map((reason): Settled => ({ outcome: 'blocked', reason })),
  ];
  if (tally.evidence > 0) seen.push({ outcome: 'passed', reason: null });
  const verdict = worst(seen.map(({ outcome }) => outcome));
  const decisive = seen.find(({ outcome }) => outcome === verdict);
  if (decisive) return decisive;
  const skipped = tally.skipped[0];
  if (skipped !== undefined) return { outcome: 'not-tested', reason: skipped };
  const idle = tally.notApplicable[0];
  if (idle !== undefined) return { outcome: 'not-applicable', reason: idle };
  return unseen ?? { outcome: 'not-tested', reason: 'no exchange of this run could show it' };
}

function settled({ waived, severity, message }: Finding): Settled {
  if (waived !== null) return { outcome: 'waived', reason: waived };
  return { outcome: severity === 'failure' ? 'failed' : 'warned', reason: message };
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly divergence: number;
  readonly coverage: number;
  readonly summary: Readonly<Record<Outcome, number>>;
}

export interface ConclusionFacts {
  readonly outcomes: readonly { readonly outcome: Outcome; readonly level: string }[];
  /** Why the run was cut short; null: it was not. */
  readonly incomplete: string | null;
  readonly strict: boolean;
  readonly certify: boolean;
  /** False: the waivers file holds entries that have to be deleted. */
  readonly waiversInOrder: boolean;
}

/** Sums a run up: verdict, exit code and the two figures, which are never added. */
export function conclude(facts: ConclusionFacts): Conclusion {
  const summary = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of facts.outcomes) summary[outcome] += 1;
  const applicable = facts.outcomes.length - summary['not-applicable'];
  const violated = summary.failed + summary.warned + summary.waived;
  const tested = violated + summary.passed;
  const verdict = verdictOf(summary, facts);
  return {
    verdict,
    exitCode: exitCodeOf(verdict, facts),
    divergence: ratio(violated, applicable),
    coverage: ratio(tested, applicable),
    summary,
  };
}

function verdictOf(summary: Readonly<Record<Outcome, number>>, facts: ConclusionFacts): Verdict {
  if (facts.incomplete !== null) return 'inconclusive';
  if (summary.failed > 0 || (facts.strict && summary.warned > 0)) return 'non-conformant';
  const tested = summary.passed + summary.warned + summary.waived;
  const missing = facts.outcomes.some(({ outcome, level }) => outcome === 'not-tested' && level === 'MUST');
  if (summary.error > 0 || summary.blocked > 0 || tested === 0 || (facts.certify && missing)) return 'inconclusive';
  return summary.waived > 0 ? 'conformant-with-waivers' : 'conformant';
}

function exitCodeOf(verdict: Verdict, { waiversInOrder }: ConclusionFacts): number {
  switch (verdict) {
    case 'conformant':
    case 'conformant-with-waivers':
      return waiversInOrder ? 0 : 1;
    case 'non-conformant':
      return 1;
    case 'inconclusive':
      return 4;
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}
