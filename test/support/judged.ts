import { isAbout } from '../../src/checks/about.js';
import type { CheckContext, Fold, Invariant, Observation } from '../../src/checks/check.js';
import { contextFor } from './observation.js';

/** What an invariant says: `silent` when it does not apply, else the messages of its violations. */
export function judged(
  check: Invariant,
  seen: Observation,
  context: CheckContext = contextFor(),
): 'silent' | readonly string[] {
  if (!isAbout(check, seen) || !check.applies(seen, context)) return 'silent';
  return check.judge(seen, context).map(({ message }) => message);
}

/** What a fold says of each exchange in turn. */
export function folded(check: Fold, seen: readonly Observation[]): readonly ('silent' | readonly string[])[] {
  let state = check.start();
  return seen.map((one) => {
    if (!isAbout(check, one)) return 'silent';
    const step = check.step(state, one, contextFor());
    state = step.state;
    return step.relevant ? step.violations.map(({ message }) => message) : 'silent';
  });
}
