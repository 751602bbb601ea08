import type { Profile } from '../profile.js';
import { sending202606 } from './sending-2026-06.js';

/** The Sending API of its first weeks, for reports on how far a server has come since. */
export const legacy202603: Profile = {
  ...sending202606,
  id: 'legacy@2026-03',
  title: 'Sending API, March 2026',
  values: { ...sending202606.values, htmlMaxBytes: 10_485_760 },
  options: {
    ...sending202606.options,
    idempotencyAfter4xx: 'release',
    idempotencyKeyCharset: 'token',
    idempotencyScope: 'team',
    messageIdForm: 'uuid',
    idempotencyKeyInBody: true,
    retryableOptional: true,
  },
};
