import { isAbout } from '../checks/about.js';
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

/** Shows a check one exchange; null: it could not speak to it. */
type Watcher = (seen: Observation) => StandingResult | null;

/** Prepares the invariants and folds of one run; folds keep their bounded state here. */
export function createStandingChecks(checks: readonly StandingCheck[], context: CheckContext): StandingChecks {
  const watchers = checks.map((check) => ({ check, watch: watcherOf(check, context) }));
  const unseen = new Map(checks.map((check) => [check.requirement, check.unseen]));
  // Of the many checks few are about a reply of one status to one operation; they are picked once.
  const picked = new Map<string, readonly Watcher[]>();
  const watchersFor = (seen: Observation): readonly Watcher[] => {
    const kind = `${seen.status} ${seen.operation?.key ?? ''}`;
    const known = picked.get(kind);
    if (known) return known;
    const chosen = watchers.filter(({ check }) => isAbout(check, seen)).map(({ watch }) => watch);
    picked.set(kind, chosen);
    return chosen;
  };
  return {
    judge: (seen) => {
      if (!isBelowTarget(seen, context)) return [];
      const results: StandingResult[] = [];
      for (const watch of watchersFor(seen)) {
        const result = watch(seen);
        if (result) results.push(result);
      }
      return results;
    },
    unseen: (id) => unseen.get(id) ?? null,
  };
}

function watcherOf(check: StandingCheck, context: CheckContext): Watcher {
  return check.kind === 'invariant' ? watchingOne(check, context) : watchingAll(check, context);
}

function watchingOne(check: Invariant, context: CheckContext): Watcher {
  const { requirement } = check;
  return (seen) => (check.applies(seen, context) ? { requirement, violations: check.judge(seen, context) } : null);
}

function watchingAll(fold: Fold, context: CheckContext): Watcher {
  const { requirement } = fold;
  let state = fold.start();
  return (seen) => {
    const step = fold.step(state, seen, context);
    state = step.state;
    return step.relevant ? { requirement, violations: step.violations } : null;
  };
}
