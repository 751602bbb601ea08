import type { Observation } from '../../checks/check.js';
import { areAlike } from '../../checks/gen-alike.js';
import type { RequestCase } from '../../generate/request-case.js';
import type { Field } from './field.js';
import { perform } from './perform.js';
import { suffixOf } from './shrink.js';
import type { HeldSuspicion, Origin } from './suspicions.js';
import { unbroken } from './unbroken.js';

/**
 * Whether what is held still counts now that its operation is through, where its oracle wants to know: the request that
 * shows it is sent again, for what was there then may be gone, and once more unbroken.
 */
export async function stands(held: HeldSuspicion, field: Field): Promise<boolean> {
  const oracle = field.oracles.find(({ requirement }) => requirement === held.requirement);
  const { origin } = held;
  const seen = held.seen.at(-1);
  const whole = origin === null ? null : unbroken(origin.case);
  if (!oracle?.standsBeside || !seen || !origin || whole === null || field.stop.reason !== null) return true;
  const tag = suffixOf(held);
  const again = await send(origin.case, origin, { field, suffix: `/again-${tag}` });
  if (again !== null && !areAlike(seen, again)) return false;
  const reply = await send(whole, origin, { field, suffix: `/unbroken-${tag}` });
  return reply === null || oracle.standsBeside(seen, reply);
}

async function send(
  one: RequestCase,
  origin: Origin,
  { field, suffix }: { field: Field; suffix: string },
): Promise<Observation | null> {
  const performed = await perform({ ...origin, case: one, depth: 'case', suffix, keep: false }, field);
  return performed.seen;
}
