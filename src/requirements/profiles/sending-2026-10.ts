import { connection } from '../operations.js';
import type { Profile } from '../profile.js';
import { sending202608 } from './sending-2026-08.js';

/** The Sending API as documented in October 2026: with the connection check, delivery groups and OAuth. */
export const sending202610: Profile = {
  ...sending202608,
  id: 'sending@2026-10',
  title: 'Sending API, October 2026',
  tiers: [...sending202608.tiers, 'ext'],
  operations: [...sending202608.operations, connection],
  options: { ...sending202608.options, deliveryGroup: true },
};
