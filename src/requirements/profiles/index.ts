import { UsageError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import type { Profile } from '../profile.js';
import type { Requirement } from '../requirement.js';
import { openapi } from './openapi.js';
import { legacy202603 } from './legacy-2026-03.js';
import { sending202606 } from './sending-2026-06.js';
import { sending202608 } from './sending-2026-08.js';
import { sending202610 } from './sending-2026-10.js';

/** All profiles, the default one first. */
export const profiles: readonly Profile[] = [sending202606, sending202608, sending202610, legacy202603, openapi];

/**
 * The profile of that id.
 * @throws UsageError when there is none; it names the nearest one.
 */
export function findProfile(id: string): Profile {
  const found = profiles.find((profile) => profile.id === id);
  if (found) return found;
  const ids = profiles.map((profile) => profile.id);
  throw new UsageError(`there is no profile ${id}`, {
    where: 'profile',
    advice: `Did you mean ${nearest(id, ids) ?? ids.join(' or ')}? The profiles are ${ids.join(', ')}.`,
  });
}

export type Applicability = { readonly applicable: true } | { readonly applicable: false; readonly reason: string };

/**
 * Says whether a requirement counts under a profile.
 * One of a later tier counts as soon as the document lists a later operation that it speaks of (catalogue, X-33).
 * @param documented keys of the operations that the document lists
 */
export function applicability(
  requirement: Requirement,
  profile: Profile,
  documented: ReadonlySet<string>,
): Applicability {
  const { id, area, tier, operations } = requirement;
  const excluded = profile.excluded[id];
  if (excluded !== undefined) return not(excluded);
  if (profile.areas.length > 0 && !profile.areas.includes(area)) {
    return not(`${profile.id} does not cover the area ${area}`);
  }
  const listed = operations.some((key) => documented.has(key));
  const extended = operations.some((key) => documented.has(key) && !sending202606.operations.includes(key));
  if (tier === 'gen' && !profile.tiers.includes(tier)) {
    return not(`speaks of APIs known by their document alone; ${profile.id} says more exactly what it asks for`);
  }
  if (!profile.tiers.includes(tier) && !extended) {
    return not(`stems from a later document (tier ${tier}) than ${profile.id}, and the target lists no such operation`);
  }
  const promised = operations.some((key) => profile.operations.includes(key));
  if (operations.length > 0 && !promised && !listed) {
    return not(`neither ${profile.id} nor the document has ${operations.join(' or ')}`);
  }
  return { applicable: true };
}

function not(reason: string): Applicability {
  return { applicable: false, reason };
}
