import type { JsonMembers } from '../parts.js';
import { gatewayProfiles } from '../profiles/index.js';
import { buildDocument } from './document.js';

/** The document of a profile; null when the gateway does not speak that profile. */
export function profileDocument(id: string): JsonMembers | null {
  const profile = gatewayProfiles.find((each) => each.id === id);
  return profile === undefined ? null : buildDocument(profile);
}
