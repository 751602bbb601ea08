import type { Observation } from './check.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import { isSuccess, tellsOfPresence } from './gen-reply.js';
import { membersIn } from './members.js';

/** GEN-19. A 202 says that it is still to happen (RFC 9110 section 9.3.5). */
export const whatWasDeletedIsGone = oracleOf('GEN-19', {
  read: (tried) => {
    const probe = triedAs('deleted', tried);
    if (probe === null || !isSuccess(probe.deleted) || probe.deleted.status === 202) return null;
    return tellsOfPresence(probe.read) ? probe : null;
  },
  judge: ({ deleted, read }) => {
    if (!isSuccess(read) || isTombstone(read)) return [];
    return [
      {
        message: 'What was deleted can still be read.',
        expected: '404 or 410, or a member that says it is deleted',
        actual: `${read.status} after a deletion that was answered ${deleted.status}`,
      },
    ];
  },
  unseen: untested('nothing that was deleted could be asked for again'),
});

const marks = /^(?:is_?)?(?:deleted|archived|removed|trashed|destroyed|cancell?ed|revoked)(?:_?(?:at|on|date|time))?$/i;
const states = /^(?:status|state|lifecycle)$/i;
const ended = /delet|archiv|remov|trash|destroy|cancel|revok|inactive|closed/i;

/** The resource says of itself that it is gone. */
function isTombstone({ json }: Observation): boolean {
  if (json.kind !== 'value') return false;
  return membersIn(json.value).some(
    ({ name, value }) =>
      (marks.test(name) && value !== null && value !== false) ||
      (states.test(name) && typeof value === 'string' && ended.test(value)),
  );
}
