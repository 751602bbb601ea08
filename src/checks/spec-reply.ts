import type { ApiOperation, ResponseVerdict, SchemaViolation } from '../contract/model.js';
import type { CheckContext, Invariant, Observation, Violation } from './check.js';
import { oneOf } from './show.js';

/** Statuses that documents forget although every server has them (catalogue, X-27): they only warn. */
const forgettable = [404, 405, 415, 500];

/** Statuses by which HTTP itself refuses a request, whatever the operation: no document need list them. */
const ofHttp = [408, 414, 417, 421, 426, 431, 505];

/** Faults of one body that are reported; the first ones usually explain the rest. */
const mostFaults = 5;

/**
 * SPEC-08: status, media type and body of every reply are those of the target's own document.
 * A target that is overloaded or out of order (429, 5xx) is not held to it, and text that is no JSON is ENV-10's to report.
 */
export const repliesAreAsDocumented: Invariant = {
  kind: 'invariant',
  requirement: 'SPEC-08',
  applies: (seen) => seen.operation !== null && !ofHttp.includes(seen.status) && !isOutage(seen),
  judge: (seen, context) => (seen.operation ? violationsOf(seen, verdictOf(seen.operation, seen, context)) : []),
  unseen: { outcome: 'not-tested', reason: 'no operation of the document was called' },
};

function isOutage({ status, exchange }: Observation): boolean {
  return status === 429 || status > 500 || (status === 500 && exchange.intent.faulted);
}

function verdictOf(operation: ApiOperation, seen: Observation, { validators }: CheckContext): ResponseVerdict {
  const { status, mediaType, json } = seen;
  if (json.kind === 'value') return validators.response(operation, status, { mediaType, value: json.value });
  const absent = json.kind === 'absent';
  // Only status and media type can be told; a reply without a body has no type, whatever its header says.
  const verdict = validators.response(operation, status, { mediaType: absent ? null : mediaType, value: undefined });
  if (verdict.kind === 'undocumented-status') return verdict;
  const bodyless = absent && (status === 204 || status === 304);
  return verdict.kind === 'undocumented-media-type' && !bodyless ? verdict : { kind: 'valid' };
}

function violationsOf(seen: Observation, verdict: ResponseVerdict): readonly Violation[] {
  switch (verdict.kind) {
    case 'valid':
    case 'undecided':
      return [];
    case 'undocumented-status':
      return [undocumentedStatus(seen, verdict.documented)];
    case 'undocumented-media-type':
      return [undocumentedMediaType(seen, verdict.documented)];
    case 'invalid':
      return verdict.violations.slice(0, mostFaults).map((fault) => mismatch(seen, fault));
  }
}

function undocumentedMediaType({ status, mediaType, json }: Observation, documented: readonly string[]): Violation {
  const absent = json.kind === 'absent';
  return {
    message: absent
      ? `A ${status} lacks the body that the document declares.`
      : `A ${status} has another media type than the document declares.`,
    expected: oneOf(documented),
    actual: absent ? 'no body' : (mediaType ?? 'a body without Content-Type'),
  };
}

function undocumentedStatus(seen: Observation, documented: readonly string[]): Violation {
  const violation = {
    message: `The document does not declare the status ${seen.status}.`,
    expected: oneOf(documented),
    actual: String(seen.status),
  };
  // Without a body to misunderstand, 400 is HTTP's refusal of a broken header.
  const ofHeaders = seen.status === 400 && seen.exchange.request.body === null;
  return forgettable.includes(seen.status) || ofHeaders ? { ...violation, tolerated: true } : violation;
}

function mismatch({ status }: Observation, fault: SchemaViolation): Violation {
  // Positions in arrays are accidents of one reply; the root cause is the same at all of them.
  const place = fault.at.replace(/\/\d+(?=\/|$)/g, '/*');
  return {
    message: `The body of a ${status} breaks its schema at ${place === '' ? 'the top' : place} (${fault.keyword}).`,
    expected: `what ${fault.schema} says`,
    actual: fault.message,
  };
}
