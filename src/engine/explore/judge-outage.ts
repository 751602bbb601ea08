import { consult, suspect, type Field } from './field.js';
import type { HeldSuspicion } from './suspicions.js';

/** What a target out of service answers is not held against operations. */
export function unlessOutage(held: readonly HeldSuspicion[], { service }: Field): readonly HeldSuspicion[] {
  return service.outage() === null ? held : held.filter(({ seen }) => seen.at(-1)?.status !== 503);
}

/** What the oracles say of the outage, once for the whole target; empty: there was none. */
export function judgeOutage(field: Field): readonly HeldSuspicion[] {
  const outage = field.service.outage();
  if (outage === null) return [];
  const { before, since, after } = outage;
  const said = consult(field, { tried: { kind: 'canary', before, since, after }, seen: [before, since, after] });
  return suspect(said, 0, null).map((one) => ({ ...one, count: 1 }));
}
