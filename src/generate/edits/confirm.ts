import type { SchemaVerdict, SchemaViolation } from '../../contract/model.js';
import { isWithin } from './apply-edits.js';
import type { KeywordEdits } from './edit-model.js';

/** A change that shall break one keyword. */
export interface Fault {
  readonly at: string;
  /** Names under which validators report the keyword. */
  readonly names: ReadonlySet<string>;
  /** Keyword in whose schemas a violation counts as one of the keyword itself; null: none. */
  readonly inside: string | null;
}

export function faultOf({ keyword, reportedAs = [keyword], reportedInside }: KeywordEdits): Omit<Fault, 'at'> {
  return { names: new Set(reportedAs), inside: reportedInside === true ? keyword : null };
}

/** What an outer schema reports because an inner one is broken; it names no second fault. */
const consequences: ReadonlySet<string> = new Set([
  'anyOf',
  'oneOf',
  'not',
  'if',
  'contains',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

/** Keywords that report also the violations of schemas which need not hold. */
const choices: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'propertyNames']);

/**
 * Whether a verdict shows that a change broke its keyword and no other one.
 *
 * The value before was valid, so what is violated now is violated at the place of the change, below it or around it.
 * Around it only the keyword itself may be named, and what follows from a fault inside.
 */
export function breaksOnly(verdict: SchemaVerdict, { at, names, inside }: Fault): boolean {
  if (verdict.kind !== 'invalid') return false;
  const { violations } = verdict;
  const surroundings = violations.filter(({ keyword, at: place }) => choices.has(keyword) && isWithin(at, place));
  const isNamed = ({ keyword, schema }: SchemaViolation): boolean =>
    names.has(keyword) || (inside !== null && schema.includes(`/${inside}/`));
  const explained = (violation: SchemaViolation): boolean =>
    isNamed(violation) ||
    isWithin(violation.at, at) ||
    (consequences.has(violation.keyword) && isWithin(at, violation.at)) ||
    surroundings.some((choice) => isWithin(violation.at, choice.at));
  return violations.some(isNamed) && violations.every(explained);
}
