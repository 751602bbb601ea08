import type { CheckContext, Observation, Violation } from '../../checks/check.js';
import type { Oracle, Tried } from '../../checks/oracle.js';
import type { ApiModel, ApiOperation } from '../../contract/model.js';
import type { CaseMaker, CaseOptions, RequestCase } from '../../generate/request-case.js';
import type { PlannedExploration } from '../events.js';
import type { Desk } from '../desk.js';
import type { Ledger } from '../ledger.js';
import type { RunOptions } from '../options.js';
import type { StandingResult } from '../standing.js';
import type { Account } from './account.js';
import type { Canary } from './canary.js';
import type { Courier } from './courier.js';
import type { Access } from './credentials.js';
import type { Purse } from './purse.js';
import type { Resources } from './resources.js';
import type { Service } from './outage.js';
import type { Slots } from './slots.js';
import type { Stop } from './stop.js';
import type { Origin, Suspicion } from './suspicions.js';

/** What an exploration is made of. */
export interface ExploreParts {
  readonly options: RunOptions;
  readonly facts: CheckContext;
  /** The operations that requests are made for. */
  readonly model: ApiModel;
  readonly desk: Desk;
  readonly ledger: Ledger;
  readonly maker: CaseMaker;
  /** Oracles of the requirements that are tested. */
  readonly oracles: readonly Oracle[];
  readonly plan: PlannedExploration;
}

/** What the cases of one exploration share. */
export interface Field extends ExploreParts {
  readonly courier: Courier;
  readonly purse: Purse;
  readonly stop: Stop;
  readonly resources: Resources;
  readonly slots: Slots;
  readonly canary: Canary;
  readonly service: Service;
  readonly access: (operation: ApiOperation) => Access;
  readonly account: (operation: ApiOperation) => Account;
  /** How the cases of an operation are made. */
  readonly caseOptions: (operation: ApiOperation) => CaseOptions;
  /** The plainest valid request of an operation, for what has to be sent besides its cases; null: none can be made. */
  readonly plain: (operation: ApiOperation) => RequestCase | null;
}

/** What the oracles say of something that was tried; what they could speak to counts as evidence. */
export function consult(
  field: ExploreParts,
  { tried, seen }: { tried: Tried; seen: readonly Observation[] },
): readonly Said[] {
  const { oracles, facts, ledger } = field;
  return oracles.flatMap((oracle) => {
    const violations = oracle.judge(tried, facts);
    if (violations === null) return [];
    ledger.evidence(oracle.requirement, seen);
    return violations.map((violation) => ({ requirement: oracle.requirement, violation, seen }));
  });
}

/** What the standing checks said of an exchange; what they could speak to counts as evidence. */
export function heed(
  { ledger }: Pick<ExploreParts, 'ledger'>,
  { seen, results }: { seen: Observation; results: readonly StandingResult[] },
): readonly Said[] {
  return results.flatMap(({ requirement, violations }) => {
    ledger.evidence(requirement, [seen]);
    return violations.map((violation) => ({ requirement, violation, seen: [seen] }));
  });
}

/** What a check says, before it is known which case it belongs to. */
export type Said = Pick<Suspicion, 'requirement' | 'seen'> & { readonly violation: Violation };

export function suspect(said: readonly Said[], index: number, origin: Origin | null): readonly Suspicion[] {
  return said.map((one) => ({ ...one, index, origin }));
}
