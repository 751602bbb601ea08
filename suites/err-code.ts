import {
  errorReply,
  type ExpectedError,
  type Observation,
  type RequirementId,
  type ScenarioContext,
} from '../src/kit.js';

/**
 * Checks the code of a failure that has the status it should have. That the cause must lead to that status is said by
 * the requirements about the cause; a failure with another status shows nothing of this code.
 */
export function checkCode(
  t: ScenarioContext,
  seen: Observation,
  { id, want }: { readonly id: RequirementId; readonly want: ExpectedError },
): void {
  const statuses = typeof want.status === 'number' ? [want.status] : want.status;
  if (statuses.includes(seen.status)) t.check(id, seen, errorReply(seen, want));
  else t.skip(id, `the answer was ${seen.status}`);
}
