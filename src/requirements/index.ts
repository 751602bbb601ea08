import { batchArea } from './batch.js';
import { conv } from './conv.js';
import { auth } from './auth.js';
import { cond } from './cond.js';
import { env } from './env.js';
import { perm } from './perm.js';
import { spec } from './spec.js';
import { hdr } from './hdr.js';
import type { Area, Requirement } from './requirement.js';
import { sendArea } from './send.js';

/** In the order of the catalogue. */
export const areas = [env, hdr, conv, sendArea, batchArea] as const satisfies readonly Area[];

type IdsOf<A> = A extends Area<infer Id> ? Id : never;
/** Every id of the catalogue that has landed, as the compiler knows it. */
export type RequirementId = IdsOf<(typeof areas)[number]>;

/** All requirements, in the order of the catalogue. */
export const requirements: readonly Requirement[] = areas.flatMap((area) =>
  Object.entries(area.requirements).map(([id, facts]) => ({ id, area: area.code, ...facts })),
);
