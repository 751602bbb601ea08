import type { RequirementId } from '../requirements/index.js';
import type { ErrorCode } from '../requirements/profile.js';
import { failures } from './about.js';
import type { CheckContext, Fold, FoldStep, Invariant, Observation, Violation } from './check.js';
import { failureIn, rowOf, statusesOfHttp, type Failure } from './err-objects.js';
import { showHeader } from './show.js';

/**
 * Who speaks of what: a code with a requirement of its own is judged there alone, status and flag, so that one fault
 * of one code is one finding. ERR-18 and ERR-19 state the rules behind the table and judge what no row covers: codes
 * beyond it, and the statuses of HTTP that may come with any code. That a code is published at all is ENV-09's, and
 * the errors of single messages in a batch are BATCH-21's.
 */
const ownRequirement: Readonly<Record<string, RequirementId>> = {
  authentication_required: 'ERR-01',
  insufficient_permissions: 'ERR-02',
  invalid_parameter: 'ERR-03',
  missing_parameter: 'ERR-04',
  not_found: 'ERR-05',
  rate_limit_exceeded: 'ERR-06',
  internal_error: 'ERR-07',
  insufficient_credits: 'ERR-08',
  billing_restricted: 'ERR-09',
  validation_error: 'ERR-10',
  idempotency_conflict: 'ERR-11',
  payload_too_large: 'ERR-12',
  no_active_providers: 'ERR-13',
  service_unavailable: 'ERR-14',
  daily_limit_exceeded: 'ERR-15',
};

/** ERR-01 to ERR-15: wherever the code is seen, status and `retryable` are those of its row. */
export const codesKeepTheirRows: readonly Invariant[] = Object.entries(ownRequirement).map(([code, requirement]) => ({
  kind: 'invariant',
  requirement,
  about: failures,
  applies: (seen, context) => failureIn(seen)?.code === code && rowOf(code, context) !== null,
  judge: (seen, context) => {
    const failure = failureIn(seen);
    const row = rowOf(code, context);
    if (failure === null || row === null) return [];
    const extra = code === 'daily_limit_exceeded' ? withoutRetryAfter(seen) : [];
    return [...wrongStatus(failure, row), ...wrongFlag(failure, row), ...extra];
  },
  unseen: unseen(code),
}));

/** a server may well say validation_error wherever another says missing_parameter. */
function unseen(code: string): Invariant['unseen'] {
  return code === 'missing_parameter'
    ? { outcome: 'not-applicable', reason: 'the target never answered missing_parameter, and no request must get it' }
    : { outcome: 'not-tested', reason: `no reply of this run carried ${code}` };
}

function wrongStatus({ code, status }: Failure, row: ErrorCode): readonly Violation[] {
  if (code === null || status === row.status || statusesOfHttp.includes(status)) return [];
  return [
    {
      message: `${code} comes with another status than its own.`,
      expected: `${row.status} ${code}`,
      actual: `${status} ${code}`,
    },
  ];
}

/** A flag that is missing or no boolean is ENV-04's; with a status of HTTP it is ERR-19's. */
function wrongFlag({ code, status, error: { retryable } }: Failure, row: ErrorCode): readonly Violation[] {
  if (code === null || statusesOfHttp.includes(status)) return [];
  return typeof retryable === 'boolean' && retryable !== row.retryable ? [flag(code, row.retryable)] : [];
}

function flag(what: string, expected: boolean): Violation {
  return {
    message: expected ? `${what} is said to be final.` : `${what} is said to be worth a retry.`,
    expected: `retryable: ${expected}`,
    actual: `retryable: ${!expected}`,
  };
}

/** On rate_limit_exceeded the header is RATE-10's. */
function withoutRetryAfter(seen: Observation): readonly Violation[] {
  const value = seen.header('Retry-After');
  if (value !== null) return [];
  return [{ message: 'A daily limit does not say when it ends.', expected: 'Retry-After', actual: showHeader(value) }];
}

/** Codes that no document names: how many are remembered with their status. */
const mostForeignCodes = 100;

type Statuses = ReadonlyMap<string, number>;

/** ERR-18 */
export const codesHaveOneStatus: Fold<Statuses> = {
  kind: 'fold',
  requirement: 'ERR-18',
  about: failures,
  start: () => new Map(),
  step: (known, seen, context) => {
    const failure = failureIn(seen);
    if (failure?.code == null) return { state: known, relevant: false, violations: [] };
    const { code, status } = failure;
    if (Object.hasOwn(ownRequirement, code) || statusesOfHttp.includes(status)) return kept(known);
    const before = declaredStatus(code, context) ?? known.get(code);
    if (before === status) return kept(known);
    if (before !== undefined) return { ...kept(known), violations: [anotherStatus(before, failure)] };
    return kept(known.size < mostForeignCodes ? new Map([...known, [code, status]]) : known);
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};

function kept(state: Statuses): FoldStep<Statuses> {
  return { state, relevant: true, violations: [] };
}

function declaredStatus(code: string, context: CheckContext): number | undefined {
  const { extraErrorCodes } = context.profile.options;
  return rowOf(code, context)?.status ?? (Object.hasOwn(extraErrorCodes, code) ? extraErrorCodes[code] : undefined);
}

function anotherStatus(before: number, { code, status }: Failure): Violation {
  return {
    message: 'A code comes with more than one status.',
    expected: `${before} ${code ?? ''}`,
    actual: `${status} ${code ?? ''}`,
  };
}

/** ERR-19 */
export const retryableFollowsTheStatus: Invariant = {
  kind: 'invariant',
  requirement: 'ERR-19',
  about: failures,
  applies: (seen) => typeof failureIn(seen)?.error['retryable'] === 'boolean',
  judge: (seen) => {
    const failure = failureIn(seen);
    if (failure === null || hasOwnRow(failure)) return [];
    const { status, error } = failure;
    // That the server knows no such method or version of HTTP will not change by asking again.
    const passing = status === 429 || (status >= 500 && status !== 501 && status !== 505);
    return error['retryable'] === passing ? [] : [flag(`A ${status}`, passing)];
  },
  unseen: { outcome: 'not-tested', reason: 'no request was refused in this run' },
};

/** Its code has a requirement of its own, and the status is not one that may come with any code. */
function hasOwnRow({ code, status }: Failure): boolean {
  return code !== null && Object.hasOwn(ownRequirement, code) && !statusesOfHttp.includes(status);
}
