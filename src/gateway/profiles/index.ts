import { UsageError } from '../../errors.js';
import { legacy202603 } from './legacy-2026-03.js';
import type { GatewayProfile } from './profile.js';
import { sending202606 } from './sending-2026-06.js';
import { sending202608 } from './sending-2026-08.js';
import { sending202610 } from './sending-2026-10.js';

/** Every contract the gateway speaks. */
export const gatewayProfiles: readonly GatewayProfile[] = [sending202606, sending202608, sending202610, legacy202603];

/**
 * The profile of that id.
 * @throws UsageError when the gateway does not speak it.
 */
export function findGatewayProfile(id: string): GatewayProfile {
  const found = gatewayProfiles.find((profile) => profile.id === id);
  if (found !== undefined) return found;
  throw new UsageError(`The gateway does not speak the profile "${id}".`, {
    where: 'profile',
    advice: `It speaks ${gatewayProfiles.map((profile) => profile.id).join(', ')}.`,
  });
}
