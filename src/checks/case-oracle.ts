import type { OperationKey } from '../contract/model.js';
import type { RequirementId } from '../requirements/index.js';
import type { CheckContext, Violation } from './check.js';
import type { Judgement } from './judge.js';
import { oracleOf, untested } from './make-oracle.js';
import type { Oracle, Tried } from './oracle.js';

/** A generated request and its reply. */
export type TriedCase = Extract<Tried, { kind: 'case' }>;

/** What an oracle of generated requests needs to be told. */
export interface CaseReading<Facts> {
  /** Key of the operation whose requests it speaks of. */
  readonly operation: OperationKey;
  /** What matters of the request; null: it can show nothing of the requirement. */
  readonly read: (tried: TriedCase, context: CheckContext) => Facts | null;
  readonly judge: (facts: Facts, tried: TriedCase, context: CheckContext) => Judgement | readonly Violation[];
}

/** An oracle that generated requests alone can speak to. */
export function ofCases<Facts>(requirement: RequirementId, { operation, read, judge }: CaseReading<Facts>): Oracle {
  return oracleOf(requirement, {
    operation,
    read: (tried, context) => {
      if (tried.kind !== 'case' || tried.case.operation.key !== operation) return null;
      const facts = read(tried, context);
      return facts === null ? null : { tried, facts };
    },
    judge: ({ tried, facts }, context) => [judge(facts, tried, context) ?? []].flat(),
    unseen: untested('no generated request could show it'),
  });
}
