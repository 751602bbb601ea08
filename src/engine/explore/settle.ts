import type { Observation } from '../../checks/check.js';
import { consult, suspect, type Field, type Said } from './field.js';
import { isNotImplemented, type Account } from './account.js';
import { askBeside } from './beside.js';
import { excuseFor, type Excused } from './excuses.js';
import { unlessOutage } from './judge-outage.js';
import { probe } from './probes.js';
import { shrink, type ShrinkBudget } from './shrink.js';
import { stands } from './stands.js';
import type { HeldSuspicion, Suspicions } from './suspicions.js';
import { tellAlso, weigh } from './weigh.js';
import { tellCase } from './words.js';

export interface Settling {
  readonly held: Suspicions;
  readonly budget: ShrinkBudget;
  readonly excused: Excused;
}

/**
 * Ends the exploration of an operation whose cases are through: probes it, makes the counterexamples small and files
 * them. One operation after the other, so that the same seed makes the same requests. After a stop nothing is sent.
 */
export async function settle(account: Account, field: Field, { held, budget, excused }: Settling): Promise<void> {
  const { key } = account.operation;
  if (isNotImplemented(account)) held.take(key);
  else if (field.stop.reason === null) for (const one of await probe(account, field)) held.add(key, one);
  for (const one of suspect(await judgeWhole(account, field), 0, null)) held.add(key, one);
  const counting = held.take(key).filter((one) => !excused.covers(excuseFor(one, field), one.count));
  for (const one of weigh(unlessOutage(counting, field), field.oracles)) {
    if (!(await stands(one, field))) continue;
    fileUnlessExcused(field.stop.reason === null ? await shrink(one, field, budget) : one, field, excused);
  }
}

/** Files a suspicion with the request that shows it; what an excuse covers is only counted. */
export function fileUnlessExcused(one: HeldSuspicion, field: Field, excused: Excused): void {
  if (excused.covers(excuseFor(one, field), one.count)) return;
  const { requirement, seen, count, origin, place } = one;
  const violation = { ...one.violation, actual: `${one.violation.actual}${tellAlso(one)}` };
  const shown = origin === null ? null : tellCase(origin.case, field.options);
  field.desk.fileHeld({ requirement, seen, violation, count, case: shown, ...(place === undefined ? {} : { place }) });
}

/** What all replies of an operation together say. */
async function judgeWhole(account: Account, field: Field): Promise<readonly Said[]> {
  const { operation, present } = account;
  const plain = plainReplies(account);
  if (plain.length === 0) return [];
  const beside = present || field.stop.reason !== null ? null : await askBeside(operation, field);
  const tried = { kind: 'operation', operation, plain, present, beside } as const;
  return consult(field, { tried, seen: plain });
}

function plainReplies({ plain }: Account): readonly Observation[] {
  return plain.toSorted((one, other) => one.index - other.index).map((each) => each.seen);
}
