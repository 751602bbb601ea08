import type { Observation, Violation } from './check.js';
import { oracleOf, untested } from './make-oracle.js';
import { isOverload, latestOf } from './gen-reply.js';
import { showEdits } from './gen-words.js';
import type { Tried } from './oracle.js';

/** GEN-01. A 501 says that nothing is there (GEN-22), and what breaks for everyone is told of by GEN-21. */
export const nothingMakesTheServerFail = oracleOf('GEN-01', {
  read: (tried) => {
    const seen = latestOf(tried);
    if (seen === null || tried.kind === 'canary' || isOverload(seen) || seen.exchange.intent.faulted) return null;
    return { tried, seen };
  },
  judge: ({ tried, seen }) => {
    if (seen.status < 500 || seen.status === 501 || isPromised(seen)) return [];
    return [failure(tried, seen)];
  },
  unseen: untested('no generated request was answered'),
});

/** A document may promise the failures of what stands behind a server, but not that of the server itself. */
function isPromised({ status, operation }: Observation): boolean {
  return status !== 500 && (operation?.responses.some((response) => response.status === String(status)) ?? false);
}

function failure(tried: Tried, { status }: Observation): Violation {
  const wanted =
    tried.kind === 'case' && tried.request.verdict.kind === 'invalid' ? 'a 4xx that names the fault' : 'no 5xx';
  return {
    message: `${subjectOf(tried)} is answered ${status}.`,
    expected: wanted,
    actual: tried.kind === 'case' ? `${status} to ${showEdits(tried.case)}` : String(status),
  };
}

/** Whether a request is valid makes no difference: what fails on the way to the check fails after it, too. */
function subjectOf({ kind }: Tried): string {
  if (kind === 'method') return 'A method that the document does not list';
  if (kind === 'body') return 'A body where the document lists none';
  return kind === 'head' ? 'HEAD' : 'A request';
}
