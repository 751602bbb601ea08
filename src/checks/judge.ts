import type { Profile } from '../requirements/profile.js';
import type { Observation, Violation } from './check.js';
import { errorOf, isSuccess } from './envelope.js';
import { oneOf, show, showHeader } from './show.js';

/**
 * Small judgements for suites. Each returns what is wrong, or null. A judgement about the members of a failure stays
 * silent when the reply is no envelope at all: that is ENV-01's to report, once.
 */
export type Judgement = Violation | null;

/** The violation unless the condition holds. */
export function that(holds: boolean, violation: Violation): Judgement {
  return holds ? null : violation;
}

/** All that is wrong among several judgements. */
export function all(...judgements: readonly (Judgement | readonly Violation[])[]): readonly Violation[] {
  return judgements.flatMap((judgement) => judgement ?? []);
}

/** The first thing that is wrong: for judgements that only make sense when the ones before hold. */
export function first(...judgements: readonly Judgement[]): Judgement {
  return judgements.find((judgement) => judgement !== null) ?? null;
}

/** The same violation as a warning: the tolerated reading of a contradiction (catalogue, section B). */
export function tolerated(judgement: Judgement): Judgement {
  return judgement && { ...judgement, tolerated: true };
}

export function statusIs(seen: Observation, ...statuses: readonly number[]): Judgement {
  return that(statuses.includes(seen.status), {
    message: `The status is not ${oneOf(statuses)}.`,
    expected: oneOf(statuses),
    actual: describe(seen),
  });
}

/** The request was refused with any 4xx. */
export function refused(seen: Observation): Judgement {
  return that(seen.status >= 400 && seen.status < 500, {
    message: 'The request is not refused.',
    expected: 'a 4xx status',
    actual: describe(seen),
  });
}

/** The request was accepted with any 2xx. */
export function accepted(seen: Observation): Judgement {
  return that(isSuccess(seen), {
    message: 'The request is not accepted.',
    expected: 'a 2xx status',
    actual: describe(seen),
  });
}

export function headerIs(seen: Observation, name: string, value: string): Judgement {
  const actual = seen.header(name);
  return that(actual === value, {
    message: `${name} is not as expected.`,
    expected: show(value),
    actual: showHeader(actual),
  });
}

export function headerMatches(
  seen: Observation,
  name: string,
  form: { readonly pattern: RegExp; readonly called: string },
): Judgement {
  const actual = seen.header(name);
  return that(actual !== null && form.pattern.test(actual), {
    message: actual === null ? `${name} is missing.` : `${name} is not ${form.called}.`,
    expected: form.called,
    actual: showHeader(actual),
  });
}

/** Two replies carry the same value of a header, or neither has it. */
export function sameHeader(one: Observation, other: Observation, name: string): Judgement {
  return that(one.header(name) === other.header(name), {
    message: `${name} differs between the two replies.`,
    expected: showHeader(one.header(name)),
    actual: showHeader(other.header(name)),
  });
}

/** No content came with the reply, as far as an HTTP client can see. */
export function noBody({ exchange: { response } }: Observation): Judgement {
  return that((response?.bodyBytes ?? 0) === 0, {
    message: 'The reply has a body.',
    expected: 'no content',
    actual: `${response?.bodyBytes ?? 0} bytes`,
  });
}

/** What a failure should say. `retryable` is compared only when given. */
export interface ExpectedError {
  readonly status: number | readonly number[];
  readonly code: string | readonly string[];
  readonly retryable?: boolean;
}

/** The reply is a failure of that status and code. A member that is missing or of another type is ENV-04's. */
export function errorReply(seen: Observation, want: ExpectedError): Judgement {
  const statuses = typeof want.status === 'number' ? [want.status] : want.status;
  const codes = typeof want.code === 'string' ? [want.code] : want.code;
  const { code, retryable } = errorOf(seen) ?? {};
  return first(
    statusIs(seen, ...statuses),
    that(typeof code !== 'string' || codes.includes(code), {
      message: 'error.code is not as expected.',
      expected: oneOf(codes),
      actual: show(code),
    }),
    that(typeof retryable !== 'boolean' || want.retryable === undefined || retryable === want.retryable, {
      message: 'error.retryable is not as expected.',
      expected: show(want.retryable),
      actual: show(retryable),
    }),
  );
}

/** `error.param` and the fields of `error.errors`, whichever the reply has. */
export function namedFields(seen: Observation): readonly string[] {
  const error = errorOf(seen);
  const issues = Array.isArray(error?.['errors']) ? (error['errors'] as readonly unknown[]) : [];
  const fields = issues.map((issue) => (issue as { field?: unknown } | null)?.field);
  return [error?.['param'], ...fields].filter((field) => typeof field === 'string');
}

/**
 * The body was refused for what it holds: 422 validation_error, or 400 with a parameter code where the profile
 * tolerates it.
 */
export function invalidBody(seen: Observation, profile: Profile): Judgement {
  const strict = errorReply(seen, { status: 422, code: 'validation_error', retryable: false });
  if (strict === null) return null;
  const lenient = errorReply(seen, {
    status: 400,
    code: ['invalid_parameter', 'missing_parameter'],
    retryable: false,
  });
  return lenient === null && profile.options.validationStatus === 'lenient' ? tolerated(strict) : strict;
}

/** Two replies are the same answer: status, and for failures code and fields, in whatever order. */
export function sameAnswer(one: Observation, other: Observation): Judgement {
  return that(one.status === other.status && show(answer(one)) === show(answer(other)), {
    message: 'The two requests are answered differently.',
    expected: describe(one),
    actual: describe(other),
  });
}

function answer(seen: Observation): readonly unknown[] {
  return [errorOf(seen)?.['code'] ?? null, ...new Set(namedFields(seen).toSorted())];
}

/** A reply in a few words: `422 validation_error (to.email)`. */
export function describe(seen: Observation): string {
  const code = errorOf(seen)?.['code'];
  const field = namedFields(seen)[0];
  const words = [String(seen.status), typeof code === 'string' ? code.slice(0, 60) : null];
  return [...words, field === undefined ? null : `(${field.slice(0, 60)})`].filter((word) => word !== null).join(' ');
}
