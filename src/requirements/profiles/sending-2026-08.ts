import { uploads } from '../operations.js';
import type { Profile } from '../profile.js';
import { limitsPerBody, sending202606 } from './sending-2026-06.js';

/** The Sending API as documented in August 2026: with attachment uploads and fewer recipients per mail. */
export const sending202608: Profile = {
  ...sending202606,
  id: 'sending@2026-08',
  title: 'Sending API, August 2026',
  tiers: [...sending202606.tiers, 'att'],
  excluded: limitsPerBody,
  operations: [...sending202606.operations, ...uploads],
  values: { ...sending202606.values, ccMax: 49, bccMax: 49, recipientsMax: 50 },
};
