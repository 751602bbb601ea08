import { requirements, type RequirementId } from '../index.js';
import type { Profile } from '../profile.js';
import { sending202606 } from './sending-2026-06.js';

/** What HTTP, JSON and OpenAPI demand of any API besides the area GEN; all else is a convention of the Sending API. */
const general: readonly RequirementId[] = ['ENV-10', 'ENV-11', 'HDR-16', 'SPEC-03', 'SPEC-11', 'SPEC-12'];

const conventions = requirements
  .filter(({ id, tier }) => tier !== 'gen' && !general.some((kept) => kept === id))
  .map(({ id }) => id);

/** Any API with an OpenAPI document: only its own document and the standards are held against it. */
export const openapi: Profile = {
  ...sending202606,
  id: 'openapi',
  title: 'Any OpenAPI 3 API',
  tiers: [...sending202606.tiers, 'gen'],
  excluded: {
    ...Object.fromEntries(
      conventions.map((id) => [id, 'a convention of the Sending API; the profile openapi asks for none']),
    ),
    'SPEC-08': 'told apart by GEN-02 to GEN-05: status, media type, body and header fields',
  },
  operations: [],
  errorCodes: {},
};
