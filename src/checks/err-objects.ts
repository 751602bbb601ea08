import { batch } from '../requirements/operations.js';
import type { ErrorCode } from '../requirements/profile.js';
import type { CheckContext, Observation } from './check.js';
import { dataOf, errorOf } from './envelope.js';
import { asObject } from './observe.js';

type Members = Readonly<Record<string, unknown>>;

/** The error of a failure, as far as it can be read. */
export interface Failure {
  readonly status: number;
  /** `error.code` when it is a string, else null. */
  readonly code: string | null;
  readonly error: Members;
}

/** The failure that a reply as a whole is; null: it is none, or no envelope. */
export function failureIn(seen: Observation): Failure | null {
  return seen.once(readFailure);
}

function readFailure(seen: Observation): Failure | null {
  const error = errorOf(seen);
  return error === null ? null : { status: seen.status, code: codeOf(error), error };
}

/**
 * Every error object of a reply: that of a failure, or those of the failed messages of a batch.
 * What the latter say of code, flag, link and field is BATCH-21's to judge; their form is the same.
 */
export function errorsIn(seen: Observation): readonly Members[] {
  return seen.once(readErrors);
}

function readErrors(seen: Observation): readonly Members[] {
  const whole = errorOf(seen);
  if (whole !== null) return [whole];
  const results = seen.operation?.key === batch ? dataOf(seen)?.['results'] : null;
  if (!Array.isArray(results)) return [];
  return results.map((result) => asObject(asObject(result)?.['error'])).filter((error) => error !== null);
}

export function codeOf({ code }: Members): string | null {
  return typeof code === 'string' ? code : null;
}

/** The issues of an error; empty when it has no list of them. */
export function issuesOf(error: Members): readonly unknown[] {
  const issues = error['errors'];
  return Array.isArray(issues) ? issues : [];
}

/** What the profile says of a code; null: it is no code of the vocabulary. */
export function rowOf(code: string, { profile }: CheckContext): ErrorCode | null {
  return Object.hasOwn(profile.errorCodes, code) ? (profile.errorCodes[code] ?? null) : null;
}

/**
 * Statuses by which HTTP or the router refuses a request; the error table has no row for them, so they may come with
 * any code (catalogue, X-26 and X-44).
 */
export const statusesOfHttp: readonly number[] = [405, 406, 408, 411, 414, 415, 417, 421, 426, 431, 501, 505];

/** A member that is present; null is CONV-11's to report. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
