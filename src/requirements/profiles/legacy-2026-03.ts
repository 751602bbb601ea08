import type { Profile } from '../profile.js';
import { limitsPerField, sending202606 } from './sending-2026-06.js';

const keyInBody = 'idempotency_key is a member of the body in this profile';
const marked = 'a replay says of itself that it is one in this profile';

/** The Sending API of its first weeks, for reports on how far a server has come since. */
export const legacy202603: Profile = {
  ...sending202606,
  id: 'legacy@2026-03',
  title: 'Sending API, March 2026',
  excluded: {
    ...limitsPerField,
    'BATCH-26': keyInBody,
    'IDEM-02': marked,
    'IDEM-18': 'all operations of a team share its idempotency keys',
    'IDEM-21': keyInBody,
    'IDEM-22': marked,
  },
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
