import type { OperationKey } from '../contract/model.js';
import type { RequirementId } from '../requirements/index.js';
import type { CheckContext, Violation } from './check.js';
import type { Oracle, Tried } from './oracle.js';

/** An oracle in two steps, and what else there is to say of it. */
export interface OracleParts<Facts> {
  /** What of a try the requirement can be judged by; null: it shows nothing. */
  readonly read: (tried: Tried, context: CheckContext) => Facts | null;
  readonly judge: (facts: Facts, context: CheckContext) => readonly Violation[];
  readonly unseen: Oracle['unseen'];
  readonly operation?: OperationKey;
  readonly weigh?: NonNullable<Oracle['weigh']>;
  readonly standsBeside?: NonNullable<Oracle['standsBeside']>;
}

/** Puts an oracle together, so that what makes it apply and what it judges are the same facts. */
export function oracleOf<Facts>(requirement: RequirementId, { read, judge, ...rest }: OracleParts<Facts>): Oracle {
  return {
    kind: 'oracle',
    requirement,
    judge: (tried, context) => {
      const facts = read(tried, context);
      return facts === null ? null : judge(facts, context);
    },
    ...rest,
  };
}

/** What a requirement becomes when nothing of the run could show it. */
export function untested(reason: string): Oracle['unseen'] {
  return { outcome: 'not-tested', reason };
}

/** The try when it is of that kind, else null. */
export function triedAs<Kind extends Tried['kind']>(kind: Kind, tried: Tried): Extract<Tried, { kind: Kind }> | null {
  // The discriminant was compared; TypeScript does not narrow by a type parameter.
  return tried.kind === kind ? (tried as Extract<Tried, { kind: Kind }>) : null;
}

/** For {@link Oracle.weigh}: those that count, each for itself. */
export function counting(
  held: readonly Violation[],
  counts: (one: Violation) => boolean,
): readonly (readonly string[] | null)[] {
  return held.map((one) => (counts(one) ? [] : null));
}
