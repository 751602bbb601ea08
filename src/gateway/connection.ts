import { mailboxesOf, teamName } from './directory.js';
import type { JsonMembers, KeyRecord } from './parts.js';

/** `data` of GET /me: whose key this is and what it may do; never the key itself. */
export function connectionData(key: KeyRecord): JsonMembers {
  return {
    team: { id: key.team, name: teamName(key.team) },
    credential: {
      id: `cred_${key.principal}`,
      type: key.type,
      name: key.type === 'api_key' ? key.principal : null,
    },
    label: `${teamName(key.team)}: ${key.principal}`,
    permissions: key.permissions,
    mailboxes: mailboxesOf(key),
  };
}
