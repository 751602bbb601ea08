import { att } from './att.js';
import { auth } from './auth.js';
import { batchArea } from './batch.js';
import { cond } from './cond.js';
import { conn } from './conn.js';
import { conv } from './conv.js';
import { env } from './env.js';
import { err } from './err.js';
import { gen } from './gen.js';
import { hdr } from './hdr.js';
import { idem } from './idem.js';
import { perm } from './perm.js';
import { rate } from './rate.js';
import type { Area, Requirement } from './requirement.js';
import { sendArea } from './send.js';
import { size } from './size.js';
import { spec } from './spec.js';

/** In the order of the catalogue. */
export const areas = [
  env,
  hdr,
  rate,
  cond,
  conv,
  auth,
  perm,
  sendArea,
  batchArea,
  idem,
  err,
  size,
  att,
  spec,
  conn,
  gen,
] as const satisfies readonly Area[];

type IdsOf<A> = A extends Area<infer Id> ? Id : never;
/** Every id of the catalogue that has landed, as the compiler knows it. */
export type RequirementId = IdsOf<(typeof areas)[number]>;

/** All requirements, in the order of the catalogue. */
export const requirements: readonly Requirement[] = areas.flatMap((area) =>
  Object.entries(area.requirements).map(([id, facts]) => ({ id, area: area.code, ...facts })),
);
