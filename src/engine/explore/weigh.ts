import type { Oracle } from '../../checks/oracle.js';
import type { HeldSuspicion } from './suspicions.js';

/**
 * Leaves out of what is held against an operation what its oracles do not stand by, now that they see it together, and
 * notes what the rest stands for.
 */
export function weigh(held: readonly HeldSuspicion[], oracles: readonly Oracle[]): readonly HeldSuspicion[] {
  const worth = new Map<HeldSuspicion, readonly string[] | null>();
  for (const oracle of oracles) {
    const own = held.filter((one) => one.requirement === oracle.requirement);
    oracle.weigh?.(own.map(({ violation }) => violation)).forEach((also, at) => {
      const one = own[at];
      if (one !== undefined) worth.set(one, also);
    });
  }
  return held.flatMap((one) => {
    const also = worth.get(one);
    return also === null ? [] : [also === undefined || also.length === 0 ? one : { ...one, also }];
  });
}

/** What a finding can list; the rest is counted. */
const mostListed = 10;

/** What else is of the same cause, for the end of a sentence; empty: nothing. */
export function tellAlso({ also = [] }: HeldSuspicion): string {
  if (also.length === 0) return '';
  const more = also.length > mostListed ? `, and ${also.length - mostListed} more` : '';
  return `; also ${also.slice(0, mostListed).join(', ')}${more}`;
}
