import { batch } from '../requirements/operations.js';
import type { Profile } from '../requirements/profile.js';
import { failures } from './about.js';
import type { CheckContext, Invariant, Observation, Violation } from './check.js';
import { dataOf, errorOf, failureOf } from './envelope.js';
import { asObject } from './observe.js';
import { show } from './show.js';

const noFailure = { outcome: 'not-tested', reason: 'no request was refused in this run' } as const;

/** ENV-04. An envelope without `error` is ENV-03's to report. */
export const errorHasItsCore: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-04',
  about: failures,
  applies: (seen) => 'error' in (failureOf(seen) ?? {}),
  judge: (seen, { profile }) => {
    const error = errorOf(seen);
    if (error === null) {
      return [{ message: 'error is no object.', expected: 'an object', actual: show(failureOf(seen)?.['error']) }];
    }
    return [
      ...(isText(error['code']) ? [] : [wrongMember(error, 'code', 'a non-empty string')]),
      ...(isText(error['message']) ? [] : [wrongMember(error, 'message', 'a non-empty string')]),
      ...(isFlag(error['retryable'], profile.options) ? [] : [wrongMember(error, 'retryable', 'true or false')]),
    ];
  },
  unseen: noFailure,
};

function isFlag(value: unknown, { retryableOptional }: Profile['options']): boolean {
  return typeof value === 'boolean' || (retryableOptional && value === undefined);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function wrongMember(error: Readonly<Record<string, unknown>>, name: string, expected: string): Violation {
  return { message: `error.${name} is not ${expected}.`, expected, actual: show(error[name]) };
}

const errorMembers = ['code', 'message', 'param', 'doc_url', 'retryable', 'errors'];

/** ENV-05 */
export const errorHasNoFurtherMembers: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-05',
  about: failures,
  applies: (seen) => errorOf(seen) !== null,
  judge: (seen) => {
    const further = Object.keys(errorOf(seen) ?? {}).filter((name) => !errorMembers.includes(name));
    if (further.length === 0) return [];
    return [
      {
        message: 'error has members of its own.',
        expected: `none but ${errorMembers.join(', ')}`,
        actual: show(further.join(', ')),
      },
    ];
  },
  unseen: noFailure,
};

/** ENV-09 */
export const errorCodesArePublished: Invariant = {
  kind: 'invariant',
  requirement: 'ENV-09',
  applies: (seen) => codesIn(seen).length > 0,
  judge: (seen, context) =>
    codesIn(seen)
      .filter((code) => !isPublished(code, context))
      .map((code) => ({
        message: 'An error code is none of the published ones.',
        expected: 'a code of the profile',
        actual: show(code),
      })),
  unseen: noFailure,
};

function isPublished(code: string, { profile }: CheckContext): boolean {
  return Object.hasOwn(profile.errorCodes, code) || Object.hasOwn(profile.options.extraErrorCodes, code);
}

/** Codes of a failure or of the failed messages of a batch, each once. */
function codesIn(seen: Observation): readonly string[] {
  return seen.once(readCodes);
}

function readCodes(seen: Observation): readonly string[] {
  const errors = [errorOf(seen), ...itemErrors(seen)];
  return [...new Set(errors.map((error) => error?.['code']).filter((code) => typeof code === 'string'))];
}

function itemErrors(seen: Observation): readonly (Readonly<Record<string, unknown>> | null)[] {
  if (seen.operation?.key !== batch) return [];
  const results = dataOf(seen)?.['results'];
  return Array.isArray(results) ? results.map((result) => asObject(asObject(result)?.['error'])) : [];
}
