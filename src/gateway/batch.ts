import type { Failure, Issue } from './failure.js';
import { failure } from './failure.js';
import type { JsonMembers, Queued } from './parts.js';

type Outcome = Queued | Failure;

/** A member of `data.results`: an id exactly when the message is queued, an error exactly when it is not. */
export function batchItem(index: number, outcome: Outcome, error: JsonMembers | null): JsonMembers {
  return outcome.kind === 'queued'
    ? { index, message_id: outcome.messageId, status: 'queued' }
    : { index, message_id: null, status: 'failed', error };
}

/** `data` of a batch: the items and their count. */
export function batchData(items: readonly JsonMembers[]): JsonMembers {
  const queued = items.filter((item) => item['status'] === 'queued').length;
  return { results: items, summary: { total: items.length, queued, failed: items.length - queued } };
}

/**
 * The failure of a whole batch: when nothing is queued and every message failed for the same reason, that reason.
 * Mixed reasons are told one by one, in results.
 */
export function concludeBatch(outcomes: readonly Outcome[]): Failure | null {
  const failures = outcomes.filter((outcome) => outcome.kind === 'failure');
  const [first] = failures;
  if (first === undefined || failures.length < outcomes.length) return null;
  if (failures.some(({ code }) => code !== first.code)) return null;
  if (first.code !== 'validation_error') return first;
  return refuseBody(failures.flatMap(({ issues }, index) => issues.map((issue) => withinBatch(issue, index))));
}

function withinBatch(issue: Issue, index: number): Issue {
  const path = `messages.${index}`;
  return { ...issue, field: issue.field === '' ? path : `${path}.${issue.field}` };
}

/** 422 with all the faults of a body. */
export function refuseBody(issues: readonly Issue[]): Failure {
  const message =
    issues.length === 1 ? 'The request body has a fault.' : `The request body has ${issues.length} faults.`;
  return failure('validation_error', message, { issues });
}
