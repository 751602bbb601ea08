import type { Observation } from '../../checks/check.js';
import type { Oracle } from '../../checks/oracle.js';
import type { HeldSuspicion } from './suspicions.js';

/** Leaves out of what is held against an operation what its oracles do not stand by, now that they see it together. */
export function weigh(
  held: readonly HeldSuspicion[],
  plain: readonly Observation[],
  oracles: readonly Oracle[],
): readonly HeldSuspicion[] {
  return oracles.reduce((left, { requirement, weigh: weighOwn }) => {
    if (weighOwn === undefined) return left;
    const own = left.filter((one) => one.requirement === requirement);
    const counting = new Set(weighOwn(own, plain));
    return left.filter((one) => one.requirement !== requirement || counting.has(one));
  }, held);
}
