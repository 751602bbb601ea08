import type { Area, Requirement } from './requirement.js';
import { env } from './env.js';

export const areas = [env] as const satisfies readonly Area[];

type IdsOf<A> = A extends Area<infer Id> ? Id : never;
/** Every id of the catalogue that has landed, as the compiler knows it. */
export type RequirementId = IdsOf<(typeof areas)[number]>;

/** All requirements, in the order of the catalogue. */
export const requirements: readonly Requirement[] = areas.flatMap((area) =>
  Object.entries(area.requirements).map(([id, facts]) => ({ id, area: area.code, ...facts })),
);
