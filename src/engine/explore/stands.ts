import type { Field } from './field.js';
import { perform } from './perform.js';
import { suffixOf } from './shrink.js';
import type { HeldSuspicion } from './suspicions.js';
import { unbroken } from './unbroken.js';

/** Whether what is held still counts when the request that shows it has been sent unbroken; costs one request, if any. */
export async function stands(held: HeldSuspicion, field: Field): Promise<boolean> {
  const oracle = field.oracles.find(({ requirement }) => requirement === held.requirement);
  const { origin } = held;
  const seen = held.seen.at(-1);
  const whole = origin === null ? null : unbroken(origin.case);
  if (!oracle?.standsBeside || !seen || !origin || whole === null || field.stop.reason !== null) return true;
  const suffix = `/unbroken-${suffixOf(held)}`;
  const reply = await perform({ ...origin, case: whole, depth: 'case', suffix, keep: false }, field);
  return reply.seen === null || oracle.standsBeside(seen, reply.seen);
}
