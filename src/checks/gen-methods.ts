import type { Violation } from './check.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import { isSuccess } from './gen-reply.js';
import type { Tried } from './oracle.js';
import { oneOf, show, showHeader } from './show.js';

type TriedMethod = Extract<Tried, { kind: 'method' }>;

/** HTTP wants the one of every server, and lets any answer the other (RFC 9110 sections 9.1 and 9.3.7). */
const ofHttp = ['HEAD', 'OPTIONS'];

/** Refusals of a method; others may be of something that is looked at before, such as a credential. */
const ofMethods = [404, 405, 501];

/** GEN-12 */
export const everyMethodIsListed = oracleOf('GEN-12', {
  read: (tried) => {
    const probe = triedAs('method', tried);
    if (probe === null || ofHttp.includes(probe.method) || isCatchAll(probe)) return null;
    return isSuccess(probe.seen) || ofMethods.includes(probe.seen.status) ? probe : null;
  },
  judge: ({ method, documented, seen }) => {
    if (!isSuccess(seen)) return [];
    const actual = `${seen.status}; documented: ${oneOf(documented)}`;
    return [{ message: `${method} is accepted and not documented.`, expected: '405', actual }];
  },
  unseen: untested('no method that the document does not list was answered'),
});

/** One page answers for every path that nobody knows: it is no operation. */
function isCatchAll({ seen, beside }: TriedMethod): boolean {
  return beside !== null && beside.status === seen.status && beside.mediaType === seen.mediaType;
}

/** GEN-13 */
export const refusedMethodsNameTheAllowed = oracleOf('GEN-13', {
  read: (tried) => {
    const probe = triedAs('method', tried);
    return probe?.seen.status === 405 ? probe : null;
  },
  judge: (probe) => {
    const lines = probe.seen.headerLines('allow');
    const expected = `Allow: ${probe.documented.join(', ')}`;
    if (lines.length === 0) return [{ message: 'A 405 lacks Allow.', expected, actual: showHeader(null) }];
    return faultsIn(probe, lines.join(', '), expected);
  },
  unseen: untested('no 405 was seen'),
});

function faultsIn({ method, documented }: TriedMethod, allow: string, expected: string): readonly Violation[] {
  const listed = allow.split(',').map((name) => name.trim());
  const actual = show(allow);
  const [lies, silence]: readonly Violation[] = [
    { message: 'Allow lists the method that was refused.', expected, actual },
    { message: 'Allow leaves out a documented method.', expected, actual, tolerated: true },
  ];
  return [
    ...(lies && listed.includes(method) ? [lies] : []),
    ...(silence && documented.some((name) => !listed.includes(name)) ? [silence] : []),
  ];
}
