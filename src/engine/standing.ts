import type { CheckContext, Fold, Invariant, Observation, StandingCheck, Violation } from '../checks/check.js';
import { isBelowTarget } from '../checks/scope.js';
import type { RequirementId } from '../requirements/index.js';

/** What the standing checks said of one exchange. */
export interface StandingResult {
  readonly requirement: RequirementId;
  readonly violations: readonly Violation[];
}

export interface StandingChecks {
  /** Runs every standing check on an exchange below the target and reports those it could speak to. */
  judge(seen: Observation): readonly StandingResult[];
  /** What a requirement becomes when nothing showed it; null when no standing check belongs to it. */
  unseen(id: RequirementId): Invariant['unseen'] | null;
}

/** Prepares the invariants and folds of one run; folds keep their bounded state here. */
export function createStandingChecks(checks: readonly StandingCheck[], context: CheckContext): StandingChecks {
  const invariants = checks.filter((check): check is Invariant => check.kind === 'invariant');
  const folds = checks.filter((check): check is Fold => check.kind === 'fold').map(runningFold);
  const unseen = new Map(checks.map((check) => [check.requirement, check.unseen]));
  return {
    judge: (seen) => {
      if (!isBelowTarget(seen, context)) return [];
      const results: StandingResult[] = [];
      for (const check of invariants) {
        if (!check.applies(seen, context)) continue;
        results.push({ requirement: check.requirement, violations: check.judge(seen, context) });
      }
      for (const fold of folds) {
        const step = fold(seen, context);
        if (step) results.push(step);
      }
      return results;
    },
    unseen: (id) => unseen.get(id) ?? null,
  };
}

function runningFold(fold: Fold): (seen: Observation, context: CheckContext) => StandingResult | null {
  let state = fold.start();
  return (seen, context) => {
    const step = fold.step(state, seen, context);
    state = step.state;
    return step.relevant ? { requirement: fold.requirement, violations: step.violations } : null;
  };
}
