import { requirements, type RequirementId } from '../index.js';
import type { Profile } from '../profile.js';
import { sending202606 } from './sending-2026-06.js';

/** What HTTP, JSON and OpenAPI demand of any API; all else is a convention of the Sending API. */
const general: readonly RequirementId[] = ['ENV-10', 'ENV-11', 'HDR-16', 'SPEC-03', 'SPEC-08', 'SPEC-11', 'SPEC-12'];

const conventions = requirements.filter(({ id }) => !general.some((kept) => kept === id)).map(({ id }) => id);

/** Any API with an OpenAPI document: only its own document and the standards are held against it. */
export const openapi: Profile = {
  ...sending202606,
  id: 'openapi',
  title: 'Any OpenAPI 3 API',
  excluded: Object.fromEntries(
    conventions.map((id) => [id, 'a convention of the Sending API; the profile openapi asks for none']),
  ),
  operations: [],
  errorCodes: {},
};
