import type { RequestCase } from '../../generate/request-case.js';
import type { Field } from './field.js';
import { perform } from './perform.js';
import { causeOf, type HeldSuspicion, type Origin, type Suspicion } from './suspicions.js';
import { unbroken } from './unbroken.js';

/** Requests that are spent on making one counterexample smaller. */
const mostTries = 40;

/** What all shrinking of a run may still spend. */
export interface ShrinkBudget {
  left: number;
}

/**
 * Looks for the smallest request that shows the same: sends simpler cases one after the other and goes on from each that
 * does. What does not show itself a second time is left as it was first seen.
 */
export async function shrink(held: HeldSuspicion, field: Field, budget: ShrinkBudget): Promise<HeldSuspicion> {
  const { origin } = held;
  if (origin === null || budget.left <= 0) return held;
  let tries = 0;
  const again = async (one: RequestCase): Promise<Suspicion | null> => {
    tries += 1;
    budget.left -= 1;
    return showsAgain(held, { ...origin, case: one }, { field, suffix: `/smaller-${suffixOf(held)}-${tries}` });
  };
  const mayTry = () => tries < mostTries && budget.left > 0 && field.stop.reason === null;
  const first = firstOf(smallerThan(origin.case));
  if (first === null || (await again(origin.case)) === null) return held;
  let smallest: Suspicion = held;
  let candidates: Iterator<RequestCase> = smallerThan(origin.case);
  while (mayTry()) {
    const next = candidates.next();
    if (next.done === true) break;
    const shown = await again(next.value);
    if (shown === null) continue;
    smallest = shown;
    candidates = next.value.shrink()[Symbol.iterator]();
  }
  return { ...held, ...smallest, index: held.index };
}

/** First of all what was broken is left out: a fault may need nothing of it. */
function* smallerThan(one: RequestCase): Generator<RequestCase, void> {
  const whole = unbroken(one);
  if (whole !== null) yield whole;
  yield* one.shrink();
}

function firstOf(cases: Iterator<RequestCase>): RequestCase | null {
  const next = cases.next();
  return next.done === true ? null : next.value;
}

async function showsAgain(
  held: Suspicion,
  origin: Origin,
  { field, suffix }: { field: Field; suffix: string },
): Promise<Suspicion | null> {
  const { suspicions } = await perform({ ...origin, suffix, keep: false }, field);
  return suspicions.find((one) => causeOf(one) === causeOf(held)) ?? null;
}

/** What follows from several causes of one case goes out under names of their own. */
export function suffixOf({ requirement, violation }: Suspicion): string {
  let hash = 0;
  for (const letter of `${requirement}${violation.message}`)
    hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return (hash >>> 0).toString(36);
}
