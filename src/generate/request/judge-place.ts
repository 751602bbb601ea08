import type { Json, SchemaVerdict, SchemaViolation } from '../../contract/model.js';
import type { RequestContext } from './outline.js';

/** The fault of what is required and not there. */
export function missing(at: string, schema: string): SchemaViolation {
  return { at, keyword: 'required', schema, message: 'is required and missing' };
}

/** A place in a request and what it must be. */
export interface JudgedPlace {
  readonly at: string;
  readonly schema: string | null;
  /** What it is when it is missing; null: it may be. */
  readonly fault: SchemaViolation | null;
}

/** Judges values for a place; undefined: it is missing. */
export function judgeWith(
  context: RequestContext,
  { at, schema, fault }: JudgedPlace,
): (value: Json | undefined) => SchemaVerdict {
  return (value) => {
    if (value === undefined) return fault === null ? { kind: 'valid' } : { kind: 'invalid', violations: [fault] };
    if (schema === null) return { kind: 'valid' };
    const verdict = context.validators.schema(schema, value, 'request');
    if (verdict.kind !== 'invalid') return verdict;
    return { kind: 'invalid', violations: verdict.violations.map((one) => ({ ...one, at: at + one.at })) };
  };
}
